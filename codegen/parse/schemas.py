"""Schemas as Python types, and the schemas that become classes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

from codegen import names
from codegen.ir import SHARED, Type

if TYPE_CHECKING:
    from codegen.spec.documents import Documents
    from codegen.spec.node import Node
    from codegen.spec.settings import Settings

_SIMPLE = {"string": "str", "integer": "int", "boolean": "bool", "number": "Decimal", "": "Any"}
_ANY = Type("Any")


class Schemas:
    """The schemas that the operations and webhooks refer to, collected as their types are asked for."""

    def __init__(self, documents: Documents, settings: Settings) -> None:
        """Start without any schema."""
        self.documents = documents
        self.settings = settings
        self.package = SHARED
        """The package of the classes that are met from now on."""
        self.nodes: dict[str, Node] = {}
        """The schema of each class."""
        self.packages: dict[str, str] = {}
        """The package of each class."""
        self.incomplete: set[str] = set()
        """Models of which a part could not be read."""
        self.attributes_used: set[str] = set()
        self._open_aliases: list[Node] = []

    def attribute(self, api_name: str) -> str:
        """Return the Python name of a property or parameter."""
        self.attributes_used.add(api_name)
        return self.settings.attributes.get(api_name) or names.snake(api_name)

    def type(self, node: Node) -> Type:
        """Return the type of a schema, and collect the class that it names."""
        if "$ref" in node.value:
            target = node.resolved()
            return self._referenced(target) if target else _ANY
        if "const" in node.value:
            return Type(f'Literal["{node.get("const", str)}"]')
        alternatives = [
            each
            for key in ("anyOf", "oneOf")
            for each in node.items(key, node.title)
            if each.value.get("type") != "null"
        ]
        kinds = kinds_of(node)
        if "allOf" in node.value:
            node.report_gap(": a schema with allOf needs a name and a $ref to it")
        if len(alternatives) > 1 or len(kinds) > 1:
            node.report("it has several types: only one type, or one and null, is supported")
        if alternatives:
            return self.type(alternatives[0])
        kind = kinds[0] if kinds else ""
        if kind == "array":
            items = node.child("items", node.title)
            return Type("List", self.type(items) if items else _ANY)
        if kind == "object":
            if "properties" in node.value:
                node.report_gap(": an object with properties needs a name and a $ref to it")
            is_open = isinstance(additional_properties(node), bool)
            values = None if is_open else node.child("additionalProperties", node.title)
            return Type("Dict", self.type(values) if values else _ANY)
        if kind not in _SIMPLE:
            node.report(f"unknown type {kind!r}")
        return Type(_SIMPLE.get(kind, "Any"))

    def _referenced(self, node: Node) -> Type:
        """Return the type of a schema that a reference leads to."""
        is_object = kinds_of(node) in ([], ["object"]) and not node.value.keys() & {"anyOf", "oneOf"}
        is_map = "type" in node.value and "properties" not in node.value and node.value.get("additionalProperties")
        if "enum" not in node.value and (not is_object or is_map):
            return self._inlined(node)
        first = self.nodes.setdefault(node.name, node)
        package = self.packages.setdefault(node.name, self.package)
        if first.value is not node.value:
            self.documents.problems.add(f"{node.source}: {node.title}: {first.source} has another schema of this name")
        return Type(node.name, package=package, is_enum="enum" in node.value)

    def _inlined(self, node: Node) -> Type:
        """Return the type of a schema that does not become a class."""
        if any(each.value is node.value for each in self._open_aliases):
            node.report_gap(" refers to itself")
            return _ANY
        self._open_aliases.append(node)
        type_ = self.type(node)
        self._open_aliases.pop()
        return type_


def allows_null(node: Node) -> bool:
    """Return whether a schema allows null besides the values of its own type."""
    alternatives = [each for key in ("anyOf", "oneOf") for each in node.items(key, node.title)]
    return "null" in (node.value.get("type") or []) or any(each.value.get("type") == "null" for each in alternatives)


def additional_properties(node: Node) -> bool | dict[str, Any]:
    """Return whether a schema allows properties that it does not name, or what their values are."""
    value = node.value.get("additionalProperties") or False
    if not isinstance(value, (bool, dict)):
        node.report("additionalProperties is neither a mapping nor true or false")
        return False
    return cast("dict[str, Any]", value) if isinstance(value, dict) else value


def kinds_of(node: Node) -> list[str]:
    """Return the types that a schema names, without null."""
    types = node.strings("type") if isinstance(node.value.get("type"), list) else [node.get("type", str)]
    return [each for each in types if each not in ("", "null")]
