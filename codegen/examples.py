"""Whether examples fit their schemas: the programs in the docs are made of them, and are run."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Any, cast

if TYPE_CHECKING:
    from collections.abc import Iterator

    from .ir import Api, Field, Operation, Type

_KINDS: dict[str, tuple[tuple[type, ...], str]] = {
    "str": ((str,), "text"),
    "int": ((int,), "whole number"),
    "bool": ((bool,), "boolean"),
    "Decimal": ((int, Decimal), "number"),
    "List": ((list,), "list"),
    "Dict": ((dict,), "mapping"),
}


class Examples:
    """Checks the examples of one API."""

    def __init__(self, api: Api, partial: set[str]) -> None:
        """Learn its classes.

        Arguments:
            api: What the examples are of.
            partial: Models of which a part could not be read, so that nobody knows what else they have.
        """
        self.api = api
        self.partial = partial
        self.models = {one.name: {field.wire: field for field in one.fields} for one in api.models}
        self.enums = {one.name: [*one.members.values()] for one in api.enums}

    def problems(self) -> Iterator[str]:
        """Tell every example that does not fit."""
        for one in self.api.operations():
            yield from self._operation(one)
        for model in self.api.models:
            for field in model.fields:
                if field.type.name == "str":
                    continue  # It is only shown, and reads the same as text.
                for words in self._strange(field.type, field.example, ""):
                    yield f"{model.source}: {model.name}.{field.wire}: the example{words}"

    def _operation(self, one: Operation) -> Iterator[str]:
        fields: tuple[Field, ...] = (*one.request, *one.arguments)
        for field in fields:
            for what in ("example", "default"):
                for words in self._strange(field.type, getattr(field, what), ""):
                    yield f"{one.source}: {one.id}: {field.wire}: the {what}{words}"
        if one.body:
            for words in self._strange(one.body.type, one.example, ""):
                yield f"{one.source}: {one.id}: the example{words}"

    def _strange(self, kind: Type, value: Any, at: str) -> Iterator[str]:
        """Tell where a value is none of a type. None, at the top, is no example."""
        if value is None and not at:
            return
        name = kind.name
        if name in self.enums:
            if value not in self.enums[name]:
                yield f"{_where(at)} is {value!r}, which is no {name}"
        elif name in self.models:
            yield from self._model(name, value, at)
        elif not _fits(name, value):
            yield f"{_where(at)} is no {_KINDS[name][1]}"
        elif isinstance(value, list):
            for number, one in enumerate(cast("list[Any]", value)):
                yield from self._strange(kind.item or kind, one, f"{at}[{number}]")
        elif isinstance(value, dict) and kind.item:
            for key, one in cast("dict[str, Any]", value).items():
                yield from self._strange(kind.item, one, f"{at}.{key}")

    def _model(self, name: str, value: Any, at: str) -> Iterator[str]:
        if not isinstance(value, dict):
            yield f"{_where(at)} is no {name}"
            return
        given, fields = cast("dict[str, Any]", value), self.models[name]
        for key, one in given.items():
            path = f"{at}.{key}" if at else key
            if key in fields:
                yield from self._strange(fields[key].type, one, path)
            elif name not in self.partial:
                yield f" has {path}, which the schema has not"
        for key, field in fields.items():
            if field.required and key not in given:
                yield f" has no {at}{'.' if at else ''}{key}, which the schema requires"


def _fits(name: str, value: Any) -> bool:
    kinds, _ = _KINDS.get(name, ((object,), ""))
    return isinstance(value, kinds) and (name not in ("int", "Decimal") or not isinstance(value, bool))


def _where(at: str) -> str:
    return f": {at}" if at else ""
