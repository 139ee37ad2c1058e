"""The headers of a request, and the idempotency key that all attempts of a write share.

See https://docs.codat.io/using-the-api/write-data/idempotency.
"""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Mapping
from typing import Any

from codatsynccommerce._version import __version__

from .errors import RequestError
from .http.messages import ACCEPT_ENCODING
from .http.redaction import RedactedStr

_TOKEN = re.compile(r"[!#$%&'*+.^_`|~0-9A-Za-z-]+", re.ASCII)
_MANAGED = frozenset({"content-length", "transfer-encoding", "host", "connection"})

KEY = "Idempotency-Key"
_USER_AGENT = f"codatsynccommerce/{__version__} python/{sys.version_info.major}.{sys.version_info.minor}"


def call_headers(
    authorization: str, given: Mapping[str, str] | None, *, has_body: bool, takes_idempotency_key: bool, key: str | None
) -> dict[str, str]:
    """Make the headers that every attempt of a call sends.

    Arguments:
        authorization: Value of the Authorization header.
        given: Headers of the caller, which win over ours.
        has_body: Whether a JSON body is sent.
        takes_idempotency_key: Whether the operation takes an idempotency key.
        key: The caller's key; None for one given as a header, or a new one.

    Raises:
        errors.RequestError: A header cannot be sent.
    """
    headers = {
        "Accept": "application/json",
        "Accept-Encoding": ACCEPT_ENCODING,
        "User-Agent": _USER_AGENT,
        "Authorization": authorization,
    }
    if has_body:
        headers["Content-Type"] = "application/json"
    if given:
        _override(headers, check_headers(given))
    if takes_idempotency_key:
        chosen = key if key is not None else (header(headers, KEY) or new_key())
        check_header_value(KEY, chosen)
        _override(headers, {KEY: chosen})
    return {name: RedactedStr(value) if name.lower() == "authorization" else value for name, value in headers.items()}


def header(headers: Mapping[str, Any], name: str) -> Any:
    """Give a header whatever the case of its name, None where there is none."""
    return next((value for key, value in headers.items() if key.lower() == name.lower()), None)


def _override(headers: dict[str, str], stronger: Mapping[str, str]) -> None:
    taken = {name.lower() for name in stronger}
    for name in [name for name in headers if name.lower() in taken]:
        del headers[name]
    headers.update(stronger)


_NAMESPACE = "6f1d8a52-3c0b-5e47-9a6e-2b7c41d90e35"


def new_key() -> str:
    """Make a key that no other call has."""
    from uuid import uuid4  # noqa: PLC0415 - it takes as long to load as half of this package, and an import needs none

    return str(uuid4())


def idempotency_key_for(*parts: object) -> str:
    """Make the same key for the same parts, in any process and on any day.

    For callers who may repeat a write from another process, after a crash say: give what makes the write the one it
    is, such as `idempotency_key_for("merchant-7", "order-123")`. The API remembers a key for 90 minutes.

    Arguments:
        parts: Text or numbers that name the write. Their order counts.

    Returns:
        A UUID5 as text.

    Raises:
        ValueError: There are no parts, or one of them is neither text nor number.
    """
    if not parts or not all(isinstance(part, (str, int)) for part in parts):
        message = "idempotency_key_for takes one or more texts or whole numbers"
        raise ValueError(message)
    from uuid import UUID, uuid5  # noqa: PLC0415 - as above

    return str(uuid5(UUID(_NAMESPACE), json.dumps([str(part) for part in parts])))


def check_headers(headers: Mapping[str, str]) -> dict[str, str]:
    """Give the headers of a caller as a new dict.

    Raises:
        errors.RequestError: A name or value cannot be sent. The value is not shown, for it may be a secret.
    """
    if not isinstance(headers, Mapping):
        message = f"headers must map names to text, not be a {type(headers).__name__}"
        raise RequestError(message)
    for name, value in headers.items():
        if not isinstance(name, str) or not _TOKEN.fullmatch(name) or name.lower() in _MANAGED:
            message = f"{name!r:.60} cannot be set as a header"
            raise RequestError(message)
        check_header_value(name, value)
    return dict(headers)


def check_header_value(name: str, value: Any) -> None:
    """Refuse a value that would break the header apart, without showing it."""
    if not isinstance(value, str):
        message = f"the {name} header must be text, not {type(value).__name__}"
        raise RequestError(message)
    if not value or not value.isascii() or not value.isprintable() or value != value.strip():
        message = f"the {name} header is empty or holds a character that no header may hold (it is not shown)"
        raise RequestError(message)
