"""The API's description as the sandbox reads it: operations with their parameters, bodies and responses.

`description.json` is generated from the folder `api/`. It is OpenAPI without its prose.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cache, cached_property
from importlib.resources import files
from typing import NamedTuple, cast

from .documents import Json, Record

Schema = Mapping[str, Json]
"""A JSON Schema, as OpenAPI 3.1 writes it."""

_METHODS = ("get", "post", "put", "patch", "delete")
_JSON = "application/json"
_DATE = re.compile(r"\d{4}-\d\d-\d\d(T.*)?")


class Parameter(NamedTuple):
    """One parameter of an operation, `location` being `path` or `query`."""

    name: str
    location: str
    required: bool
    schema: Schema


@dataclass(frozen=True)
class Operation:
    """One operation.

    Arguments:
        id: The `operationId`.
        method: HTTP method, in capital letters.
        path: Path template.
        parameters: Parameters of its path and query.
        body: Schema of the request body, None where it takes none.
        responses: Schema of the response body by status, None where the response has no body.
    """

    id: str
    method: str
    path: str
    parameters: tuple[Parameter, ...]
    body: Schema | None
    responses: Mapping[int, Schema | None]

    @cached_property
    def segments(self) -> tuple[str, ...]:
        """Segments of the path template."""
        return tuple(self.path.split("/"))

    @cached_property
    def is_paginated(self) -> bool:
        """Whether it takes a page number and a page size."""
        return any(parameter.name == "pageSize" for parameter in self.parameters)

    @cached_property
    def payload(self) -> Schema | None:
        """Schema of the body of a 2xx response, None where it has no body."""
        return next((schema for status, schema in self.responses.items() if status < 300), None)  # noqa: PLR2004

    @cached_property
    def row(self) -> Schema | None:
        """Schema of one of the `results` of a list, None where the operation returns no list."""
        results = properties(self.payload).get("results") if self.payload else None
        return cast("Schema", results["items"]) if results else None


@cache
def document() -> Record:
    """Return the whole description."""
    text = files(__package__ or "").joinpath("description.json").read_text(encoding="utf-8")
    return cast("Record", json.loads(text, parse_float=Decimal))


@cache
def operations() -> tuple[Operation, ...]:
    """Return every operation of the API."""
    return tuple(
        _operation(path, method, cast("Schema", item[method]))
        for path, item in document()["paths"].items()
        for method in _METHODS
        if method in item
    )


def follow(schema: Schema) -> Schema:
    """Return a schema with its reference followed and the parts of its `allOf` joined."""
    while "$ref" in schema:
        schema = {**_target(schema["$ref"]), **_without(schema, "$ref")}
    return _joined(schema) if "allOf" in schema else schema


def resolve(schema: Schema) -> Schema:
    """Return the schema of a value that is there: followed, and the first of its choices that is not null."""
    schema = follow(schema)
    while choices := [choice for choice in _choices(schema) if choice.get("type") != "null"]:
        schema = follow({**choices[0], **_without(schema, "anyOf", "oneOf")})
    return schema


def schema_name(schema: Schema) -> str:
    """Return the name under which the description keeps a schema, an empty string for one without a name."""
    reference: str = schema.get("$ref", "")
    return reference.rpartition("/")[2]


def properties(schema: Schema) -> Mapping[str, Schema]:
    """Return the properties that a schema names, none where it is not the schema of an object."""
    return cast("Mapping[str, Schema]", resolve(schema).get("properties", {}))


def types(schema: Schema) -> frozenset[str]:
    """Return the JSON types that a schema allows besides null."""
    allowed = resolve(schema).get("type", ())
    return frozenset({allowed} if isinstance(allowed, str) else allowed) - {"null"}


def is_date(schema: Schema) -> bool:
    """Return whether a schema is that of a date: the API describes dates as text, with a date as the example."""
    examples = [*schema.get("examples", ()), schema.get("example")]
    return any(isinstance(example, str) and _DATE.fullmatch(example) for example in examples)


def _operation(path: str, method: str, item: Schema) -> Operation:
    described = [_followed(parameter) for parameter in item.get("parameters", ())]
    body = item.get("requestBody")
    return Operation(
        id=item["operationId"],
        method=method.upper(),
        path=path,
        parameters=tuple(
            Parameter(one["name"], one["in"], bool(one.get("required")), resolve(one["schema"])) for one in described
        ),
        body=_content(body) if body else None,
        responses={int(status): _content(_followed(response)) for status, response in item["responses"].items()},
    )


def _content(part: Schema) -> Schema | None:
    media = part.get("content", {}).get(_JSON)
    return cast("Schema", media["schema"]) if media else None


def _followed(part: Schema) -> Schema:
    return _target(part["$ref"]) if "$ref" in part else part


def _choices(schema: Schema) -> Iterable[Schema]:
    return cast("Iterable[Schema]", schema.get("anyOf") or schema.get("oneOf") or ())


def _without(schema: Schema, *names: str) -> Schema:
    return {key: value for key, value in schema.items() if key not in names}


def _joined(schema: Schema) -> Schema:
    joined = dict(_without(schema, "allOf"))
    for part in map(follow, schema["allOf"]):
        for key, value in part.items():
            if key == "properties":
                joined[key] = {**joined.get(key, {}), **value}
            elif key == "required":
                joined[key] = [*joined.get(key, ()), *value]
            else:
                joined.setdefault(key, value)
    return joined


@cache
def _target(reference: str) -> Schema:
    target: Json = document()
    for word in reference.removeprefix("#/").split("/"):
        target = target[word]
    return cast("Schema", target)
