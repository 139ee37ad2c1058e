"""The webhook events: which model each type of event is read as."""

from __future__ import annotations

from typing import TYPE_CHECKING

from codegen.ir import Event

from .bodies import json_schema

if TYPE_CHECKING:
    from codegen.spec.node import Node

    from .schemas import Schemas

_DISCRIMINATOR = "eventType"


def events_of(root: Node, schemas: Schemas) -> list[Event]:
    """Return the events under `webhooks`, and collect the schemas that they refer to."""
    events: list[Event] = []
    for event_type, reference in sorted(root.children("webhooks", "webhook ").items()):
        item = reference.resolved()
        post = item.titled(reference.title).child("post", reference.title) if item else None
        body = post.child("requestBody", reference.title) if post else None
        node = body.resolved() if body else None
        schema = json_schema(node)[0] if node else None
        if not post or not schema:
            continue
        type_ = schemas.type(schema)
        if not type_.package:
            post.report_gap(": the schema of an event needs a name and a $ref to it")
            continue
        events.append(Event(event_type, post.description(), type_.name))
    return events


def unknown_event_of(root: Node, schemas: Schemas) -> str:
    """Return the model of an event of an unknown type, as `x-unknown-event` names it."""
    if "x-unknown-event" not in root.value:
        return ""
    schema = root.child("x-unknown-event", "x-unknown-event")
    return schemas.type(schema).name if schema else ""
