"""Properties of a model, by kind: the operators that the query language has for them, and how values are written."""

from __future__ import annotations

import re
import unicodedata
from datetime import date, datetime, timezone
from decimal import Decimal
from difflib import get_close_matches
from enum import Enum
from numbers import Integral
from typing import TYPE_CHECKING, Any, Generic, TypeVar, Union

from codatsynccommerce._runtime.datetimes import format_datetime, parse_datetime
from codatsynccommerce.models import errors

from .condition import Condition

if TYPE_CHECKING:
    from collections.abc import Callable

    from typing_extensions import Never, Self

DateValue = Union[date, str]
NumberValue = Union[int, float, Decimal]

_OPERATORS = re.compile(r"&&|\|\||[{}=<>~]")
_UNSENDABLE = frozenset({"Cc", "Cs", "Zl", "Zp"})
_DATE = re.compile(
    r"[0-9]{4}-[0-9]{2}-[0-9]{2}(T[0-9]{2}:[0-9]{2}(:[0-9]{2}([.][0-9]{1,9})?)?(Z|[+-][0-9]{2}:[0-9]{2})?)?"
)
_MAX_DIGITS = 100


class Properties:
    """Properties of one model. Generated classes name them, so that a misspelt name is an error."""

    __slots__ = ("_prefix",)

    def __init__(self, prefix: str = "") -> None:
        """Take the path to the model, with a dot at its end; empty for the listed model itself."""
        self._prefix = prefix

    def __str__(self) -> str:
        """Return the path to the model, with a dot at its end."""
        return self._prefix

    if not TYPE_CHECKING:  # Type checkers report a misspelt name themselves.

        def __getattr__(self, name: str) -> Any:
            """Refuse a name that is not a property, and suggest the one that may be meant."""
            known = [one for one in dir(type(self)) if not one.startswith("_")]
            close = get_close_matches(name, known, 1)
            hint = f"did you mean {close[0]}?" if close else "lists, maps and supplemental data cannot be queried"
            message = f"{type(self).__name__} has no property {name}: {hint}"
            raise AttributeError(message, name=name, obj=self)


_Inner = TypeVar("_Inner", bound=Properties)
_Value = TypeVar("_Value")


class Nested(Generic[_Inner]):
    """An object inside of a model: its properties are reached by a dotted path."""

    def __init__(self, properties: Callable[[], type[_Inner]], name: str) -> None:
        """Take the class of its properties and its JSON name."""
        self._properties = properties
        self._name = name

    def __get__(self, outer: Properties, owner: type | None = None) -> _Inner:
        """Return its properties."""
        return self._properties()(f"{outer}{self._name}.")

    def __set__(self, outer: Properties, value: Never) -> None:
        """Refuse an assignment."""
        raise _assigned(self._name)


class Property(Generic[_Value]):
    """A property that equals a value or does not. `str()` of it is its path, as `order_by` takes it."""

    def __init__(self, path: str) -> None:
        """Take its path of JSON names."""
        self._path = path

    def __get__(self, outer: Properties | None, owner: type | None = None) -> Self:
        """Return it with its path from the listed model."""
        return self if outer is None else type(self)(f"{outer}{self._path}")

    def __set__(self, outer: Properties, value: Never) -> None:
        """Refuse an assignment."""
        raise _assigned(self._path)

    def __str__(self) -> str:
        """Return its path, such as `customerRef.id`."""
        return self._path

    def __repr__(self) -> str:
        """Return its class and path."""
        return f"{type(self).__name__}({self._path!r})"

    # Comparisons return no bool, as in every query builder.
    def __eq__(self, value: _Value) -> Condition:  # type: ignore[override] # pyright: ignore[reportIncompatibleMethodOverride]
        """Return the condition that the property is this value."""
        return self._compared("=", value)

    def __ne__(self, value: _Value) -> Condition:  # type: ignore[override] # pyright: ignore[reportIncompatibleMethodOverride]
        """Return the condition that the property is another value."""
        return self._compared("!=", value)

    # Two properties are never equal.
    __hash__ = None  # type: ignore[assignment] # pyright: ignore[reportAssignmentType]

    def _compared(self, operator: str, value: Any) -> Condition:
        return Condition(f"{self._path}{operator}{self._text(value)}")

    def _text(self, value: Any) -> str:
        raise NotImplementedError

    def _refused(self, value: Any, expected: str) -> errors.RequestError:
        shown = "None, for the query language has no null" if value is None else type(value).__name__
        return errors.RequestError(f"{self._path} is compared with {expected}, not {shown}")


class Ordered(Property[_Value]):
    """A property that can also be greater or less than a value."""

    def __gt__(self, value: _Value) -> Condition:
        """Return the condition that the property is greater or later."""
        return self._compared(">", value)

    def __ge__(self, value: _Value) -> Condition:
        """Return the condition that the property is not less or earlier."""
        return self._compared(">=", value)

    def __lt__(self, value: _Value) -> Condition:
        """Return the condition that the property is less or earlier."""
        return self._compared("<", value)

    def __le__(self, value: _Value) -> Condition:
        """Return the condition that the property is not greater or later."""
        return self._compared("<=", value)


class Choice(Property[str]):
    """A property with a few values, compared with an enum or its text."""

    def _text(self, value: Any) -> str:
        if isinstance(value, Enum):
            value = value.value
        if not isinstance(value, str):
            raise self._refused(value, "text")
        operator = _OPERATORS.search(value)
        if operator:
            message = f"{self._path}: no value can hold {operator[0]}, because the query language has no quotes"
            raise errors.RequestError(message)
        if not value or value != value.strip() or any(unicodedata.category(char) in _UNSENDABLE for char in value):
            message = f"{self._path}: a value is empty, begins or ends with a space, or holds a control character"
            raise errors.RequestError(message)
        return str(value)


class Text(Choice):
    """A property of free text."""

    def contains(self, value: str) -> Condition:
        """Return the condition that the property holds this text anywhere: the operator `~`."""
        return self._compared("~", value)


class Boolean(Property[bool]):
    """A property that is true or false."""

    def _text(self, value: Any) -> str:
        if not isinstance(value, bool):
            raise self._refused(value, "True or False")
        return "true" if value else "false"


class Number(Ordered[NumberValue]):
    """A number. Decimals are written exactly, and floats by their shortest text."""

    def _text(self, value: Any) -> str:
        exact = _decimal(value)
        if exact is None:
            raise self._refused(value, "a number")
        if not exact.is_finite() or max(abs(exact.adjusted()), abs(int(exact.as_tuple().exponent))) > _MAX_DIGITS:
            message = f"{self._path}: a number is not finite, or has more than {_MAX_DIGITS} digits"
            raise errors.RequestError(message)
        return format(exact, "f") if exact else "0"


class Date(Ordered[DateValue]):
    """A date or a time. The API takes a bare date as midnight in UTC."""

    def _text(self, value: Any) -> str:
        if isinstance(value, str):
            return self._checked(value)
        if not isinstance(value, date):
            raise self._refused(value, "a date, a datetime or text in ISO 8601")
        try:
            if isinstance(value, datetime) and value.tzinfo:
                value = value.astimezone(timezone.utc)
            return self._checked(format_datetime(value))
        except (OverflowError, ValueError):
            raise self._refused(value, "a date that exists in UTC") from None

    def _checked(self, text: str) -> str:
        try:
            if _DATE.fullmatch(text) and parse_datetime(text):
                return str(text)
        except ValueError:
            pass
        message = f"{self._path} is compared with a date such as 2026-11-27 or 2026-11-27T10:00:00Z"
        raise errors.RequestError(message)


def _decimal(value: Any) -> Decimal | None:
    """Return a number exactly, or None for what is not a number.

    To Python, True is a number. To older numpy, its own True is an index, but no integer.
    """
    if isinstance(value, Decimal):
        return value
    if isinstance(value, float):
        return Decimal(repr(float(value)))
    return Decimal(int(value)) if isinstance(value, Integral) and not isinstance(value, bool) else None


def _assigned(name: str) -> AttributeError:
    return AttributeError(f"{name} cannot be set: compare it with ==")
