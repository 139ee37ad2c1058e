"""JSON text to Python values and back, with numbers exact and nothing that JSON does not know."""

from __future__ import annotations

import json
import math
import os
import re
from datetime import date
from decimal import Decimal
from functools import lru_cache
from json.encoder import encode_basestring_ascii
from typing import Any, NoReturn, cast

from ..datetimes import format_datetime
from .null import NULL

quoted = encode_basestring_ascii
"""Writes a string as JSON text, in plain ASCII."""

NUMBER = re.compile(r"-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?", re.ASCII)


class NotJsonError(ValueError):
    """A value that JSON text cannot hold, or text that is not JSON."""


def _refuse(name: str) -> NoReturn:
    message = f"{name} is no JSON"
    raise NotJsonError(message)


def parse(text: str | bytes) -> Any:
    """Read JSON text. Fractions become Decimal; a byte order mark is skipped."""
    try:
        if not isinstance(text, str):
            text = str(text, "utf-8-sig")
        elif text.startswith("\ufeff"):
            text = text[1:]
        # Amounts and rates repeat: within one text, one Decimal serves all places that hold the same.
        exact = lru_cache(maxsize=None)(Decimal)
        return json.JSONDecoder(parse_float=exact, parse_constant=_refuse).decode(text)
    except UnicodeDecodeError as problem:
        message = f"not UTF-8 at byte {problem.start}"
        raise NotJsonError(message) from None
    except RecursionError:
        message = "nested too deeply"
        raise NotJsonError(message) from None
    except ArithmeticError:
        message = "a number is beyond every limit"
        raise NotJsonError(message) from None
    except NotJsonError:
        raise
    except ValueError as problem:
        raise NotJsonError(str(problem)) from None


def number(value: Decimal | float | str) -> str:
    """Write a number exactly. Text is taken where it is a JSON number itself."""
    if isinstance(value, str):
        if NUMBER.fullmatch(value):
            return value
    elif isinstance(value, Decimal):
        if value.is_finite():
            return Decimal.__str__(value)
    elif isinstance(value, float):
        if math.isfinite(value):
            return float.__repr__(value)
    elif not isinstance(value, bool):
        return int.__repr__(value)
    message = f"no finite number: {value!r:.40}"
    raise NotJsonError(message)


def scalar(value: Any) -> str:
    """Write a value that is neither object nor array."""
    if isinstance(value, str):
        return quoted(value)
    if value is None or value is NULL:
        return "null"
    if value is True:
        return "true"
    if value is False:
        return "false"
    if isinstance(value, date):
        return quoted(format_datetime(value))
    if isinstance(value, (int, float, Decimal)):
        return number(value)
    message = f"no JSON value: {type(value).__name__}"
    raise NotJsonError(message)


def pretty(value: Any, formats: dict[str, Any]) -> str:
    """Write any value as `json.dumps` does with these formats, numbers exact."""
    # json.dumps has no way to write a Decimal, so each travels as text behind a mark that nobody can guess.
    mark = os.urandom(16).hex()
    dumps: Any = json.dumps
    text: str = dumps(_marked(value, mark), **{"allow_nan": False, **formats})
    return re.sub(f'"{mark}([^"]*)"', lambda found: found[1], text)


def _marked(value: Any, mark: str) -> Any:
    if isinstance(value, dict):
        return {key: _marked(item, mark) for key, item in cast("dict[Any, Any]", value).items()}
    if isinstance(value, (list, tuple)):
        return [_marked(item, mark) for item in cast("list[Any]", value)]
    if isinstance(value, Decimal):
        return mark + number(value)
    if value is NULL:
        return None
    return format_datetime(value) if isinstance(value, date) else value


def key(name: object) -> str:
    """Write the key of an object."""
    if not isinstance(name, str):
        message = f"a key must be text, not {type(name).__name__}"
        raise NotJsonError(message)
    return quoted(name)
