"""Schemas of the description: models with their fields in the published order, enums, and the types that name them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from . import check, names
from .ir import Enum, Field, Model, Type

if TYPE_CHECKING:
    from .documents import Documents

_SIMPLE = {"string": "str", "integer": "int", "boolean": "bool", "number": "Decimal", None: "Any"}


class Schemas:
    """The schemas that the operations lead to: each is found when a type names it."""

    def __init__(self, documents: Documents, settings: dict[str, Any]) -> None:
        """Start with none."""
        self.documents = documents
        self.settings = settings
        self.found: dict[str, tuple[str, Any]] = {}
        self.attributes_used: set[str] = set()

    def setting(self, name: str) -> dict[str, Any]:
        """Give a part of gen.yaml, empty where it is not there."""
        return self.settings.get(name) or {}

    def attribute(self, wire: str) -> str:
        """Give the name in Python of a property or parameter."""
        self.attributes_used.add(wire)
        return str(self.setting("attributes").get(wire) or names.snake(wire))

    def extends(self, name: str) -> tuple[str, str] | None:
        """Give module and name of the class by hand that a class is built on."""
        module, _, kind = str(self.setting("extends").get(name, "")).partition(":")
        return (module, kind) if kind else None

    def type(self, source: str, what: str, schema: Any) -> Type:
        """Give the type of a schema. A class that it names is found by that."""
        if "$ref" in schema:
            place, name, value = self.documents.resolve(source, {"$ref": schema["$ref"]})
            if value.get("type") == "object" and "properties" not in value and value.get("additionalProperties"):
                return self.type(place, name, value)
            before, _ = self.found.setdefault(name, (place, value))
            if before != place:
                self.documents.problems.add(f"{place}: {name} is also the name of a schema of {before}")
            return Type(name, refers=True)
        some = [one for one in schema.get("anyOf", schema.get("oneOf", [])) if one.get("type") != "null"]
        if some:
            return self.type(source, what, some[0])
        kinds = schema.get("type")
        kind = next((one for one in ([kinds] if isinstance(kinds, str) else kinds or []) if one != "null"), None)
        if kind == "array":
            return Type("List", self.type(source, what, schema["items"]))
        if kind == "object":
            inner = schema.get("additionalProperties")
            return Type("Dict", self.type(source, what, inner) if isinstance(inner, Mapping) else Type("Any"))
        if kind not in _SIMPLE:
            self.documents.problems.add(f"{source}: {what}: no type {kind!r} is known")
        return Type(_SIMPLE.get(kind, "Any"))

    def classes(self, sent: list[Type]) -> tuple[tuple[Model, ...], tuple[Enum, ...]]:
        """Read every class that was found, and those that they lead to.

        Arguments:
            sent: Types of request bodies: what they reach can be sent, and so takes extra keys.
        """
        models: dict[str, Model] = {}
        enums: dict[str, Enum] = {}
        while todo := sorted(set(self.found) - set(models) - set(enums)):
            for name in todo:
                source, schema = self.found[name]
                if "enum" in schema:
                    members = {names.member(value): value for value in schema["enum"]}
                    enums[name] = Enum(name, source, self.documents.described(source, name, schema), members)
                else:
                    models[name] = self._model(source, name, schema)
        self._check(models, enums)
        sendable = _reached(models, set[str]().union(*(one.classes() for one in sent)))
        final = [replace(one, sends_extra=one.name in sendable) for one in models.values()]
        return tuple(sorted(final, key=lambda one: one.name)), tuple(sorted(enums.values(), key=lambda one: one.name))

    def _check(self, models: dict[str, Model], enums: dict[str, Enum]) -> None:
        problems = self.documents.problems
        for setting in ("gained", "once_required"):
            for name in sorted(set(self.setting(setting)) - set(models)):
                problems.add(f"gen.yaml: {setting}: there is no model {name}")
        for new, old in self.setting("renamed").items():
            if old not in models | enums or new in models | enums:
                problems.add(f"gen.yaml: renamed: {new}: {old} is no class, or {new} is one")
        problems |= set(check.check_models(models.values()))
        problems |= set(check.check_enums(enums.values(), {name: self.found[name][1]["enum"] for name in enums}))
        problems |= set(check.check_files([*models.values(), *enums.values()]))

    def _model(self, source: str, name: str, schema: Any) -> Model:
        gained = self.setting("gained").get(name, [])
        once = self.setting("once_required").get(name, [])
        properties, required = self._properties(source, schema)
        for key in sorted({*gained, *once} - set(properties)):
            self.documents.problems.add(f"gen.yaml: {name} has no property {key}")
        fields = [
            self._field(place, name, key, value, required=key in required, once=key in once)
            for key, (place, value) in properties.items()
        ]
        fields.sort(
            key=lambda one: (one.wire in gained, not (one.required or one.once_required), published_order(one.wire))
        )
        words = self.documents.described(source, name, schema)
        keeps_extra = schema.get("additionalProperties") is True
        return Model(name, source, words, tuple(fields), keeps_extra=keeps_extra, extends=self.extends(name))

    def _properties(self, source: str, schema: Any) -> tuple[dict[str, tuple[str, Any]], set[str]]:
        """Give the properties of a schema and of all that it is made of, each with the document it stands in."""
        found: dict[str, tuple[str, Any]] = {}
        required: set[str] = set(schema.get("required", []))
        for part in schema.get("allOf", []):
            place, _, value = self.documents.resolve(source, part)
            inner, inner_required = self._properties(place, value)
            found |= inner
            required |= inner_required
        found |= {key: (source, value) for key, value in schema.get("properties", {}).items()}
        return found, required

    def _field(self, source: str, owner: str, key: str, schema: Any, *, required: bool, once: bool) -> Field:
        examples = schema.get("examples", [])
        return Field(
            name=self.attribute(key),
            wire=key,
            type=self.type(source, f"{owner}.{key}", schema),
            required=required,
            description=self.documents.described(source, f"{owner}.{key}", schema),
            example=examples[0] if examples else None,
            deprecated=schema.get("deprecated", False),
            once_required=once,
        )


def published_order(wire: str) -> str:
    """Give the key that sorts names as the arguments of 0.2.0 are sorted."""
    return wire.lower().lstrip("_")


def _reached(models: dict[str, Model], start: set[str]) -> set[str]:
    """Give the classes that can be inside of others."""
    found: set[str] = set()
    todo = list(start)
    while todo:
        name = todo.pop()
        if name in models and name not in found:
            found.add(name)
            todo += [one for field in models[name].fields for one in field.type.classes()]
    return found
