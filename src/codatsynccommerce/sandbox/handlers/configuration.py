"""How a company's sales, payments and fees are synced."""

from __future__ import annotations

from typing import TYPE_CHECKING

from codatsynccommerce.sandbox.http import HTTPResponse, json_response

if TYPE_CHECKING:
    from codatsynccommerce.sandbox.routing import Call
    from codatsynccommerce.sandbox.store import Store


def save(store: Store, call: Call) -> HTTPResponse:
    """Save a configuration as it was sent, with properties that are not described. Without a body nothing changes."""
    if call.body is None:
        return json_response(store.document(call.company_id, "commerce"))
    return json_response(store.put_document(call.company_id, "commerce", call.body))
