"""The part of the client that people write: everything a request passes on its road."""
