"""The client of a command: its API key from the environment, its server from `--server-url`."""

from __future__ import annotations

import os

from codatsynccommerce._runtime.security import authorization
from codatsynccommerce.models.shared.security import (
    API_KEY_VARIABLE,
    AUTH_HEADER_VARIABLE,
    security_from_environment,
)
from codatsynccommerce.sdk import CodatSyncCommerce

from .exits import EndedError, Exit


def connect(server_url: str | None) -> CodatSyncCommerce:
    """Return a client.

    Arguments:
        server_url: Another address than the API's; None for the API.

    Raises:
        EndedError: The environment holds no key.
        errors.RequestError: It holds a key that cannot be sent, or the address cannot be used.
    """
    if not has_key():
        message = f"no API key: set {API_KEY_VARIABLE}, or {AUTH_HEADER_VARIABLE} to a ready-made header"
        raise EndedError(Exit.USAGE, message)
    authorization(None, security_from_environment)  # Checked now, and not after a file has been read.
    return CodatSyncCommerce(server_url=server_url)


def has_key() -> bool:
    """Return whether the environment holds a key, of either kind."""
    return bool(os.environ.get(API_KEY_VARIABLE) or os.environ.get(AUTH_HEADER_VARIABLE))
