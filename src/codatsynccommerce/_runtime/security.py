"""The API key: where it comes from, how it becomes a header, and how it stays out of sight."""

from __future__ import annotations

import base64
import os
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Union

from .errors import RequestError
from .headers import check_header_value

if TYPE_CHECKING:
    from collections.abc import Callable

API_KEY_VARIABLE = "CODAT_API_KEY"
AUTH_HEADER_VARIABLE = "CODAT_AUTH_HEADER"


@dataclass
class Security:
    """What authenticates the client. See https://docs.codat.io/using-the-api/authentication.

    Arguments:
        auth_header: The whole Authorization header: `Basic ` and the base64 text of the API key.
    """

    auth_header: str = field(repr=False)

    @classmethod
    def from_api_key(cls, api_key: str) -> Security:
        """Make the header from the key as the Codat Portal shows it.

        Arguments:
            api_key: The raw key. It is encoded alone: no user name and no colon, unlike HTTP Basic.

        Raises:
            errors.RequestError: The key is empty.
        """
        if not isinstance(api_key or "", str):
            message = f"the API key must be text, not {type(api_key).__name__}"
            raise RequestError(message)
        if not api_key or not api_key.strip():
            message = "the API key is empty"
            raise RequestError(message)
        return cls(auth_header="Basic " + base64.b64encode(api_key.strip().encode()).decode("ascii"))

    def __reduce__(self) -> tuple[Any, ...]:
        """Refuse to be pickled: a key on disk or on a queue is a leaked key."""
        message = f"a Security holds the API key and is not pickled; set {API_KEY_VARIABLE} where it is needed instead"
        raise RequestError(message)

    def __copy__(self) -> Security:
        """Copy within the process."""
        return Security(self.auth_header)

    def __deepcopy__(self, _memo: dict[int, Any]) -> Security:
        """Copy within the process."""
        return Security(self.auth_header)


SecuritySource = Union[Security, "Callable[[], Security]", None]


def authorization(source: SecuritySource) -> str:
    """Give the Authorization header for one call.

    Arguments:
        source: A Security, a callable that returns one, or None to read the environment.

    Raises:
        errors.RequestError: There is no key, or it cannot be sent. The key is not shown.
    """
    security = source() if callable(source) else _from_environment() if source is None else source
    if not isinstance(security, Security):
        message = f"security must be a shared.Security or a callable that returns one, not {type(security).__name__}"
        raise RequestError(message)
    header = security.auth_header
    if not header:
        message = "security.auth_header is empty"
        raise RequestError(message)
    check_header_value("Authorization", header)
    return header


def _from_environment() -> Security:
    key, header = os.environ.get(API_KEY_VARIABLE), os.environ.get(AUTH_HEADER_VARIABLE)
    if key:
        return Security.from_api_key(key)
    if header:
        return Security(auth_header=header)
    message = f"no API key: give security=shared.Security.from_api_key(...) or set {API_KEY_VARIABLE}"
    raise RequestError(message)
