"""How a company's sales, payments and fees are synced."""

from __future__ import annotations

from typing import TYPE_CHECKING

from codatsynccommerce.sandbox.http import ApiError, HTTPResponse, json_response
from codatsynccommerce.sandbox.validation import errors_in

if TYPE_CHECKING:
    from codatsynccommerce.sandbox.routing import Call
    from codatsynccommerce.sandbox.store import Store


def save(store: Store, call: Call) -> HTTPResponse:
    """Save a configuration as it was sent, with properties that are not described. Without a body nothing changes.

    The settings are nested in `configuration`, next to the schedule. The older flat form is kept as it is.
    """
    if call.body is None:
        return json_response(store.document(call.company_id, "commerce"))
    settings = call.fields.get("configuration")
    if settings is None:
        return json_response(store.put_document(call.company_id, "commerce", call.body))
    items = list(errors_in(call.operation.body or {}, settings, "configuration"))
    if items:
        raise ApiError(400, "The settings cannot be used.", items)
    saved = store.document(call.company_id, "commerce")
    return json_response(store.put_document(call.company_id, "commerce", {**saved, **call.fields, "configured": True}))
