"""Receivers of webhooks."""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING

from codatsynccommerce.sandbox.documents import Record
from codatsynccommerce.sandbox.http import ApiError, HTTPResponse, ValidationItem, json_response
from codatsynccommerce.sandbox.store import GLOBAL

if TYPE_CHECKING:
    from codatsynccommerce.sandbox.routing import Call
    from codatsynccommerce.sandbox.store import Store

_MAX_CONSUMERS = 50
_MAX_TAGS = 10


def list_consumers(store: Store, _call: Call) -> HTTPResponse:
    """Return all of them. They are not paginated."""
    return json_response({"results": list(store.collection(GLOBAL, "webhooks").values())})


def create(store: Store, call: Call) -> HTTPResponse:
    """Subscribe a URL. As with the API, the response does not hold the secret that signs its messages."""
    if "url" not in call.fields:
        raise ApiError(400, "The URL is missing.", [ValidationItem("url", "is required", "Required")])
    if len(call.fields.get("companyTags", ())) > _MAX_TAGS:
        raise ApiError(400, "Too many tags.", [ValidationItem("companyTags", "must not hold more than 10", "Tags")])
    if len(store.collection(GLOBAL, "webhooks")) >= _MAX_CONSUMERS:
        raise ApiError(402, "A client can have 50 webhook consumers.")
    return json_response(add_consumer(store, call.fields), 201)


def delete(store: Store, call: Call) -> HTTPResponse:
    """End a subscription."""
    store.record(GLOBAL, "webhooks", call.values["webhookId"])
    del store.collection(GLOBAL, "webhooks")[call.values["webhookId"]]
    return json_response(status=204)


def add_consumer(store: Store, fields: Record) -> Record:
    """Add a receiver."""
    consumer: Record = {
        "id": str(uuid.uuid4()),
        "url": fields["url"],
        "eventTypes": fields.get("eventTypes", []),
        "companyTags": fields.get("companyTags", []),
        "disabled": fields.get("disabled", False),
    }
    store.collection(GLOBAL, "webhooks")[consumer["id"]] = consumer
    return consumer
