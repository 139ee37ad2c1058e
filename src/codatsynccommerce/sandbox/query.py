"""The query language: `totalAmount>100&&{status=Paid||status=Void}`. See https://docs.codat.io/using-the-api/querying."""

from __future__ import annotations

import operator
import re
from typing import TYPE_CHECKING, Any

from .properties import property_of, reader
from .responses import Problem

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from codatsynccommerce._runtime.codec.schema import FieldType

    from .store import Record

    Test = Callable[[Record], bool]

_LONGEST = 2048
_TOKEN = re.compile(r"&&|\|\||[{}]|(?:(?!&&|\|\|)[^{}])+")
_COMPARISON = re.compile(r"\s*([\w.]+)\s*(!=|>=|<=|=|>|<|~)\s*(.*?)\s*", re.DOTALL)
_ORDER: dict[str, Callable[[Any, Any], bool]] = {
    ">": operator.gt,
    "<": operator.lt,
    ">=": operator.ge,
    "<=": operator.le,
}


def matches(expression: str, row: FieldType) -> Test:
    """Make the test that a query is.

    Arguments:
        expression: The query as it came.
        row: The kind of a row.

    Raises:
        Problem: 400 where it is too long, cannot be read, or names a property that a row does not have.
    """
    if len(expression) >= _LONGEST:
        raise Problem(400, f"A query must be shorter than {_LONGEST} characters.")
    reading = _Reading([one for one in _TOKEN.findall(expression) if one.strip()], row)
    test = reading.either()
    if reading.left:
        raise reading.unreadable()
    return test


class _Reading:
    """The tokens of a query, read from left to right."""

    def __init__(self, tokens: list[str], row: FieldType) -> None:
        self.left = tokens
        self._row = row

    def either(self) -> Test:
        return self._joined("||", lambda: self._joined("&&", self._one, all), any)

    def unreadable(self) -> Problem:
        where = repr(self.left[0].strip()) if self.left else "its end"
        return Problem(400, f"The query cannot be read at {where}.")

    def _joined(self, word: str, one: Callable[[], Test], join: Callable[[Iterable[bool]], bool]) -> Test:
        tests = [one()]
        while self._took(word):
            tests.append(one())
        return lambda record: join(test(record) for test in tests)

    def _one(self) -> Test:
        if self._took("{"):
            test = self.either()
            if not self._took("}"):
                raise self.unreadable()
            return test
        found = _COMPARISON.fullmatch(self.left[0]) if self.left else None
        if found is None:
            raise self.unreadable()
        self.left = self.left[1:]
        return _comparison(found[1], found[2], found[3], self._row)

    def _took(self, word: str) -> bool:
        here = bool(self.left) and self.left[0] == word
        if here:
            self.left = self.left[1:]
        return here


def _comparison(name: str, sign: str, text: str, row: FieldType) -> Test:
    value, kind = property_of(name, row)
    if sign == "~":
        if kind.kind != "string":
            raise Problem(400, f"{name} is no text: ~ cannot look into it.")
        return lambda record: text.lower() in str(value(record) or "").lower()
    read, ordered = reader(kind, text)
    wanted = read(text)
    if sign == "=":
        return lambda record: read(value(record)) == wanted
    if sign == "!=":
        return lambda record: read(value(record)) != wanted
    if not ordered:
        raise Problem(400, f"{name} is compared with {text!r}, which is no number and no date: {sign} cannot do that.")

    def test(record: Record) -> bool:
        found = read(value(record))
        return found is not None and _ORDER[sign](found, wanted)

    return test
