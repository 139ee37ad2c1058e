"""JSON text to Python values and back, with exact numbers and nothing that JSON cannot hold."""

from __future__ import annotations

import json
import math
import os
import re
from datetime import date
from decimal import Decimal
from functools import lru_cache
from json.encoder import encode_basestring_ascii
from typing import TYPE_CHECKING, NoReturn, Union, cast

from ..datetimes import format_datetime
from .null import NULL

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

Json = Union[None, bool, int, Decimal, str, "list[Json]", "dict[str, Json]"]
"""What JSON text is read into."""

quoted = encode_basestring_ascii
"""Return a string as JSON text, in plain ASCII."""

NUMBER = re.compile(r"-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?", re.ASCII)

_ESCAPE = re.compile(r"\\(?:ud[89ab][0-9a-f]{2}\\ud[c-f][0-9a-f]{2}|(ud[89a-f][0-9a-f]{2})|.)")
_SURROGATE = re.compile("[\ud800-\udfff]")


class NotJsonError(ValueError):
    """A value that JSON text cannot hold, or text that is not JSON."""


def _refuse_constant(name: str) -> NoReturn:
    message = f"{name} is not JSON"
    raise NotJsonError(message)


_LONG = 500_000
"""Characters of a text, such as that of some 300 orders, in which amounts repeat so often that remembering them costs
less than making them again."""


def _decoder(exact: Callable[[str], Decimal]) -> json.JSONDecoder:
    return json.JSONDecoder(parse_float=exact, parse_constant=_refuse_constant)


# One decoder for every other response: making one costs more than reading a small response with it.
_DECODER = _decoder(Decimal)


def parse(text: str | bytes) -> Json:
    """Read JSON text. Fractions become Decimal; a byte order mark is skipped.

    Raises:
        NotJsonError: The text is not JSON, or too large or too deep for Python.
    """
    try:
        if not isinstance(text, str):
            text = str(text, "utf-8-sig")
        elif text.startswith("\ufeff"):
            text = text[1:]
        # In a page of a list, each amount is made once: the page takes less memory, and from Python 3.13 on, where
        # the garbage collector tracks each Decimal, less time.
        decoder = _DECODER if len(text) < _LONG else _decoder(lru_cache(maxsize=None)(Decimal))
        return cast("Json", decoder.decode(text))
    except UnicodeDecodeError as error:
        message = f"not UTF-8 at byte {error.start}"
        raise NotJsonError(message) from None
    except RecursionError:
        message = "nested too deeply"
        raise NotJsonError(message) from None
    except ArithmeticError:
        message = "a number is too large"
        raise NotJsonError(message) from None
    except NotJsonError:
        raise
    except ValueError as error:
        raise NotJsonError(str(error)) from None


def number(value: Decimal | float | str) -> str:
    """Return a number as exact JSON text. Text is accepted if it is a JSON number itself.

    Raises:
        NotJsonError: The value is not a finite number.
    """
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
    message = f"not a finite number: {value!r:.40}"
    raise NotJsonError(message)


def native_number(value: Decimal) -> int | float | str:
    """Return a Decimal as what `json.dumps` writes as the same number: an int or a float.

    An amount with more digits than a float holds becomes text, because no digit may be lost.

    Raises:
        NotJsonError: The value is not finite.
    """
    text = number(value)
    exponent = value.as_tuple().exponent
    if exponent == 0:
        return int(value)
    nearest = float(value)
    return nearest if math.isfinite(nearest) and Decimal(float.__repr__(nearest)) == value else text


def scalar(value: object) -> str:
    """Return a value that is neither object nor array as JSON text.

    Raises:
        ValueError: JSON has no such value.
    """
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
    message = f"not a JSON value: {type(value).__name__}"
    raise NotJsonError(message)


def key(name: object) -> str:
    """Return the key of an object as JSON text.

    Raises:
        NotJsonError: The key is not text.
    """
    if not isinstance(name, str):
        message = f"a key must be text, not {type(name).__name__}"
        raise NotJsonError(message)
    return quoted(name)


def lone_surrogate(text: str) -> str | None:
    """Return what is wrong with text that holds half of a surrogate pair, None where it holds none.

    Such text comes from file names, old programs and emoji cut in two. UTF-8 cannot encode it.
    """
    match = _SURROGATE.search(text)
    return match and f"it holds half of a surrogate pair at character {match.start() + 1}, which is not a character"


def has_lone_surrogate(document: str) -> bool:
    """Return whether a JSON document, in plain ASCII, holds half of a surrogate pair.

    One search of the whole document costs far less than a check of each value.
    """
    # A search for one character is the fastest, and few documents hold a backslash.
    return "\\" in document and "\\ud" in document and any(match[1] for match in _ESCAPE.finditer(document))


def dumps(value: object, formats: dict[str, object]) -> str:
    """Return any value as `json.dumps` lays it out with these formats, with exact numbers.

    Raises:
        NotJsonError: JSON cannot hold the value.
    """
    # json.dumps cannot write a Decimal, so each travels as text behind a random mark.
    mark = os.urandom(16).hex()
    write = cast("Callable[..., str]", json.dumps)
    try:
        text = write(_marked(value, mark), **{"allow_nan": False, **formats})
    except RecursionError:
        message = "nested too deeply, or it holds itself"
        raise NotJsonError(message) from None
    except (TypeError, ValueError) as error:
        raise NotJsonError(str(error)) from None
    before, *others = text.split(f'"{mark}')
    return before + "".join(other.replace('"', "", 1) for other in others)


def _marked(value: object, mark: str) -> object:
    if isinstance(value, dict):
        return {name: _marked(item, mark) for name, item in cast("dict[object, object]", value).items()}
    if isinstance(value, (list, tuple)):
        return [_marked(item, mark) for item in cast("Iterable[object]", value)]
    if isinstance(value, Decimal):
        return mark + number(value)
    if value is NULL:
        return None
    return format_datetime(value) if isinstance(value, date) else value
