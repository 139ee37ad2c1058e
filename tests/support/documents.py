"""Documents that the API may answer with, made from the schemas of the description alone."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator

    from support.description import At


_DEEPEST = 10
"""Schemas that hold themselves are followed this far."""


def properties(at: At) -> dict[str, At]:
    """Give the properties of a schema and of all that it is made of."""
    found: dict[str, At] = {}
    for index in range(len(at.value.get("allOf", []))):
        found |= properties(at["allOf"][index])
    return found | at.each("properties")


def required(at: At) -> set[str]:
    """Give the names of the properties that a schema asks for."""
    inner = [required(at["allOf"][index]) for index in range(len(at.value.get("allOf", [])))]
    return set(at.value.get("required", [])).union(*inner)


def kind(at: At) -> str:
    """Give the type that a schema names, without null."""
    if "allOf" in at.value:
        return "object"
    named = at.value.get("type", "any")
    return named if isinstance(named, str) else next(one for one in named if one != "null")


def chosen(at: At) -> At:
    """Give the first of the schemas that a value may have, less null."""
    for key in ("oneOf", "anyOf"):
        if key in at.value:
            return next(one for one in (at[key][index] for index in range(9)) if kind(one) != "null")
    return at


def document(at: At, numbers: Iterator[int], depth: int = 0) -> Any:
    """Make a document with every property filled, each with another value; far down only those that must be."""
    at, number = chosen(at), next(numbers)
    if "enum" in at.value:
        return at.value["enum"][number % len(at.value["enum"])]
    if kind(at) == "array":
        return [document(at["items"], numbers, depth + 1) for _ in range(2)]
    if kind(at) == "object":
        named = properties(at)
        chosen_names = [name for name in named if depth < _DEEPEST or name in required(at)]
        made = {name: document(named[name], numbers, depth + 1) for name in chosen_names}
        more = at.value.get("additionalProperties")
        if more is True:
            made[f"newer{number}"] = {"deep": [number]}
        elif more:
            made[f"key {number}"] = document(at["additionalProperties"], numbers, depth + 1)
        return made
    simple: dict[str, Any] = {
        "string": f"text {number}",
        "integer": number,
        "boolean": bool(number % 2),
        "number": Decimal(f"{number}.10"),
        "any": ["any", {"thing": number}],
    }
    return simple[kind(at)]
