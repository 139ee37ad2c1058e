"""The API key, as users pass it to the client."""

from __future__ import annotations

import os
import re
from binascii import b2a_base64
from dataclasses import dataclass
from typing import Any

from ..._runtime.errors import RequestError
from ..._runtime.http.redaction import RedactedStr
from ..._runtime.security import Credentials

API_KEY_VARIABLE = "CODAT_API_KEY"
AUTH_HEADER_VARIABLE = "CODAT_AUTH_HEADER"

_SCHEME = re.compile(r"(basic|bearer)\s+\S", re.IGNORECASE)


@dataclass
class Security(Credentials):
    """Credentials of the client. See https://docs.codat.io/using-the-api/authentication.

    Arguments:
        auth_header: The whole Authorization header: `Basic ` and the base64 text of the API key.
    """

    def __post_init__(self) -> None:
        """Redact the header, and refuse a raw key in its place.

        Raises:
            errors.RequestError: The header has no scheme. Its text is not shown.
        """
        super().__post_init__()
        header = self.auth_header
        if isinstance(header, str) and header.strip() and len(header.split()) == 1:
            message = "auth_header must be a scheme and a value, such as 'Basic ...': for a raw API key, use "
            message += "shared.Security.from_api_key(...)"
            raise RequestError(message)

    @classmethod
    def from_api_key(cls, api_key: str) -> Security:
        """Return the credentials for an API key as the Codat Portal shows it.

        Arguments:
            api_key: The raw key. It is encoded alone: no user name and no colon, unlike HTTP Basic.

        Raises:
            errors.RequestError: The key is empty, or it is a whole Authorization header.
        """
        if not isinstance(api_key or "", str):
            message = f"the API key must be text, not {type(api_key).__name__}"
            raise RequestError(message)
        api_key = RedactedStr(api_key or "")  # So that no traceback shows it.
        if not api_key.strip():
            message = "the API key is empty"
            raise RequestError(message)
        if _SCHEME.match(api_key.strip()):
            message = "this is an Authorization header, not a raw API key: use shared.Security(auth_header=...)"
            raise RequestError(message)
        return cls(auth_header="Basic " + b2a_base64(api_key.strip().encode(), newline=False).decode("ascii"))

    def __reduce__(self) -> tuple[Any, ...]:
        """Refuse to be pickled: a key on disk or on a queue is a leaked key."""
        message = "a Security holds the API key and cannot be pickled; set " + API_KEY_VARIABLE
        message += " where it is needed instead"
        raise RequestError(message)


def security_from_environment() -> Security:
    """Return the credentials that the environment holds.

    Raises:
        errors.RequestError: It holds none.
    """
    if os.environ.get(API_KEY_VARIABLE):
        return Security.from_api_key(RedactedStr(os.environ[API_KEY_VARIABLE]))
    if os.environ.get(AUTH_HEADER_VARIABLE):
        return Security(auth_header=RedactedStr(os.environ[AUTH_HEADER_VARIABLE]))
    message = f"no API key: give security=shared.Security.from_api_key(...) or set {API_KEY_VARIABLE}"
    raise RequestError(message)
