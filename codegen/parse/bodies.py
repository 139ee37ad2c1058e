"""Request bodies, and the responses of an operation with their payload."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from codegen import names
from codegen.ir import Field, Type

from .models import properties_of

if TYPE_CHECKING:
    from codegen.spec.node import Node

    from .schemas import Schemas

_JSON = "application/json"
_STATUS = re.compile(r"[1-5]\d\d")


def request_body(schemas: Schemas, operation: Node) -> tuple[Field | None, Any]:
    """Return the field for the request body, and its example."""
    child = operation.child("requestBody", f"{operation.title}: requestBody")
    node = child.resolved() if child else None
    schema, media = json_schema(node) if node else (None, None)
    if not node or not schema or not media:
        return None, None
    name = _referenced_name(schema) or "requestBody"
    field = Field(
        name=names.snake(name),
        api_name=name,
        type=schemas.type(schema),
        required=node.get("required", bool),
        description=node.description(),
    )
    if media.value.get("example") is None:
        node.report_missing("example")
    return field, media.value.get("example")


def responses_of(operation: Node) -> dict[str, Node]:
    """Return the responses by HTTP status."""
    responses: dict[str, Node] = {}
    for status, child in sorted(operation.children("responses", f"{operation.title} ").items()):
        if not _STATUS.fullmatch(status):
            operation.report(f"{status} is not an HTTP status")
        response = child.resolved()
        if response:
            responses[status] = response
    return responses


def payload_of(schemas: Schemas, operation: Node, responses: dict[str, Node]) -> tuple[Field | None, Field | None]:
    """Return the field for the payload, and the field for all objects if the API may send one object or a list."""
    fields: tuple[Field | None, Field | None] = (None, None)
    for status, response in responses.items():
        schema = json_schema(response)[0] if "content" in response.value else None
        if schema is None:
            continue
        if not status.startswith("2"):
            schemas.type(schema)  # Collects the class of the error.
            continue
        alternatives = schema.items("oneOf", schema.title) if "oneOf" in schema.value else []
        lists = [each for each in alternatives if each.value.get("type") == "array"]
        single = lists[0].child("items", schema.title) if lists else schema
        name = _referenced_name(single) if single else ""
        if single and not name:
            response.report_gap(": the schema of a response needs a name and a $ref to it")
        if not single or not name:
            continue
        attribute = names.snake(name)
        field = Field(attribute, name, schemas.type(single), required=False, description=response.description())
        words = f"All objects if the API sends a list, else the one in `{attribute}`."
        every = Field(names.plural(attribute), name, Type("List", field.type), required=False, description=words)
        if fields[0] and fields[0].type != field.type:
            operation.report(f"its responses are {fields[0].api_name} and {name}: only one is supported")
        fields = (field, every if lists else None)
    return fields


def item_of(schemas: Schemas, operation: Node, page: Type) -> Type | None:
    """Return the type of the items in the `results` of a page."""
    schema = schemas.nodes.get(page.name)
    results = properties_of(schema).nodes.get("results") if schema else None
    item = schemas.type(results).item if results else None
    if item is None and schemas.documents.is_missing("results"):
        operation.report("it takes page and pageSize, but its response has no list of results")
    return item


def json_schema(node: Node) -> tuple[Node | None, Node | None]:
    """Return the JSON schema of a body or response, and the media type that holds it."""
    content = node.child("content", node.title)
    if content is None:
        return None, None
    others = sorted(set(content.value) - {_JSON})
    if others:
        node.report_gap(f": only {_JSON} is supported, not {', '.join(others)}")
    media = content.child(_JSON, node.title) if not others or _JSON in content.value else None
    return (media.child("schema", node.title) if media else None), media


def _referenced_name(schema: Node) -> str:
    """Return the name in the reference of a schema, empty if it has none."""
    return str(schema.value.get("$ref", "")).rpartition("/")[2]
