"""The only modules that send requests and receive responses."""
