"""Plain reading: a record, a page of records or a single document, as the operation's path and payload say."""

from __future__ import annotations

from typing import TYPE_CHECKING

from codatsynccommerce._runtime.codec.schema import field_type, schema_of

from .paging import page
from .responses import Answer, answer
from .store import NOBODY

if TYPE_CHECKING:
    from codatsynccommerce._runtime.codec.schema import FieldType

    from .routes import Call
    from .store import State


def read(state: State, call: Call) -> Answer:
    """Answer from the collection or document that is called as the last fixed word of the path."""
    owner, name = call.company_id, call.collection
    if call.record_id is not None:
        owner = NOBODY if call.record_id == owner else owner
        state.advance(owner, name, call.record_id, call.now)
        return answer(state.record(owner, name, call.record_id))
    row = _row(call)
    if row is not None:
        state.advance_all(owner, name, call.now)
        return answer(page(state.rows(owner, name), call, row))
    state.advance(owner, name, "", call.now)
    return answer(state.document(owner, name))


def _row(call: Call) -> FieldType | None:
    """Give the kind of a row where the payload is a page."""
    payload = field_type(call.operation.payload_type)
    slots = schema_of(payload.cls).fields if payload.kind == "model" else ()
    return next((slot.type.item for slot in slots if slot.json_name == "results"), None)
