"""What the generator knows of the API between reading and rendering: plain frozen data, in the order of the output."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Type:
    """Type of a value: `name` is a Python name, or `List`, `Dict` with `item`; `refers` where it is a class of ours."""

    name: str
    item: Type | None = None
    refers: bool = False

    def annotation(self, prefix: str = "") -> str:
        """Write it as a type hint. `prefix` goes before the names of our own classes."""
        if self.name == "List" and self.item:
            return f"List[{self.item.annotation(prefix)}]"
        if self.name == "Dict" and self.item:
            return f"Dict[str, {self.item.annotation(prefix)}]"
        return f"{prefix if self.refers else ''}{self.name}"

    def classes(self) -> set[str]:
        """Give the names of our own classes in it."""
        return ({self.name} if self.refers else set[str]()) | (self.item.classes() if self.item else set[str]())

    def outer_names(self) -> set[str]:
        """Give the names that it takes from `typing` and `decimal`."""
        return ({self.name} - {"str", "int", "bool"} if not self.refers else set[str]()) | (
            self.item.outer_names() if self.item else set[str]()
        )


@dataclass(frozen=True)
class Field:
    """One property or parameter: its name in Python and on the wire, and what a user must know to fill it."""

    name: str
    wire: str
    type: Type
    required: bool
    description: str
    place: str = "body"
    default: Any = None
    example: Any = None
    deprecated: bool = False
    once_required: bool = False
    queryable: bool = True
    """Whether a query can compare it; the API refuses a few."""


@dataclass(frozen=True)
class Model:
    """One class of `models.shared`."""

    name: str
    source: str
    description: str
    fields: tuple[Field, ...]
    sends_extra: bool = False
    keeps_extra: bool = False
    extends: tuple[str, str] | None = None
    """Module and name of a class by hand that it is built on, instead of Model."""


@dataclass(frozen=True)
class Enum:
    """One enum of `models.shared`: member names to the text of the wire."""

    name: str
    source: str
    description: str
    members: dict[str, str]


@dataclass(frozen=True)
class Operation:
    """One operation: what its method, its request, its response and its docs are made of."""

    id: str
    source: str
    http_method: str
    path: str
    summary: str
    description: str
    url: str
    method: str
    name: str
    request: tuple[Field, ...]
    arguments: tuple[Field, ...]
    body: Field | None
    whole: bool
    payload: Field | None
    payloads: Field | None
    statuses: dict[str, str]
    is_paginated: bool
    item: Type | None
    may_be_empty: bool
    example: Any = None

    @property
    def module(self) -> str:
        """Name of the file that holds it."""
        return self.id.replace("-", "_")

    @property
    def constant(self) -> str:
        """Name of its `Operation`."""
        return self.module.upper()

    @property
    def iterator(self) -> str:
        """Name of the method that gives the items of all pages."""
        return "iter_" + self.method.removeprefix("list_")

    @property
    def has_request_class(self) -> bool:
        """Whether its method takes a request object of a class of its own."""
        return bool(self.request) and not self.whole

    @property
    def takes_idempotency_key(self) -> bool:
        """Whether the API takes an Idempotency-Key for it."""
        return self.http_method in ("POST", "PATCH")


@dataclass(frozen=True)
class SubSdk:
    """One attribute of the client."""

    name: str
    title: str
    class_name: str
    description: str
    operations: tuple[Operation, ...]
    extends: tuple[str, str] | None = None
    """Module and name of a class by hand that it is built on."""
    see_also: str = ""
    """A line for its page, on what it does besides its operations."""


@dataclass(frozen=True)
class Api:
    """All of it."""

    package: str
    client: str
    title: str
    description: str
    url: str
    servers: tuple[tuple[str, str], ...]
    security_description: str
    sub_sdks: tuple[SubSdk, ...]
    models: tuple[Model, ...]
    enums: tuple[Enum, ...]
    renamed: dict[str, str]
    let_out: dict[str, str]
    utils_let_out: dict[str, list[str]]
    once_modules: dict[str, dict[str, list[str]]]

    def operations(self) -> list[Operation]:
        """Give the operations of all sub-SDKs."""
        return [one for sub_sdk in self.sub_sdks for one in sub_sdk.operations]

    def answers_with(self, one: Operation, wire: str) -> bool:
        """Whether the payload of an operation has a property."""
        payload = next((model for model in self.models if one.payload and model.name == one.payload.type.name), None)
        return payload is not None and any(field.wire == wire for field in payload.fields)

    def pushes(self, one: Operation) -> bool:
        """Whether an operation answers with a push, for which `push_data.wait_for` waits."""
        return self.answers_with(one, "pushOperationKey")
