"""Types of the description: what a schema is in Python, and which schemas with a name are found by that."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

from . import names
from .ir import Type

if TYPE_CHECKING:
    from .documents import Documents
    from .parts import Part
    from .settings import Settings

_SIMPLE = {"string": "str", "integer": "int", "boolean": "bool", "number": "Decimal", "": "Any"}
_ANY = Type("Any")


class Schemas:
    """The schemas that the operations lead to: each is found when a type names it."""

    def __init__(self, documents: Documents, settings: Settings) -> None:
        """Start with none."""
        self.documents = documents
        self.settings = settings
        self.found: dict[str, Part] = {}
        self.partial: set[str] = set()
        """Models of which a part could not be read."""
        self.attributes_used: set[str] = set()
        self._aliases: list[Part] = []

    def attribute(self, wire: str) -> str:
        """Give the name in Python of a property or parameter."""
        self.attributes_used.add(wire)
        return self.settings.attributes.get(wire) or names.snake(wire)

    def type(self, part: Part) -> Type:
        """Give the type of a schema. A class that it names is found by that."""
        if "$ref" in part.value:
            target = part.followed()
            return self._named(target) if target else _ANY
        some = [
            one for key in ("anyOf", "oneOf") for one in part.items(key, part.what) if one.value.get("type") != "null"
        ]
        kinds = _kinds(part)
        if "allOf" in part.value:
            part.lose(": what is made of others needs a name, and a $ref to it")
        if len(some) > 1 or len(kinds) > 1:
            part.tell("it is of one type or another: only one, or null, is known")
        if some:
            return self.type(some[0])
        kind = kinds[0] if kinds else ""
        if kind == "array":
            items = part.inner("items", part.what)
            return Type("List", self.type(items) if items else _ANY)
        if kind == "object":
            if "properties" in part.value:
                part.lose(": an object with properties needs a name, and a $ref to it")
            inner = None if isinstance(open_to(part), bool) else part.inner("additionalProperties", part.what)
            return Type("Dict", self.type(inner) if inner else _ANY)
        if kind not in _SIMPLE:
            part.tell(f"no type {kind!r} is known")
        return Type(_SIMPLE.get(kind, "Any"))

    def _named(self, part: Part) -> Type:
        an_object = _kinds(part) in ([], ["object"]) and not part.value.keys() & {"anyOf", "oneOf"}
        if not an_object and "enum" not in part.value:
            part.lose(" is neither object nor enum: what it is goes where it is used")
            return _ANY
        if "type" in part.value and "properties" not in part.value and part.value.get("additionalProperties"):
            return self._alias(part)
        before = self.found.setdefault(part.name, part)
        if before.source != part.source:
            self.documents.problems.add(f"{part.source}: {part.name} is also the name of a schema of {before.source}")
        return Type(part.name, refers=True)

    def _alias(self, part: Part) -> Type:
        if any(one.value is part.value for one in self._aliases):
            part.lose(" is made of itself")
            return _ANY
        self._aliases.append(part)
        made = self.type(part)
        self._aliases.pop()
        return made


def open_to(part: Part) -> bool | dict[str, Any]:
    """Give what a schema says of keys that it does not name: whether there may be any, or what they are."""
    given = part.value.get("additionalProperties") or False
    if not isinstance(given, (bool, dict)):
        part.tell("additionalProperties is neither mapping nor true or false")
        return False
    return cast("dict[str, Any]", given) if isinstance(given, dict) else given


def _kinds(part: Part) -> list[str]:
    """Give the types that a schema names, besides null."""
    given = part.texts("type") if isinstance(part.value.get("type"), list) else [part.get("type", str)]
    return [one for one in given if one not in ("", "null")]
