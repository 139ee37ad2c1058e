"""The credentials of the client."""

from ..._runtime.security import Security

__all__ = ["Security"]
