"""Connections of a company: created, unlinked, deleted."""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING

from codatsynccommerce.sandbox.http import ApiError, HTTPResponse, ValidationItem, json_response
from codatsynccommerce.sandbox.seed import new_connection
from codatsynccommerce.sandbox.store import GLOBAL

if TYPE_CHECKING:
    from codatsynccommerce.sandbox.routing import Call
    from codatsynccommerce.sandbox.store import Store


def create(store: Store, call: Call) -> HTTPResponse:
    """Create a connection, which waits until the merchant has opened its `linkUrl`."""
    key = call.fields.get("platformKey") if isinstance(call.body, dict) else call.body
    integration = store.collection(GLOBAL, "integrations").get(str(key))
    if integration is None:
        message = f"There is no integration {key!r}."
        raise ApiError(400, message, [ValidationItem("", "is not the key of a platform", "Platform")])
    company = store.company(call.company_id)
    return json_response(new_connection(store, company, str(uuid.uuid4()), integration, "PendingAuth"))


def unlink(store: Store, call: Call) -> HTTPResponse:
    """Unlink a connection. Its data stays readable."""
    connection = store.connection(call.company_id, call.values["connectionId"])
    status = call.fields.get("status")
    if status is not None:
        if status != "Unlinked" or connection["status"] not in ("Linked", "Unlinked"):
            message = f"A connection that is {connection['status']} cannot become {status}."
            raise ApiError(400, message, [ValidationItem("status", "cannot be set", "Status")])
        connection["status"] = status
    return json_response(connection)


def delete(store: Store, call: Call) -> HTTPResponse:
    """Delete a connection."""
    connection = store.collection(call.company_id, "connections").pop(call.values["connectionId"])
    store.company(call.company_id)["dataConnections"].remove(connection)
    return json_response()
