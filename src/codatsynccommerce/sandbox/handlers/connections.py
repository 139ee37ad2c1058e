"""Connections of a company: created, unlinked, deleted."""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING

from codatsynccommerce.sandbox.events import emit_connection
from codatsynccommerce.sandbox.http import ApiError, HTTPResponse, ValidationItem, json_response
from codatsynccommerce.sandbox.seed import new_connection, offer_configuration, open_books
from codatsynccommerce.sandbox.store import GLOBAL

if TYPE_CHECKING:
    from codatsynccommerce.sandbox.routing import Call
    from codatsynccommerce.sandbox.store import Store


def create(store: Store, call: Call) -> HTTPResponse:
    """Create a connection, which waits until the merchant has opened its `linkUrl`."""
    is_object = isinstance(call.body, dict)  # Of the Platform API. Sync for Commerce takes a bare string.
    key = call.fields.get("platformKey") if is_object else call.body
    path = "platformKey" if is_object else ""
    if key is None:
        raise ApiError(400, "The key of the platform is missing.", [ValidationItem(path, "is required", "Required")])
    integration = store.collection(GLOBAL, "integrations").get(key)
    if integration is None:
        message = f"There is no integration {key!r}."
        raise ApiError(400, message, [ValidationItem(path, "is not the key of a platform", "Platform")])
    company = store.company(call.company_id)
    connection = new_connection(store, company, str(uuid.uuid4()), integration, "PendingAuth")
    emit_connection(store, "connection.created", company, connection, call.now)
    return json_response(connection)


def authorize(store: Store, call: Call) -> HTTPResponse:
    """Link a connection with credentials, whatever they are."""
    if not call.fields:
        raise ApiError(400, "The credentials are missing.", [ValidationItem("", "is required", "Required")])
    link(store, call.company_id, call.values["connectionId"], call.now)
    return json_response(store.connection(call.company_id, call.values["connectionId"]))


def unlink(store: Store, call: Call) -> HTTPResponse:
    """Unlink a connection. Its data stays readable."""
    connection = store.connection(call.company_id, call.values["connectionId"])
    status = call.fields.get("status")
    if status is not None:
        if status != "Unlinked" or connection["status"] not in ("Linked", "Unlinked"):
            message = f"A connection that is {connection['status']} cannot become {status}."
            raise ApiError(400, message, [ValidationItem("status", "cannot be set", "Status")])
        if status != connection["status"]:
            connection["status"] = status
            emit_connection(store, "connection.disconnected", store.company(call.company_id), connection, call.now)
    return json_response(connection)


def delete(store: Store, call: Call) -> HTTPResponse:
    """Delete a connection."""
    company = store.company(call.company_id)
    connection = store.collection(call.company_id, "connections").pop(call.values["connectionId"])
    company["dataConnections"].remove(connection)
    emit_connection(store, "connection.deleted", company, connection, call.now)
    return json_response()


def link(store: Store, company_id: str, connection_id: str, now: float) -> None:
    """Link a connection. With its first accounting connection, a company gains the books that the software holds."""
    company, connection = store.company(company_id), store.connection(company_id, connection_id)
    before = connection["status"]
    connection["status"] = "Linked"
    if before == "PendingAuth" and connection["sourceType"] == "Accounting":
        open_books(store, company_id, company["name"])
        offer_configuration(store, company_id)
    if before != "Linked":
        event_type = "connection.connected" if before == "PendingAuth" else "connection.reconnected"
        emit_connection(store, event_type, company, connection, now)
