"""The sync flow that merchants see: its address, its texts, the accounts it offers, the platforms' logos."""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING
from urllib.parse import quote, urlencode

from .responses import Answer, Problem, answer
from .store import NOBODY

if TYPE_CHECKING:
    from .routes import Call
    from .store import Record, State


def texts(state: State, call: Call) -> Answer:
    """Give the texts of the flow in one language, the caller's own over the usual ones."""
    return answer({**_usual(state, call), **_own(state, call)})


def change_texts(state: State, call: Call) -> Answer:
    """Keep texts of the caller's own. One that is null goes back to the usual one."""
    own = _own(state, call)
    for key, text in call.fields.items():
        if text is None or text.get("text", "") is None:
            own.pop(key, None)
        else:
            own[key] = text
    return texts(state, call)


def visible_accounts(state: State, call: Call) -> Answer:
    """Say which accounts the flow offers for a platform: all of them, until somebody has chosen."""
    return answer(state.collection(NOBODY, "platform").get(call.record_id or "", {}))


def show_accounts(state: State, call: Call) -> Answer:
    """Choose the accounts: none given shows all, an empty list only those that are required."""
    state.collection(NOBODY, "platform")[call.record_id or ""] = call.fields
    return answer(call.fields)


def branding(_state: State, call: Call) -> Answer:
    """Give the logo and button of a platform. Any key has some, as far as the sandbox knows."""
    key = quote(call.values["platform_key"], safe="")
    return answer(
        {
            "logo": {"full": _image(key, "logo-full"), "square": _image(key, "logo-square")},
            "button": {"default": _image(key, "button"), "hover": _image(key, "button-hover")},
            "sourceId": str(uuid.uuid5(uuid.NAMESPACE_OID, key)),
        }
    )


def start(_state: State, call: Call) -> Answer:
    """Give an address of the flow. Each holds a password that works once, so no two are the same."""
    query = {"otp": uuid.uuid4().hex, **call.query}
    keys = "/".join(quote(call.values[name], safe="") for name in ("commerce_key", "accounting_key"))
    return answer({"url": f"https://sync-flow.codat.io/{keys}/start?{urlencode(query)}"})


def _image(key: str, name: str) -> Record:
    return {"image": {"src": f"https://static.codat.io/public/{key}/{name}.png", "alt": f"{key} {name}"}}


def _locale(call: Call) -> str:
    return call.query.get("locale", "en-us").lower()


def _usual(state: State, call: Call) -> Record:
    found = state.collection(NOBODY, "usual texts").get(_locale(call))
    if found is None:
        raise Problem(400, f"There are no texts in {_locale(call)!r}.")
    return found


def _own(state: State, call: Call) -> Record:
    return state.collection(NOBODY, "own texts").setdefault(_locale(call), {})
