"""The sync flow that merchants see: its address, its texts, the accounts it offers, the logos of platforms."""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING
from urllib.parse import quote, urlencode

from codatsynccommerce.sandbox.documents import Record
from codatsynccommerce.sandbox.http import HTTPResponse, json_response
from codatsynccommerce.sandbox.store import GLOBAL

if TYPE_CHECKING:
    from codatsynccommerce.sandbox.routing import Call
    from codatsynccommerce.sandbox.store import Store


def texts(store: Store, call: Call) -> HTTPResponse:
    """Return the texts of the flow in one language, your own in place of the default ones."""
    return json_response({**store.collection(GLOBAL, "default texts")[call.query["locale"]], **_own(store, call)})


def update_texts(store: Store, call: Call) -> HTTPResponse:
    """Keep texts of your own. A null text restores the default."""
    own = _own(store, call)
    for key, text in call.fields.items():
        if text.get("text", "") is None:
            own.pop(key, None)
        else:
            own[key] = text
    return texts(store, call)


def visible_accounts(store: Store, call: Call) -> HTTPResponse:
    """Return the accounts that the flow offers for a platform: all of them, until they are chosen."""
    key = _platform(store, call)
    return json_response(store.collection(GLOBAL, "visible accounts").get(key, {}))


def update_visible_accounts(store: Store, call: Call) -> HTTPResponse:
    """Choose the accounts: no list shows all, an empty list only those that are required."""
    store.collection(GLOBAL, "visible accounts")[_platform(store, call)] = call.fields
    return json_response(call.fields)


def branding(store: Store, call: Call) -> HTTPResponse:
    """Return the logos and buttons of a platform."""
    key = _platform(store, call)
    return json_response(
        {
            "logo": {"full": _image(key, "logo-full"), "square": _image(key, "logo-square")},
            "button": {"default": _image(key, "button"), "hover": _image(key, "button-hover")},
            "sourceId": store.record(GLOBAL, "integrations", key)["sourceId"],
        }
    )


def start_url(store: Store, call: Call) -> HTTPResponse:
    """Return an address of the flow. Each holds a password that works once, so no two are the same."""
    keys = (call.values["commerceKey"], call.values["accountingKey"])
    for key in keys:
        store.record(GLOBAL, "integrations", key)
    query = {"otp": uuid.uuid4().hex, **call.query}
    path = "/".join(quote(key, safe="") for key in keys)
    return json_response({"url": f"https://sync-flow.codat.io/{path}/start?{urlencode(query)}"})


def _platform(store: Store, call: Call) -> str:
    key = call.values["platformKey"]
    store.record(GLOBAL, "integrations", key)
    return key


def _image(key: str, name: str) -> Record:
    return {"image": {"src": f"https://static.codat.io/public/{key}/{name}.png", "alt": f"{key} {name}"}}


def _own(store: Store, call: Call) -> Record:
    return store.collection(GLOBAL, "own texts").setdefault(call.query["locale"], {})
