"""What travels in bodies: a request's, and the answers of an operation with their payload."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from . import names
from .classes import properties
from .ir import Field, Type

if TYPE_CHECKING:
    from .parts import Part
    from .schemas import Schemas

_JSON = "application/json"
_STATUS = re.compile(r"[1-5]\d\d")


def body_of(schemas: Schemas, operation: Part) -> tuple[Field | None, Any]:
    """Give the field of a request's body, and its example."""
    given = operation.inner("requestBody", f"{operation.what}: the body")
    part = given.followed() if given else None
    schema, media = _schema(part) if part else (None, None)
    if not part or not schema or not media:
        return None, None
    last = _last(schema) or "requestBody"
    field = Field(
        name=names.snake(last),
        wire=last,
        type=schemas.type(schema),
        required=part.get("required", bool),
        description=part.described(),
    )
    if media.value.get("example") is None:
        part.lacks("example")
    return field, media.value.get("example")


def responses_of(operation: Part) -> dict[str, Part]:
    """Give what is answered, by its status."""
    found: dict[str, Part] = {}
    for status, one in sorted(operation.members("responses", f"{operation.what} ").items()):
        if not _STATUS.fullmatch(status):
            operation.tell(f"{status} is no status")
        part = one.followed()
        if part:
            found[status] = part
    return found


def payload_of(schemas: Schemas, operation: Part, responses: dict[str, Part]) -> tuple[Field | None, Field | None]:
    """Give the field of the decoded body, and the one of all of them where the API may send a list."""
    found: tuple[Field | None, Field | None] = (None, None)
    for status, part in responses.items():
        schema = _schema(part)[0] if "content" in part.value else None
        if schema is None:
            continue
        if not status.startswith("2"):
            schemas.type(schema)  # The error's class is generated too.
            continue
        several = schema.items("oneOf", schema.what) if "oneOf" in schema.value else []
        many = [one for one in several if one.value.get("type") == "array"]
        single = many[0].inner("items", schema.what) if many else schema
        last = _last(single) if single else ""
        if single and not last:
            part.lose(": what it answers with needs a name, and a $ref to it")
        if not single or not last:
            continue
        name = names.snake(last)
        one = Field(name, last, schemas.type(single), required=False, description=part.described())
        words = f"Every one of them, where the API answers with a list; else the one in `{name}`."
        every = Field(names.plural(name), last, Type("List", one.type), required=False, description=words)
        if found[0] and found[0].type != one.type:
            operation.tell(f"it answers with {found[0].wire} or {last}: only one is known")
        found = (one, every if many else None)
    return found


def item_of(schemas: Schemas, operation: Part, page: Type) -> Type | None:
    """Give the type of the items in a page's `results`."""
    found = schemas.found.get(page.name)
    results = properties(found).parts.get("results") if found else None
    item = schemas.type(results).item if results else None
    if item is None and schemas.documents.absent("results"):
        operation.tell("it takes page and pageSize, and its answer has no list of results")
    return item


def _schema(part: Part) -> tuple[Part | None, Part | None]:
    """Give the schema of a body or an answer, and what it stands in."""
    content = part.inner("content", part.what)
    if content is None:
        return None, None
    others = sorted(set(content.value) - {_JSON})
    if others:
        part.lose(f": only {_JSON} is known, and not {', '.join(others)}")
    media = content.inner(_JSON, part.what) if not others or _JSON in content.value else None
    return (media.inner("schema", part.what) if media else None), media


def _last(schema: Part) -> str:
    """Give the name that a schema is referred to by, if it is."""
    return str(schema.value.get("$ref", "")).rpartition("/")[2]
