"""Path segments and query strings: encode values, and refuse those that cannot be encoded."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal
from enum import Enum
from typing import TYPE_CHECKING
from urllib.parse import quote

from .codec.json_text import lone_surrogate, number
from .datetimes import format_datetime
from .errors import RequestError

if TYPE_CHECKING:
    from collections.abc import Mapping

_UNRESERVED = re.compile(r"[0-9A-Za-z_.~-]*")


def path_segment(name: str, value: object) -> str:
    """Return a value as one segment of a path, percent-encoded.

    Raises:
        errors.RequestError: The value is missing, empty, `.` or `..`, or is not text, a whole number or a UUID.
    """
    if isinstance(value, bool) or not (isinstance(value, (str, int)) or _is_uuid(value)):
        message = f"{name} must be text, not {_type_name(value)}"
        raise RequestError(message)
    text = to_text(name, value)
    if text in ("", ".", ".."):
        message = f"{name} must be an id, not {text!r}: it would change the path"
        raise RequestError(message)
    return _percent_encode(name, text)


def query_string(values: Mapping[str, object]) -> str:
    """Return the query string for its values, each encoded exactly once. None is left out."""
    given = {name: to_text(name, value) for name, value in values.items() if value is not None}
    return "?" + "&".join(f"{name}={_percent_encode(name, text)}" for name, text in given.items()) if given else ""


def to_text(name: str, value: object) -> str:
    """Return a value as the API writes it in a query.

    Raises:
        errors.RequestError: The value is neither text nor a number, or JSON has no such number.
    """
    if type(value) is str:
        return value
    if isinstance(value, Enum):
        value = value.value
    if isinstance(value, bool):
        return "true" if value else "false"
    try:
        if isinstance(value, date):
            return format_datetime(value)
        if isinstance(value, (float, Decimal)):
            return number(value)
        if isinstance(value, (str, int)) or _is_uuid(value):
            return str(value)
    except ValueError as problem:  # Also what Python raises for an integer of more than 4,300 digits.
        message = f"{name} cannot be sent: {problem}"
        raise RequestError(message) from None
    message = f"{name} must be text or a number, not {_type_name(value)}"
    raise RequestError(message)


def _is_uuid(value: object) -> bool:
    from uuid import UUID

    return isinstance(value, UUID)


def _percent_encode(name: str, text: str) -> str:
    if _UNRESERVED.fullmatch(text):  # True of most ids.
        return text
    try:
        return quote(text, safe="")
    except UnicodeEncodeError:
        message = f"{name} cannot be sent: {lone_surrogate(text)}"
        raise RequestError(message) from None


def _type_name(value: object) -> str:
    return "None" if value is None else f"{type(value).__name__}"
