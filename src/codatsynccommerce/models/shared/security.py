"""The API key, as users pass it to the client."""

from __future__ import annotations

import base64
import os
from dataclasses import dataclass
from typing import Any

from ..._runtime.errors import RequestError
from ..._runtime.http.redaction import RedactedStr
from ..._runtime.security import Credentials

API_KEY_VARIABLE = "CODAT_API_KEY"
AUTH_HEADER_VARIABLE = "CODAT_AUTH_HEADER"


@dataclass
class Security(Credentials):
    """Credentials of the client. See https://docs.codat.io/using-the-api/authentication.

    Arguments:
        auth_header: The whole Authorization header: `Basic ` and the base64 text of the API key.
    """

    @classmethod
    def from_api_key(cls, api_key: str) -> Security:
        """Return the credentials for an API key as the Codat Portal shows it.

        Arguments:
            api_key: The raw key. It is encoded alone: no user name and no colon, unlike HTTP Basic.

        Raises:
            errors.RequestError: The key is empty.
        """
        if not isinstance(api_key or "", str):
            message = f"the API key must be text, not {type(api_key).__name__}"
            raise RequestError(message)
        api_key = RedactedStr(api_key or "")  # So that no traceback shows it.
        if not api_key.strip():
            message = "the API key is empty"
            raise RequestError(message)
        return cls(auth_header="Basic " + base64.b64encode(api_key.strip().encode()).decode("ascii"))

    def __reduce__(self) -> tuple[Any, ...]:
        """Refuse to be pickled: a key on disk or on a queue is a leaked key."""
        message = "a Security holds the API key and is not pickled; set " + API_KEY_VARIABLE
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
