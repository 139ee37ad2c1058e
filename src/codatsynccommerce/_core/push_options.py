"""What a record lacks or has too much of, held against the model that an integration gives for it.

A model says less than the integration knows: rules in words are not checked, and a rule that this release does not
know is never a problem.
"""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Any, NamedTuple, cast

from . import codec
from .dates import parse_datetime

if TYPE_CHECKING:
    from collections.abc import Iterator

    from codatsynccommerce.models.shared import PushOption


class Problem(NamedTuple):
    """One thing that the integration would not take.

    Arguments:
        path: Where it stands, by the names of the wire: `addresses[0].city`.
        display_name: What the integration calls it.
        reason: What is wrong.
    """

    path: str
    display_name: str
    reason: str

    def __str__(self) -> str:
        """Say it in one line."""
        return f"{self.path} ({self.display_name}): {self.reason}"


class Checks:
    """The part of `PushOption` that checks records."""

    def problems_with(self, record: Any) -> list[Problem]:
        """List what the integration would not take of a record.

        Arguments:
            record: A model such as `shared.AccountingCustomer`, or a dict by the names of the wire.

        Returns:
            The problems: required and missing, not offered, not among the options, of a wrong type. Empty where the
            record fits as far as a program can tell.

        Raises:
            errors.RequestError: The record cannot be sent at all.
        """
        plain = codec.parse(codec.encode(Any, record))
        return list(_problems(cast("PushOption", self), plain, ""))


def _problems(option: PushOption, value: Any, path: str) -> Iterator[Problem]:
    if value is None:
        return
    expected = str(option.type or "")
    if not _fits(expected, value):
        yield Problem(path or "the record", option.display_name, f"expected {expected}, got {_shown(value)}")
    elif isinstance(value, dict):
        yield from _inside(option, cast("dict[str, Any]", value), path)
    elif isinstance(value, list):
        for index, element in enumerate(cast("list[Any]", value)):
            if isinstance(element, dict):
                yield from _inside(option, cast("dict[str, Any]", element), f"{path}[{index}]")
    elif option.options and str(value) not in (allowed := [one.value for one in option.options]):
        yield Problem(path, option.display_name, f"{_shown(value)} is not among {', '.join(allowed)}")


def _inside(option: PushOption, value: dict[str, Any], path: str) -> Iterator[Problem]:
    if not option.properties:
        return
    place = f"{path}." if path else ""
    for name, inner in option.properties.items():
        if value.get(name) is not None:
            yield from _problems(inner, value[name], place + name)
        elif inner.required:
            yield Problem(place + name, inner.display_name, "required and missing")
    for name, given in value.items():
        if name not in option.properties and given is not None:
            yield Problem(place + name, name, "not offered by the integration")


def _fits(expected: str, value: Any) -> bool:
    if expected == "DateTime":
        return isinstance(value, str) and _is_date(value)
    kinds = _KINDS.get(expected)
    return kinds is None or (isinstance(value, kinds) and (expected == "Boolean" or not isinstance(value, bool)))


def _is_date(value: str) -> bool:
    try:
        parse_datetime(value)
    except ValueError:
        return False
    return True


_KINDS: dict[str, Any] = {"Array": list, "Object": dict, "String": str, "Number": (int, Decimal), "Boolean": bool}


def _shown(value: Any) -> str:
    if isinstance(value, dict):
        return "an object"
    return "an array" if isinstance(value, list) else repr(value)[:60]
