"""The headers of a request, and the idempotency key that all attempts of a write share.

See https://docs.codat.io/using-the-api/write-data/idempotency.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping

from .errors import RequestError
from .http.messages import ACCEPT_ENCODING
from .http.redaction import RedactedStr

IDEMPOTENCY_KEY = "Idempotency-Key"

_TOKEN = re.compile(r"[!#$%&'*+.^_`|~0-9A-Za-z-]+", re.ASCII)
_MANAGED = frozenset({"content-length", "transfer-encoding", "host", "connection"})
_SECRET = frozenset({"authorization", "proxy-authorization", "cookie"})
_NAMESPACE = "6f1d8a52-3c0b-5e47-9a6e-2b7c41d90e35"


def build_headers(
    authorization: RedactedStr,
    extra: Mapping[str, str],
    *,
    user_agent: str,
    has_body: bool,
    takes_idempotency_key: bool,
    key: str | None,
) -> dict[str, str]:
    """Return the headers that every attempt of a call sends.

    Arguments:
        authorization: Value of the Authorization header.
        extra: Headers of the caller, which replace those of the client.
        user_agent: Value of the User-Agent header.
        has_body: Whether a JSON body is sent.
        takes_idempotency_key: Whether the operation takes an idempotency key.
        key: The caller's key; None for one passed as a header, or for a new one.

    Raises:
        errors.RequestError: A header cannot be sent.
    """
    headers = {
        "Accept": "application/json",
        "Accept-Encoding": ACCEPT_ENCODING,
        "User-Agent": user_agent,
        "Authorization": authorization,
    }
    if has_body:
        headers["Content-Type"] = "application/json"
    if extra:
        _override(headers, check_headers(extra))
    if takes_idempotency_key:
        given = key if key is not None or not extra else get_header(headers, IDEMPOTENCY_KEY)
        chosen = new_key() if given is None else given
        check_header_value(IDEMPOTENCY_KEY, chosen)
        if extra:
            _override(headers, {IDEMPOTENCY_KEY: chosen})
        else:
            headers[IDEMPOTENCY_KEY] = chosen
    return headers


def get_header(headers: Mapping[str, str], name: str) -> str | None:
    """Return the value of a header, whatever the case of its name, or None if there is none."""
    wanted = name.lower()
    for key, value in headers.items():
        if key.lower() == wanted:
            return value
    return None


def new_key() -> str:
    """Return an idempotency key that no other call has."""
    from uuid import uuid4

    return str(uuid4())


def idempotency_key_for(*parts: object) -> str:
    """Return the same idempotency key for the same parts, in any process and on any day.

    Use it if another process may repeat a write, after a crash for example: pass what identifies the write, such as
    `idempotency_key_for("merchant-7", "order-123")`. The API remembers a key for 90 minutes.

    Arguments:
        parts: Text or whole numbers that identify the write. Their order counts.

    Returns:
        A UUID5 as text.

    Raises:
        ValueError: There are no parts, or one of them is neither text nor a whole number.
    """
    if not parts or not all(isinstance(part, (str, int)) for part in parts):
        message = "idempotency_key_for takes one or more texts or whole numbers"
        raise ValueError(message)
    from uuid import UUID, uuid5

    return str(uuid5(UUID(_NAMESPACE), json.dumps([str(part) for part in parts])))


def check_headers(headers: Mapping[str, str]) -> dict[str, str]:
    """Return the headers of a caller as a new dict.

    Raises:
        errors.RequestError: A name or value cannot be sent. The value is not shown, for it may be a secret.
    """
    if not isinstance(headers, Mapping):
        message = f"headers must map names to text, not be a {type(headers).__name__}"
        raise RequestError(message)
    checked: dict[str, str] = {}
    for name, value in headers.items():
        if not isinstance(name, str) or not _TOKEN.fullmatch(name) or name.lower() in _MANAGED:
            message = f"{name!r:.60} cannot be set as a header"
            raise RequestError(message)
        if name.lower() in _SECRET and isinstance(value, str):
            value = RedactedStr(value)  # noqa: PLW2901 - so that no variable shows it
        check_header_value(name, value)
        checked[name] = value
    return checked


def check_header_value(name: str, value: object) -> None:
    """Raise an error for a value that would split the header, without showing it."""
    if not isinstance(value, str):
        message = f"the {name} header must be text, not {type(value).__name__}"
        raise RequestError(message)
    if not value or not value.isascii() or not value.isprintable() or value != value.strip():
        message = f"the {name} header is empty or holds a character that no header may hold (it is not shown)"
        raise RequestError(message)


def _override(headers: dict[str, str], stronger: Mapping[str, str]) -> None:
    taken = {name.lower() for name in stronger}
    for name in [name for name in headers if name.lower() in taken]:
        del headers[name]
    headers.update(stronger)
