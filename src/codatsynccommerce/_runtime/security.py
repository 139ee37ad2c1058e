"""The credentials of a client: where they come from, and how they are kept from being shown."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Union

from .errors import RequestError
from .headers import check_header_value
from .http.redaction import RedactedStr


@dataclass
class Credentials:
    """The value of the Authorization header.

    Arguments:
        auth_header: The whole value, the scheme included.
    """

    auth_header: str = field(repr=False)

    def __post_init__(self) -> None:
        """Redact the header from the first variable that holds it."""
        if isinstance(self.auth_header, str):
            self.auth_header = RedactedStr(self.auth_header)

    def __reduce__(self) -> tuple[object, ...]:
        """Refuse to be pickled: a key on disk or on a queue is a leaked key."""
        message = f"a {type(self).__name__} holds the API key and cannot be pickled"
        raise RequestError(message)

    def __copy__(self) -> Credentials:
        """Copy within the process."""
        return type(self)(self.auth_header)

    def __deepcopy__(self, _memo: dict[int, object]) -> Credentials:
        """Copy within the process."""
        return type(self)(self.auth_header)


SecuritySource = Union[Credentials, Callable[[], Credentials], None]


def authorization(source: SecuritySource, default: Callable[[], Credentials]) -> RedactedStr:
    """Return the value of the Authorization header for one call.

    Arguments:
        source: The credentials, a callable that returns them, or None for the default.
        default: Returns the credentials of a client that was given none.

    Raises:
        errors.RequestError: There is no key, or it cannot be sent. The key is not shown.
    """
    credentials = source() if callable(source) else default() if source is None else source
    if not isinstance(credentials, Credentials):
        message = f"security must be a shared.Security or a callable that returns one, not {type(credentials).__name__}"
        raise RequestError(message)
    # Redacted here too: the attribute may have been set after the object was made.
    header = RedactedStr(credentials.auth_header) if isinstance(credentials.auth_header, str) else None
    if not header:
        message = "security.auth_header is empty"
        raise RequestError(message)
    check_header_value("Authorization", header)
    return header
