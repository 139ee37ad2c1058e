"""The headers that every attempt of a call sends, and the checks on those of the caller."""

from __future__ import annotations

import re
from collections.abc import Mapping

from .errors import RequestError
from .http.messages import ACCEPT_ENCODING
from .http.redaction import RedactedStr
from .idempotency import new_key

IDEMPOTENCY_KEY = "Idempotency-Key"

_TOKEN = re.compile(r"[!#$%&'*+.^_`|~0-9A-Za-z-]+", re.ASCII)
_MANAGED = frozenset({"content-length", "transfer-encoding", "host", "connection"})
_SECRET = frozenset({"authorization", "proxy-authorization", "cookie"})


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
