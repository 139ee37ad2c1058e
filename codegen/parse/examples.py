"""Whether examples match their schemas: the programs in the reference pages are built from them and are run."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Any, cast

if TYPE_CHECKING:
    from collections.abc import Iterator

    from codegen.ir import Api, Field, Operation, Type

_KINDS: dict[str, tuple[tuple[type, ...], str]] = {
    "str": ((str,), "a string"),
    "int": ((int,), "an integer"),
    "bool": ((bool,), "true or false"),
    "Decimal": ((int, Decimal), "a number"),
    "List": ((list,), "a list"),
    "Dict": ((dict,), "a mapping"),
}


class ExampleChecker:
    """Checks the examples of an API."""

    def __init__(self, api: Api, incomplete: set[str]) -> None:
        """Index the classes.

        Arguments:
            api: The API.
            incomplete: Models of which a part could not be read, so that their other fields are unknown.
        """
        self.api = api
        self.incomplete = incomplete
        self.models = {model.name: {field.api_name: field for field in model.fields} for model in api.models}
        self.enums = {enum.name: [*enum.members.values()] for enum in api.enums}

    def problems(self) -> Iterator[str]:
        """Report every example that does not match its schema."""
        for operation in self.api.operations():
            yield from self._operation(operation)
        for model in self.api.models:
            for field in model.fields:
                if field.type.name == "str":
                    continue  # Such an example is only displayed.
                for mismatch in self._mismatches(field.type, field.example, ""):
                    yield f"{model.source}: {model.name}.{field.api_name}: the example{mismatch}"

    def _operation(self, operation: Operation) -> Iterator[str]:
        fields: tuple[Field, ...] = (*operation.request, *operation.arguments)
        for field in fields:
            for key in ("example", "default"):
                for mismatch in self._mismatches(field.type, getattr(field, key), ""):
                    yield f"{operation.source}: {operation.id}: {field.api_name}: the {key}{mismatch}"
        if operation.body:
            for mismatch in self._mismatches(operation.body.type, operation.example, ""):
                yield f"{operation.source}: {operation.id}: the example{mismatch}"

    def _mismatches(self, type_: Type, value: Any, path: str) -> Iterator[str]:
        """Report where a value is not of a type. None at the top means that there is no example."""
        if value is None and not path:
            return
        name = type_.name
        if name in self.enums:
            if value not in self.enums[name]:
                yield f"{_at(path)} is {value!r}, which is not a {name}"
        elif name in self.models:
            yield from self._model(name, value, path)
        elif not _is_instance(name, value):
            yield f"{_at(path)} is not {_KINDS[name][1]}"
        elif isinstance(value, list):
            for number, item in enumerate(cast("list[Any]", value)):
                yield from self._mismatches(type_.item or type_, item, f"{path}[{number}]")
        elif isinstance(value, dict) and type_.item:
            for key, item in cast("dict[str, Any]", value).items():
                yield from self._mismatches(type_.item, item, f"{path}.{key}")

    def _model(self, name: str, value: Any, path: str) -> Iterator[str]:
        if not isinstance(value, dict):
            yield f"{_at(path)} is not a {name}"
            return
        example, fields = cast("dict[str, Any]", value), self.models[name]
        for key, item in example.items():
            inner = f"{path}.{key}" if path else key
            if key in fields:
                yield from self._mismatches(fields[key].type, item, inner)
            elif name not in self.incomplete:
                yield f" has {inner}, which is not in the schema"
        for key, field in fields.items():
            if field.required and key not in example:
                yield f" lacks {path}{'.' if path else ''}{key}, which the schema requires"


def _is_instance(name: str, value: Any) -> bool:
    kinds, _ = _KINDS.get(name, ((object,), ""))
    return isinstance(value, kinds) and (name not in ("int", "Decimal") or not isinstance(value, bool))


def _at(path: str) -> str:
    return f": {path}" if path else ""
