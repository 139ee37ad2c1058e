"""The headers of a call: ours, the caller's over them, and one idempotency key for all its attempts."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any

from codatsynccommerce._version import __version__

from .body import ACCEPTED
from .hidden import Hidden
from .keys import new_key
from .security import authorization
from .segments import check_header_value, check_headers

if TYPE_CHECKING:
    from collections.abc import Mapping

    from .security import SecuritySource

KEY = "Idempotency-Key"
_USER_AGENT = f"codatsynccommerce/{__version__} python/{sys.version_info.major}.{sys.version_info.minor}"


def call_headers(
    security: SecuritySource, given: Mapping[str, str] | None, *, has_body: bool, keyed: bool, key: str | None
) -> dict[str, str]:
    """Make the headers that every attempt of a call sends.

    Arguments:
        security: Where the API key comes from.
        given: Headers of the caller, which win over ours.
        has_body: Whether a JSON body is sent.
        keyed: Whether the operation takes an idempotency key.
        key: The caller's key; None for one given as a header, or a new one.

    Raises:
        errors.RequestError: There is no API key, or a header cannot be sent.
    """
    headers = {
        "Accept": "application/json",
        "Accept-Encoding": ACCEPTED,
        "User-Agent": _USER_AGENT,
        "Authorization": authorization(security),
    }
    if has_body:
        headers["Content-Type"] = "application/json"
    if given:
        _override(headers, check_headers(given))
    if keyed:
        chosen = key if key is not None else (header(headers, KEY) or new_key())
        check_header_value(KEY, chosen)
        _override(headers, {KEY: chosen})
    return {name: Hidden(value) if name.lower() == "authorization" else value for name, value in headers.items()}


def header(headers: Mapping[str, Any], name: str) -> Any:
    """Give a header whatever the case of its name, None where there is none."""
    return next((value for key, value in headers.items() if key.lower() == name.lower()), None)


def _override(headers: dict[str, str], stronger: Mapping[str, str]) -> None:
    taken = {name.lower() for name in stronger}
    for name in [name for name in headers if name.lower() in taken]:
        del headers[name]
    headers.update(stronger)
