"""Documents that the API can respond with, built from the schemas of the description alone."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator

    from support.description import At


_DEEPEST = 10
"""Depth to which recursive schemas are filled."""


def properties(at: At) -> dict[str, At]:
    """Return the properties of a schema and of the schemas in its `allOf`."""
    inherited: dict[str, At] = {}
    for index in range(len(at.value.get("allOf", []))):
        inherited |= properties(at["allOf"][index])
    return inherited | at.each("properties")


def required(at: At) -> set[str]:
    """Return the names of the properties that a schema requires."""
    inner = [required(at["allOf"][index]) for index in range(len(at.value.get("allOf", [])))]
    return set(at.value.get("required", [])).union(*inner)


def kind(at: At) -> str:
    """Return the type that a schema names, apart from null."""
    if "allOf" in at.value:
        return "object"
    named = at.value.get("type", "any")
    return named if isinstance(named, str) else next(type_ for type_ in named if type_ != "null")


def chosen(at: At) -> At:
    """Return the first alternative of a schema that is not null."""
    for key in ("oneOf", "anyOf"):
        if key in at.value:
            return next(each for each in (at[key][index] for index in range(9)) if kind(each) != "null")
    return at


def document(at: At, numbers: Iterator[int], depth: int = 0) -> Any:
    """Return a document with every property, each with a different value; deep inside only required ones."""
    at, number = chosen(at), next(numbers)
    if "enum" in at.value:
        return at.value["enum"][number % len(at.value["enum"])]
    if kind(at) == "array":
        return [document(at["items"], numbers, depth + 1) for _ in range(2)]
    if kind(at) == "object":
        schemas = properties(at)
        names = [name for name in schemas if depth < _DEEPEST or name in required(at)]
        values = {name: document(schemas[name], numbers, depth + 1) for name in names}
        more = at.value.get("additionalProperties")
        if more is True:
            values[f"newer{number}"] = {"deep": [number]}
        elif more:
            values[f"key {number}"] = document(at["additionalProperties"], numbers, depth + 1)
        return values
    simple: dict[str, Any] = {
        "string": f"text {number}",
        "integer": number,
        "boolean": bool(number % 2),
        "number": Decimal(f"{number}.10"),
        "any": ["any", {"thing": number}],
    }
    return simple[kind(at)]
