"""Operations of the Platform API: access tokens, webhook consumers, sync settings and supplemental data."""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING, Any

from codatsynccommerce.sandbox.http import ApiError, HTTPResponse, ValidationItem, json_response
from codatsynccommerce.sandbox.store import GLOBAL

if TYPE_CHECKING:
    from codatsynccommerce.sandbox.routing import Call
    from codatsynccommerce.sandbox.store import Record, Store

_TOKEN_SECONDS = 86_400
_MAX_CONSUMERS = 50
_CONSUMER_FIELDS = ("url", "eventTypes", "companyTags", "disabled")
_DEFAULT_DATA_TYPES = ("chartOfAccounts", "customers", "invoices", "payments", "commerce-orders")


def access_token(_store: Store, _call: Call) -> HTTPResponse:
    """Return a new access token for a company."""
    return json_response({"accessToken": uuid.uuid4().hex, "expiresIn": _TOKEN_SECONDS, "tokenType": "Bearer"})


def authorize(store: Store, call: Call) -> HTTPResponse:
    """Accept any credentials, and link the connection."""
    connection = store.connection(call.company_id, call.values["connectionId"])
    connection["status"] = "Linked"
    return json_response(connection)


def list_consumers(store: Store, _call: Call) -> HTTPResponse:
    """Return all webhook consumers."""
    return json_response({"results": list(store.collection(GLOBAL, "webhooks").values())})


def create_consumer(store: Store, call: Call) -> HTTPResponse:
    """Create a webhook consumer."""
    consumers = store.collection(GLOBAL, "webhooks")
    if not call.fields.get("url"):
        raise ApiError(400, "The webhook consumer has no URL.", [ValidationItem("url", "is required", "Required")])
    if len(consumers) >= _MAX_CONSUMERS:
        raise ApiError(400, "The maximum number of webhook consumers is reached.")
    consumer: Record = {"id": str(uuid.uuid4()), "disabled": False, "eventTypes": [], "companyTags": []}
    consumer |= {name: call.fields[name] for name in _CONSUMER_FIELDS if call.fields.get(name) is not None}
    consumers[consumer["id"]] = consumer
    return json_response(consumer, 201)


def delete_consumer(store: Store, call: Call) -> HTTPResponse:
    """Delete a webhook consumer."""
    store.record(GLOBAL, "webhooks", call.values["webhookId"])
    del store.collection(GLOBAL, "webhooks")[call.values["webhookId"]]
    return json_response(status=204)


def sync_settings(store: Store, call: Call) -> HTTPResponse:
    """Return the sync settings of a company, or the defaults."""
    if store.has_document(call.company_id, "syncSettings"):
        return json_response(store.document(call.company_id, "syncSettings"))
    return json_response(_settings(call.company_id, overrides=False))


def update_sync_settings(store: Store, call: Call) -> HTTPResponse:
    """Save the sync settings of a company."""
    if call.fields.get("settings") is None:
        raise ApiError(400, "There are no settings.", [ValidationItem("settings", "is required", "Required")])
    store.put_document(call.company_id, "syncSettings", {**call.fields, "companyId": call.company_id})
    return json_response(status=204)


def validation_results(store: Store, call: Call) -> HTTPResponse:
    """Return the findings of a refresh: the sandbox never has any."""
    store.record(call.company_id, "history", call.values["datasetId"])
    return json_response({"errors": [], "warnings": []})


def supplemental_data(store: Store, call: Call) -> HTTPResponse:
    """Return the supplemental data of a platform and data type."""
    name = _supplemental_name(store, call)
    empty: dict[str, Any] = {"supplementalDataConfig": {}}
    return json_response(store.document(GLOBAL, name) if store.has_document(GLOBAL, name) else empty)


def set_supplemental_data(store: Store, call: Call) -> HTTPResponse:
    """Save the supplemental data of a platform and data type."""
    document = {"supplementalDataConfig": call.fields.get("supplementalDataConfig") or {}}
    return json_response(store.put_document(GLOBAL, _supplemental_name(store, call), document))


def _supplemental_name(store: Store, call: Call) -> str:
    store.record(GLOBAL, "integrations", call.values["platformKey"])
    return f"supplemental data {call.values['platformKey']} {call.values['dataType']}"


def _settings(company_id: str, *, overrides: bool) -> Record:
    return {
        "companyId": company_id,
        "overridesDefaults": overrides,
        "settings": [
            {"dataType": data_type, "fetchOnFirstLink": True, "syncSchedule": 24, "syncOrder": order, "isLocked": False}
            for order, data_type in enumerate(_DEFAULT_DATA_TYPES)
        ],
    }
