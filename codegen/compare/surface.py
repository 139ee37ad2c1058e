"""The surface of an API: its operations, parameters, bodies, responses, properties and enum values, one by one."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from codegen.ir import Api, Field, Operation, Type

_SIMPLE = {"str": "string", "int": "integer", "bool": "boolean", "Decimal": "number", "Any": "any"}


@dataclass(frozen=True)
class Key:
    """The name of a part of the surface: what owns it, and which part it is.

    Arguments:
        kind: "operation", "parameter", "body", "response", "schema", "property", "enum" or "value".
        owner: The operation, schema or enum.
        name: The part of the owner, empty for the owner itself.
    """

    kind: str
    owner: str
    name: str = ""

    def __str__(self) -> str:
        """Return the name for a report."""
        if self.kind in ("operation", "schema", "enum"):
            return f"{self.kind} {self.owner}"
        return f"{self.owner}: {self.kind} {self.name}".rstrip()


@dataclass(frozen=True)
class Part:
    """A part of the surface.

    Arguments:
        type: The type of its values, or method and path of an operation.
        required: Whether the API requires it.
        deprecated: Whether the API has deprecated it.
        text: Its description, empty if that is unknown.
    """

    type: str = ""
    required: bool = False
    deprecated: bool = False
    text: str = ""

    def __str__(self) -> str:
        """Return the part for a report."""
        return ", ".join(word for word in (self.type, "required" if self.required else "") if word)


Surface = dict[Key, Part]


def surface_of(api: Api) -> Surface:
    """Return the surface of a description."""
    surface: Surface = {}
    for operation in api.operations():
        surface |= _operation_parts(api, operation)
    for model in api.models:
        surface[Key("schema", model.name)] = Part(text=model.description)
        for field in model.fields:
            surface[Key("property", model.name, field.api_name)] = _part(field, type_name(field.type))
    for enum in api.enums:
        surface[Key("enum", enum.name)] = Part(text=enum.description)
        surface |= {Key("value", enum.name, value): Part() for value in enum.members.values()}
    return surface


def type_name(type_: Type) -> str:
    """Return a type in the words of JSON Schema: `list of string`, or the name of a schema."""
    if type_.name == "List" and type_.item:
        return f"list of {type_name(type_.item)}"
    if type_.name == "Dict" and type_.item:
        return f"map of {type_name(type_.item)}"
    return _SIMPLE.get(type_.name, type_.name)


def _operation_parts(api: Api, operation: Operation) -> Surface:
    enums = {enum.name for enum in api.enums}
    head = f"{operation.http_method} {operation.template}"
    surface = {Key("operation", operation.id): Part(head, deprecated=operation.deprecated, text=operation.description)}
    for field in (*operation.request, *operation.arguments):
        if field != operation.body:
            # An enum in a path or query is text for whoever calls; its values are compared as an enum.
            type_ = "string" if field.type.name in enums else type_name(field.type)
            surface[Key("parameter", operation.id, f"{field.api_name} ({field.location})")] = _part(field, type_)
    if operation.body:
        surface[Key("body", operation.id)] = Part(type_name(operation.body.type), text=operation.body.description)
    for status, text in operation.statuses.items():
        payload = operation.payload if status.startswith("2") else None
        surface[Key("response", operation.id, status)] = Part(type_name(payload.type) if payload else "", text=text)
    return surface


def _part(field: Field, type_: str) -> Part:
    return Part(type_, field.required, field.deprecated, field.description)
