"""Plain reading: a record, a page of records or a single document, as the operation's path and response say."""

from __future__ import annotations

from typing import TYPE_CHECKING

from codatsynccommerce.sandbox.http import HTTPResponse, json_response
from codatsynccommerce.sandbox.pagination import page
from codatsynccommerce.sandbox.store import GLOBAL

if TYPE_CHECKING:
    from codatsynccommerce.sandbox.routing import Call
    from codatsynccommerce.sandbox.store import Store


def read(store: Store, call: Call) -> HTTPResponse:
    """Return the collection, record or document that the last fixed segment of the path names."""
    owner, name = call.company_id, call.collection
    if call.record_id is not None:
        owner = GLOBAL if call.record_id == owner else owner
        store.advance(owner, name, call.record_id, call.now)
        return json_response(store.record(owner, name, call.record_id))
    row = call.operation.row
    if row is not None:
        if not store.has_collection(owner, name):  # Requested while it is read from the platform, which goes on.
            store.advance_all(owner, "history", call.now)
        store.advance_all(owner, name, call.now)
        return json_response(page(store.rows(owner, name), call, row))
    store.advance(owner, name, "", call.now)
    return json_response(store.document(owner, name))
