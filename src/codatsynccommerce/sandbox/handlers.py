"""Who answers what: one small function for each family of operations, and one for every plain reading."""

from __future__ import annotations

from fnmatch import fnmatchcase
from typing import TYPE_CHECKING

from . import companies, options, preferences, push, reading, refresh, sync
from .responses import Problem

if TYPE_CHECKING:
    from collections.abc import Callable

    from .responses import Answer
    from .routes import Call
    from .store import State

    Handler = Callable[[State, Call], Answer]

_HANDLERS: tuple[tuple[str, str, Handler], ...] = (
    ("POST", "*/push/*", push.create),
    ("POST", "/meta/companies/sync", companies.create),
    ("PUT", "/companies/{company_id}", companies.replace),
    ("PATCH", "/companies/{company_id}", companies.update),
    ("DELETE", "/companies/{company_id}", companies.delete),
    ("POST", "*/connections", companies.connect),
    ("PATCH", "*/connections/{connection_id}", companies.unlink),
    ("DELETE", "*/connections/{connection_id}", companies.disconnect),
    ("POST", "*/data/all", refresh.everything),
    ("POST", "*/data/info", refresh.company_info),
    ("POST", "*/data/queue/{data_type}", refresh.one),
    ("POST", "*/sync/commerce/latest", sync.latest),
    ("POST", "*/sync/commerce/historic", sync.historic),
    ("POST", "/config/companies/*", sync.configure),
    ("GET", "*/ui/text", preferences.texts),
    ("PATCH", "*/ui/text", preferences.change_texts),
    ("GET", "*/ui/accounts/platform/*", preferences.visible_accounts),
    ("POST", "*/ui/accounts/platform/*", preferences.show_accounts),
    ("GET", "*/options/{data_type}", options.model),
    ("GET", "*/branding", preferences.branding),
    ("GET", "/config/sync/commerce/*/start", preferences.start),
    ("GET", "*", reading.read),
)
"""Verb, pattern of the operation's path, and who answers. The first that fits does."""


def handle(state: State, call: Call) -> Answer:
    """Answer a call from the state.

    Raises:
        Problem: It cannot be answered.
    """
    if call.company_id:
        state.company(call.company_id)
    if "connection_id" in call.values:
        state.connection(call.company_id, call.values["connection_id"])
    for method, pattern, handler in _HANDLERS:
        if method == call.operation.method and fnmatchcase(call.operation.path, pattern):
            return handler(state, call)
    raise Problem(501, f"The sandbox does not know {call.operation.name}.")
