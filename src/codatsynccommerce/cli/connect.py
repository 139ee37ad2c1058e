"""The client of a command: its API key from the environment, its server from `--server-url`."""

from __future__ import annotations

import os

from codatsynccommerce._runtime.security import authorization
from codatsynccommerce.models import errors
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
        EndedError: The environment holds no key that can be used.
        errors.RequestError: The address cannot be used.
    """
    if problem := key_problem():  # Checked now, and not after a file has been read.
        raise EndedError(Exit.USAGE, problem)
    return CodatSyncCommerce(server_url=server_url)


def key_problem() -> str | None:
    """Return why the environment holds no key that can be used; None if it holds one."""
    raw, header = os.environ.get(API_KEY_VARIABLE, ""), os.environ.get(AUTH_HEADER_VARIABLE, "")
    if not raw and not header:
        return f"no API key: set {API_KEY_VARIABLE}, or {AUTH_HEADER_VARIABLE} to a ready-made header"
    if raw.lower().startswith("basic "):
        return f"{API_KEY_VARIABLE} holds a whole header: set {AUTH_HEADER_VARIABLE} to it instead"
    if not raw and " " not in header.strip():
        return f"{AUTH_HEADER_VARIABLE} holds no scheme such as Basic: is it the value of {API_KEY_VARIABLE}?"
    try:
        authorization(None, security_from_environment)
    except errors.RequestError as error:
        return f"{API_KEY_VARIABLE if raw else AUTH_HEADER_VARIABLE} cannot be used: {error}"
    return None
