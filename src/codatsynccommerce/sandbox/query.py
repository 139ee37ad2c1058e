"""The query language: `totalAmount>100&&{status=Paid||status=Void}`. See https://docs.codat.io/using-the-api/querying.

    or_    := and_ ("||" and_)*
    and_   := term ("&&" term)*
    term   := "{" or_ "}" | property operator value

`=` and `!=` compare text, numbers, dates and truth values; `~` looks for text in text; `>`, `<`, `>=` and `<=` compare
numbers and dates. A property is a path of JSON names into objects, such as `customerRef.id`. Values are not quoted.
"""

from __future__ import annotations

import operator
import re
from collections.abc import Callable
from datetime import datetime, timezone
from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING, cast

from codatsynccommerce._runtime.datetimes import parse_datetime

from .description import is_date, properties, resolve, schema_name, types
from .documents import Json, Record
from .http import ApiError

if TYPE_CHECKING:
    from .description import Schema


Condition = Callable[["Record"], bool]

_MAX_LENGTH = 2048
_TOKEN = re.compile(r"&&|\|\||[{}]|(?:(?!&&|\|\|)[^{}])+")
_COMPARISON = re.compile(r"\s*([\w.]+)\s*(!=|>=|<=|=|>|<|~)\s*(.*?)\s*", re.DOTALL)
_TAG_COMPARISON = re.compile(r"\s*([^=!~<>]*[^=!~<>\s])\s*(!=|=|~)\s*(.*?)\s*", re.DOTALL)
_PUNCTUATION = ("&&", "||", "{", "}")
_PRECEDENCE = {"{": 0, "||": 1, "&&": 2}
_ORDERINGS: dict[str, Callable[[Json, Json], bool]] = {
    ">": operator.gt,
    "<": operator.lt,
    ">=": operator.ge,
    "<=": operator.le,
}
_DATE = re.compile(r"\d{4}-\d\d-\d\d(T.*)?")
_SCALARS = frozenset({"string", "integer", "number", "boolean"})


def condition(expression: str, row: Schema) -> Condition:
    """Return the condition that a query states.

    Arguments:
        expression: The query, decoded.
        row: Schema of the records that it selects from.

    Raises:
        ApiError: 400 where it is too long, malformed, or names a property that a record does not have.
    """
    return _compiled(expression, lambda part: _comparison(part, row))


def tag_condition(expression: str) -> Condition:
    """Return the condition that a filter by tags states, such as `region=uk&&team!=books`.

    Raises:
        ApiError: 400 where it is too long or malformed. Only `=`, `!=` and `~` are allowed.
    """
    return _compiled(expression, _tag_comparison)


def _compiled(expression: str, compare: Callable[[str], Condition | None]) -> Condition:
    if len(expression) >= _MAX_LENGTH:
        message = f"A query must be shorter than {_MAX_LENGTH} characters."
        raise ApiError(400, message)
    postfix = _postfix(expression, compare)

    def holds(record: Record) -> bool:
        values: list[bool] = []
        for step in postfix:
            if callable(step):
                values.append(step(record))
            else:
                right, left = values.pop(), values.pop()
                values.append(left and right if step == "&&" else left or right)
        return values[0]

    return holds


def sort_key(name: str, row: Schema) -> Callable[[Record], tuple[bool, Json]]:
    """Return the function to sort records by a property. Records without the property come first.

    Raises:
        ApiError: 400 where a record has no such property.
    """
    value, schema = _property(name, row)
    comparable = _reader(schema)

    def key(record: Record) -> tuple[bool, Json]:
        found = comparable(value(record))
        return (found is not None, found)

    return key


def parse_date(text: Json) -> datetime | None:
    """Return the moment that a date states, None for anything else. A date without a zone is taken as UTC."""
    if not isinstance(text, str) or not _DATE.fullmatch(text):
        return None
    try:
        moment = parse_datetime(text)
    except (ValueError, OverflowError):
        return None
    return moment if moment.tzinfo else moment.replace(tzinfo=timezone.utc)


def _postfix(expression: str, compare: Callable[[str], Condition | None]) -> list[Condition | str]:
    """Put the operators behind what they join, so that evaluation needs no recursion, however deep the braces."""
    output: list[Condition | str] = []
    pending: list[str] = []
    operand_expected = True
    for part in _TOKEN.findall(expression):
        if not part.strip():
            continue
        comparison = compare(part) if operand_expected and part not in _PUNCTUATION else None
        if comparison:
            output.append(comparison)
            operand_expected = False
        elif part == "{" and operand_expected:
            pending.append(part)
        elif part in ("&&", "||") and not operand_expected:
            while pending and _PRECEDENCE[pending[-1]] >= _PRECEDENCE[part]:
                output.append(pending.pop())
            pending.append(part)
            operand_expected = True
        elif part == "}" and not operand_expected and "{" in pending:
            while pending[-1] != "{":
                output.append(pending.pop())
            pending.pop()
        else:
            raise _malformed_at(repr(part.strip()))
    if operand_expected or "{" in pending:
        raise _malformed_at("its end")  # noqa: EM101, TRY003 - the words are part of the text that it makes
    return output + pending[::-1]


def _tag_comparison(part: str) -> Condition | None:
    found = _TAG_COMPARISON.fullmatch(part)
    if found is None:
        return None
    name, sign, text = found.groups()

    def value(record: Record) -> str | None:
        return cast("dict[str, str]", record.get("tags") or {}).get(name)

    if sign == "~":
        return lambda record: text.lower() in (value(record) or "").lower()
    return lambda record: (value(record) == text) == (sign == "=")


def _comparison(part: str, row: Schema) -> Condition | None:
    found = _COMPARISON.fullmatch(part)
    if found is None:
        return None
    name, sign, text = found.groups()
    value, schema = _property(name, row)
    if sign == "~":
        if types(schema) - {"string"} or is_date(schema):
            message = f"{name} is not text: ~ cannot be used with it."
            raise ApiError(400, message)
        return lambda record: text.lower() in str(value(record) or "").lower()
    read = _reader(schema)
    wanted = read(text)
    if wanted is None:
        message = f"{name} cannot be compared with {text!r}."
        raise ApiError(400, message)
    if sign == "=":
        return lambda record: read(value(record)) == wanted
    if sign == "!=":
        return lambda record: read(value(record)) != wanted
    if not isinstance(wanted, (Decimal, datetime)):
        message = f"{name} is neither a number nor a date: {sign} cannot be used with it."
        raise ApiError(400, message)

    def ordered(record: Record) -> bool:
        present = read(value(record))
        return present is not None and _ORDERINGS[sign](present, wanted)

    return ordered


def _property(name: str, row: Schema) -> tuple[Callable[[Record], Json], Schema]:
    words, schema = name.split("."), row
    for word in words:
        described = properties(schema)
        if word not in described:
            raise _unresolved(name, row)
        schema = described[word]
    if not types(schema) & _SCALARS:
        raise _unresolved(name, row)

    def value(record: Record) -> Json:
        found: Json = record
        for word in words:
            found = cast("Record", found).get(word) if isinstance(found, dict) else None
        return found

    return value, resolve(schema)


def _reader(schema: Schema) -> Callable[[Json], Json]:
    """Return what makes a value of a property, or the text that it is compared with, comparable."""
    kinds = types(schema)
    if kinds & {"integer", "number"}:
        return _number
    if "boolean" in kinds:
        return _truth
    return parse_date if is_date(schema) else _text


def _number(value: Json) -> Decimal | None:
    try:
        number = None if value is None else Decimal(value)
    except (InvalidOperation, ValueError, TypeError):
        return None
    return number if number is None or number.is_finite() else None


def _truth(value: Json) -> str | None:
    text = str(value).lower()
    return text if text in ("true", "false") else None


def _text(value: Json) -> str | None:
    return value if isinstance(value, str) else None


def _malformed_at(place: str) -> ApiError:
    return ApiError(400, f"The query cannot be read at {place}.")


def _unresolved(name: str, row: Schema) -> ApiError:
    return ApiError(400, f"Could not resolve property {name} on {schema_name(row)}.")
