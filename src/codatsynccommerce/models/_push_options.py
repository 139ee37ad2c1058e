"""Check a record against the model that an integration publishes for it.

A model says less than the integration knows: rules in prose are not checked, and a rule that this release does not
know is never a problem.
"""

from __future__ import annotations

from dataclasses import is_dataclass
from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING, Any, NamedTuple, Protocol, cast

from codatsynccommerce._runtime.codec import codec
from codatsynccommerce._runtime.datetimes import parse_datetime
from codatsynccommerce._runtime.errors import RequestError
from codatsynccommerce._runtime.models import Model

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    class _Choice(Protocol):
        """The attributes of a `shared.PushOptionChoice` that the checks read."""

        @property
        def type(self) -> Any: ...
        @property
        def value(self) -> Any: ...

    class _Option(Protocol):
        """The attributes of a `shared.PushOption` that the checks read. Its base class is below."""

        @property
        def type(self) -> Any: ...
        @property
        def display_name(self) -> str | None: ...
        @property
        def required(self) -> bool | None: ...
        @property
        def properties(self) -> Mapping[str, _Option] | None: ...
        @property
        def options(self) -> Sequence[_Choice] | None: ...


NOT_OFFERED = "not offered by the integration"
"""The reason of a problem that the integration ignores with a warning."""


class Problem(NamedTuple):
    """One reason for which the integration would reject a record.

    Arguments:
        path: The field, by JSON names: `addresses[0].city`.
        display_name: The name that the integration shows for the field.
        reason: What is wrong.
    """

    path: str
    display_name: str
    reason: str

    def __str__(self) -> str:
        """Return the problem in one line."""
        return f"{self.path} ({self.display_name}): {self.reason}"


class Checks:
    """The hand-written part of `PushOption`: it checks records."""

    def problems_with(self, record: Any) -> list[Problem]:
        """Return the problems for which the integration would reject a record.

        Arguments:
            record: A model such as `shared.AccountingCustomer`, or a dict by JSON names.

        Returns:
            The problems: required and missing, not offered, not among the options, of a wrong type. Empty where the
            record fits as far as a program can tell.

        Raises:
            errors.RequestError: The record cannot be sent at all, or is the request that holds it.
        """
        if is_dataclass(record) and not isinstance(record, Model):
            message = f"problems_with takes the record: pass it, not the {type(record).__name__} that holds it"
            raise RequestError(message)
        plain = codec.parse(codec.encode(Any, record))
        option = cast("_Option", self)
        return list(_check(option, plain, "")) if plain is not None else [_missing_problem(option, "")]


def _check(option: _Option, value: Any, path: str) -> Iterator[Problem]:
    expected = str(option.type or "")
    # A value among the options is valid, whatever the type says. The options of an array are those of its elements.
    if expected != "Array" and _is_among_options(option, value):
        return
    if not _has_type(expected, value):
        yield _problem(option, path, f"expected {expected}, got {_describe(value)}")
    elif isinstance(value, dict):
        yield from _check_properties(option, cast("dict[str, Any]", value), path)
    elif isinstance(value, list):
        for index, element in enumerate(cast("list[Any]", value)):
            yield from _check_element(option, element, f"{path}[{index}]")
    else:
        yield from _check_choice(option, value, path)


def _check_properties(option: _Option, value: dict[str, Any], path: str) -> Iterator[Problem]:
    if not option.properties:
        return
    place = f"{path}." if path else ""
    for name, inner in option.properties.items():
        given = value.get(name)
        if inner and inner.required and _is_blank(given) and not _is_among_options(inner, given):
            yield _missing_problem(inner, place + name)
        elif inner and given is not None:
            yield from _check(inner, given, place + name)
    for name, given in value.items():
        if name not in option.properties and given is not None:
            yield Problem(place + name, name, NOT_OFFERED)


def _check_element(option: _Option, element: Any, path: str) -> Iterator[Problem]:
    if isinstance(element, dict):
        yield from _check_properties(option, cast("dict[str, Any]", element), path)
    elif option.properties and element is not None:
        yield _problem(option, path, f"expected Object, got {_describe(element)}")
    elif not isinstance(element, list) and element is not None:
        yield from _check_choice(option, element, path)


def _is_blank(value: Any) -> bool:
    return value is None or value == [] or (isinstance(value, str) and not value.strip())


def _check_choice(option: _Option, value: Any, path: str) -> Iterator[Problem]:
    allowed = ", ".join(str(one.value) or "''" for one in _choices(option))
    if allowed and not _is_among_options(option, value):
        yield _problem(option, path, f"{_describe(value)} is not among {allowed}")


def _choices(option: _Option) -> list[_Choice]:
    return [one for one in option.options or [] if one and cast("Any", one.value) is not None]


def _is_among_options(option: _Option, value: Any) -> bool:
    return value is not None and any(_equals_choice(option, one, value) for one in _choices(option))


def _equals_choice(option: _Option, one: _Choice, value: Any) -> bool:
    """Return whether a value equals one of the options, which may be text for every type."""
    choice = cast("Any", one.value)
    if isinstance(choice, str) and (isinstance(value, str) or str(option.type) == str(one.type) == "String"):
        return bool(choice == value)
    allowed, given = str(choice).lower(), str(value).lower()
    try:
        return Decimal(allowed) == Decimal(given)
    except InvalidOperation:
        return allowed == given


def _missing_problem(option: _Option, path: str) -> Problem:
    return _problem(option, path, "required and missing")


def _problem(option: _Option, path: str, reason: str) -> Problem:
    return Problem(path or "the record", option.display_name or path.rpartition(".")[2], reason)


def _has_type(expected: str, value: Any) -> bool:
    if expected == "DateTime":
        return isinstance(value, str) and _is_date(value)
    kinds = _KINDS.get(expected)
    return kinds is None or (isinstance(value, kinds) and (expected == "Boolean" or not isinstance(value, bool)))


def _is_date(value: str) -> bool:
    try:
        parse_datetime(value)
    except (ValueError, OverflowError):
        return False
    return True


_KINDS: dict[str, Any] = {"Array": list, "Object": dict, "String": str, "Number": (int, Decimal), "Boolean": bool}


def _describe(value: Any) -> str:
    if isinstance(value, dict):
        return "an object"
    return "an array" if isinstance(value, list) else repr(value)[:60]
