"""Settings of companies and platforms: syncs, supplemental data, access tokens, and what a refresh found."""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING

from codatsynccommerce.sandbox.documents import Record
from codatsynccommerce.sandbox.http import ApiError, HTTPResponse, ValidationItem, json_response, validation
from codatsynccommerce.sandbox.seed.ids import CLIENT
from codatsynccommerce.sandbox.store import GLOBAL

if TYPE_CHECKING:
    from codatsynccommerce.sandbox.routing import Call
    from codatsynccommerce.sandbox.store import Store

_TOKEN_LIFETIME = 24 * 60 * 60
_DEFAULT_DATA_TYPES = ("chartOfAccounts", "bankAccounts", "company", "customers", "taxRates", "commerce-orders")


def access_token(_store: Store, _call: Call) -> HTTPResponse:
    """Return a token for the merchant's browser, another one each time."""
    return json_response({"accessToken": uuid.uuid4().hex, "expiresIn": _TOKEN_LIFETIME, "tokenType": "Bearer"})


def sync_settings(store: Store, call: Call) -> HTTPResponse:
    """Return how often each data type of a company is refreshed."""
    if store.has_document(call.company_id, "syncSettings"):
        return json_response(store.document(call.company_id, "syncSettings"))
    defaults = [
        {"dataType": data_type, "fetchOnFirstLink": True, "isLocked": False, "syncOrder": order, "syncSchedule": 24}
        for order, data_type in enumerate(_DEFAULT_DATA_TYPES)
    ]
    return json_response(_settings(call, defaults, overrides=False))


def update_sync_settings(store: Store, call: Call) -> HTTPResponse:
    """Save them."""
    if call.body is None:
        raise ApiError(400, "The settings are missing.", [ValidationItem("settings", "is required", "Required")])
    overrides = call.fields.get("overridesDefaults", True)
    settings = _settings(call, call.fields.get("settings") or [], overrides=overrides)
    store.put_document(call.company_id, "syncSettings", settings)
    return json_response(status=204)


def sync_validation(store: Store, call: Call) -> HTTPResponse:
    """Return what was found in the data of a refresh: nothing, as the sandbox's platforms hold sound data."""
    store.record(call.company_id, "history", call.values["datasetId"])
    return json_response(validation())


def supplemental_data(store: Store, call: Call) -> HTTPResponse:
    """Return which further fields are read from a platform and written to it."""
    return json_response(store.collection(GLOBAL, "supplemental data").get(_place(store, call), _EMPTY))


def update_supplemental_data(store: Store, call: Call) -> HTTPResponse:
    """Save them. An empty object removes them."""
    saved: Record = {"supplementalDataConfig": call.fields.get("supplementalDataConfig") or {}}
    store.collection(GLOBAL, "supplemental data")[_place(store, call)] = saved
    return json_response(saved)


_EMPTY: Record = {"supplementalDataConfig": {}}


def _place(store: Store, call: Call) -> str:
    key = call.values["platformKey"]
    store.record(GLOBAL, "integrations", key)
    return f"{key}/{call.values['dataType']}"


def _settings(call: Call, settings: list[Record], *, overrides: bool) -> Record:
    return {"clientId": CLIENT, "companyId": call.company_id, "overridesDefaults": overrides, "settings": settings}
