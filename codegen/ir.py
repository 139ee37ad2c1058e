"""The intermediate representation: what the templates need to know of the API, as frozen data in output order."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

SHARED = "shared"
WEBHOOKS = "webhooks"


@dataclass(frozen=True)
class Type:
    """The type of a value.

    Arguments:
        name: A Python name, or `List` or `Dict` with the type of the items in `item`.
        item: The type of the items, or of the values of a dict.
        package: The package below `models` that holds the class, empty for a type that is not generated.
        is_enum: Whether the class is an enum.
    """

    name: str
    item: Type | None = None
    package: str = ""
    is_enum: bool = False

    def annotation(self, *, qualified: bool = False) -> str:
        """Return the type hint. A qualified hint names the package of a generated class: `shared.Order`."""
        if self.name == "List" and self.item:
            return f"List[{self.item.annotation(qualified=qualified)}]"
        if self.name == "Dict" and self.item:
            return f"Dict[str, {self.item.annotation(qualified=qualified)}]"
        return f"{self.package}.{self.name}" if qualified and self.package else self.name

    def classes(self) -> set[Type]:
        """Return the generated classes in this type."""
        return ({self} if self.package else set[Type]()) | (self.item.classes() if self.item else set[Type]())

    def imported_names(self) -> set[str]:
        """Return the names that the hint takes from `typing` and `decimal`."""
        own = set[str]() if self.package else {self.name.partition("[")[0]} - {"str", "int", "bool"}
        return own | (self.item.imported_names() if self.item else set[str]())


@dataclass(frozen=True)
class Field:
    """A property of a schema, or a parameter of an operation.

    Arguments:
        name: The attribute or argument in Python.
        api_name: The name that the API uses for it.
        type: The type of its values.
        required: Whether the API requires it.
        description: What it is for.
        location: Where it is sent: "path", "query" or "body".
        default: The value that is sent if the caller gives none.
        example: A value from the description.
        deprecated: Whether the API has deprecated it.
        formerly_required: Whether version 0.2.0 required it and the API no longer does.
        queryable: Whether a query can compare it. The API refuses to compare a few.
        nullable: Whether it was published as a field that may be null, which `to_dict` then shows.
    """

    name: str
    api_name: str
    type: Type
    required: bool
    description: str
    location: str = "body"
    default: Any = None
    example: Any = None
    deprecated: bool = False
    formerly_required: bool = False
    queryable: bool = True
    nullable: bool = False


@dataclass(frozen=True)
class Model:
    """A dataclass of `models.shared` or `models.webhooks`.

    Arguments:
        name: The name of the class.
        source: The document that describes it.
        description: What it stands for.
        fields: Its fields in the order of the constructor.
        package: The package below `models` that holds it.
        sends_extra: Whether it can be part of a request body, and so takes fields that it does not name in `extra`.
        keeps_extra: Whether it keeps the fields that it does not name when it is read.
        envelope: The JSON name under which the API may nest some of its fields, empty if there is none.
        mixin: Module and class of a handwritten base class, None if there is none.
        aliases: Further names of the class.
        legacy_names: Names of other classes that earlier releases defined in its module, each with its class.
    """

    name: str
    source: str
    description: str
    fields: tuple[Field, ...]
    package: str = SHARED
    sends_extra: bool = False
    keeps_extra: bool = False
    envelope: Envelope | None = None
    mixin: tuple[str, str] | None = None
    aliases: tuple[str, ...] = ()
    legacy_names: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class Envelope:
    """An object in which the API may nest some fields of a model.

    Arguments:
        api_name: The JSON name of the object.
        inside: JSON names of the fields in it.
        outside: JSON names of the fields beside it.
    """

    api_name: str
    inside: tuple[str, ...]
    outside: tuple[str, ...]


@dataclass(frozen=True)
class Enum:
    """An enum of `models.shared` or `models.webhooks`: member names and their values."""

    name: str
    source: str
    description: str
    members: dict[str, str]
    package: str = SHARED
    aliases: tuple[str, ...] = ()


@dataclass(frozen=True)
class Availability:
    """What became of an operation after Sync for Commerce v1.

    Arguments:
        lives_on_in: The products of Codat that still offer it, empty if none does.
        differs: What is different there, empty if nothing is known to be.
        successor: The id of the operation that replaces it, None if there is none.
    """

    lives_on_in: tuple[str, ...]
    differs: str = ""
    successor: str | None = None


@dataclass(frozen=True)
class Operation:
    """An HTTP operation, with everything that its method, request class, response class and page need.

    Arguments:
        id: The `operationId`.
        source: The document that describes it.
        http_method: The HTTP method.
        path: The path, with attribute names in braces.
        template: The path as the API's documentation writes it, with the API's names in braces.
        summary: A few words for headings.
        description: What it does.
        url: The API's own page about it.
        method: The name of the method of the sub-SDK.
        name: The start of the names of its classes.
        request: The fields of its request class.
        arguments: Parameters that are keyword arguments of the method only.
        body: The request body, None if there is none.
        body_is_request: Whether the method takes the body itself as its request.
        payload: The field of the response that holds the decoded body, None if there is none.
        payload_list: The field that holds every object if the API may send one object or a list, else None.
        statuses: Descriptions of the responses by HTTP status.
        is_paginated: Whether the response is one page of many.
        item: The type of the items of a page.
        may_be_empty: Whether a 2xx response may have no body although there is a payload.
        deprecated: Whether the API has deprecated it.
        availability: What became of it, None if nothing changed.
        example: An example of the request body.
        request_aliases: Further names of its request class.
        response_aliases: Further names of its response class.
        renamed_fields: Names that 0.3.0 gave fields of its request and response class, each with the name here.
    """

    id: str
    source: str
    http_method: str
    path: str
    template: str
    summary: str
    description: str
    url: str
    method: str
    name: str
    request: tuple[Field, ...]
    arguments: tuple[Field, ...]
    body: Field | None
    body_is_request: bool
    payload: Field | None
    payload_list: Field | None
    statuses: dict[str, str]
    is_paginated: bool
    item: Type | None
    may_be_empty: bool
    deprecated: bool = False
    availability: Availability | None = None
    example: Any = None
    request_aliases: tuple[str, ...] = ()
    response_aliases: tuple[str, ...] = ()
    renamed_fields: tuple[tuple[str, str], ...] = ()

    @property
    def module(self) -> str:
        """The module of `models.operations` that holds it."""
        return self.id.replace("-", "_")

    @property
    def constant(self) -> str:
        """The name of its `Operation` constant."""
        return self.module.upper()

    @property
    def iterator(self) -> str:
        """The name of the method that iterates over the items of all pages."""
        return "iter_" + self.method.removeprefix("list_")

    @property
    def has_request_class(self) -> bool:
        """Whether its method takes an instance of a request class of its own."""
        return bool(self.request) and not self.body_is_request

    @property
    def request_of_0_3_0(self) -> tuple[Field, ...]:
        """The fields of the request class that only 0.3.0 had, where earlier and later methods take arguments."""
        body = (replace(self.body, name="request_body", required=False),) if self.body else ()
        return (*self.arguments, *body) if self.arguments else ()

    @property
    def takes_idempotency_key(self) -> bool:
        """Whether the API accepts an `Idempotency-Key` for it."""
        return self.http_method in ("POST", "PATCH")


@dataclass(frozen=True)
class SubSdk:
    """An attribute of the client, and the module that holds its class.

    Arguments:
        name: The attribute and the module.
        title: The tag in the description.
        class_name: The name of the class.
        description: What its operations are about.
        operations: Its operations, by method name.
        mixin: Module and class of a handwritten base class, None if there is none.
        doc_note: A sentence for its page about what it does besides its operations.
    """

    name: str
    title: str
    class_name: str
    description: str
    operations: tuple[Operation, ...]
    mixin: tuple[str, str] | None = None
    doc_note: str = ""


@dataclass(frozen=True)
class Event:
    """A type of webhook event, and the model that it is read as."""

    type: str
    description: str
    model: str


@dataclass(frozen=True)
class Api:
    """Everything that is generated."""

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
    events: tuple[Event, ...] = ()
    unknown_event: str = ""
    """The model of an event whose type is not in `events`."""
    renamed: tuple[tuple[str, str], ...] = ()
    legacy_exports: tuple[tuple[str, str], ...] = ()
    legacy_utils: tuple[tuple[str, tuple[str, ...]], ...] = ()
    legacy_modules: tuple[tuple[str, tuple[tuple[str, tuple[str, ...]], ...]], ...] = ()

    def operations(self) -> list[Operation]:
        """Return the operations of all sub-SDKs."""
        return [operation for sub_sdk in self.sub_sdks for operation in sub_sdk.operations]

    def sub_sdk_of(self, operation: Operation) -> SubSdk:
        """Return the sub-SDK that has an operation."""
        return next(sub_sdk for sub_sdk in self.sub_sdks if operation.id in {each.id for each in sub_sdk.operations})

    def call_to(self, operation_id: str) -> str:
        """Return how a program calls an operation: `s.companies.get_company`."""
        operation = next(each for each in self.operations() if each.id == operation_id)
        return f"s.{self.sub_sdk_of(operation).name}.{operation.method}"

    def payload_has(self, operation: Operation, api_name: str) -> bool:
        """Return whether the payload of an operation has a property."""
        payload = operation.payload
        model = next((model for model in self.models if payload and model.name == payload.type.name), None)
        return model is not None and any(field.api_name == api_name for field in model.fields)

    def is_push(self, operation: Operation) -> bool:
        """Return whether an operation returns a push operation, for which `push_data.wait_for` waits."""
        return self.payload_has(operation, "pushOperationKey")
