"""What the owner of a `requests.Session` has set or replaced in it: its methods, its adapters and their settings."""

from __future__ import annotations

from typing import Any

import requests
from requests.adapters import BaseAdapter, HTTPAdapter
from urllib3 import PoolManager

from .interception import SESSION_METHODS

_inherited: list[object] = []
"""Connections of a parent process. They are kept, because dropping them could wait for a lock held only there."""


def own_methods(session: requests.Session) -> set[str]:
    """Return the sending methods that a Session, or its class, has in place of those of requests."""
    kind = type(session)
    replaced = vars(session).keys() & SESSION_METHODS
    if kind is not requests.Session:
        replaced |= {name for name in SESSION_METHODS if getattr(kind, name) is not getattr(requests.Session, name)}
    return replaced


def adapter_for(session: requests.Session, url: str) -> BaseAdapter | None:
    """Return the adapter that a Session has for an address, or None."""
    try:
        return session.get_adapter(url=url)
    except requests.exceptions.InvalidSchema:
        return None


def is_usual(adapter: BaseAdapter | None) -> bool:
    """Return whether an adapter is as every Session has it."""
    return type(adapter) is HTTPAdapter and _settings(adapter) == _USUAL


def may_repeat(adapter: BaseAdapter | None) -> bool:
    """Return whether an adapter may send a request more than once."""
    if not isinstance(adapter, HTTPAdapter) or type(adapter).send is not HTTPAdapter.send or "send" in vars(adapter):
        return adapter is not None
    return bool(getattr(adapter.max_retries, "__dict__", None) != _NO_RETRIES)


def _settings(adapter: HTTPAdapter) -> tuple[object, ...]:
    """Return what the owner of an adapter may have set or replaced."""
    simple = {name: value for name, value in vars(adapter).items() if name not in _STATE}
    manager: object = adapter.poolmanager
    return simple, type(manager), adapter.poolmanager.connection_pool_kw, getattr(adapter.max_retries, "__dict__", None)


_STATE = frozenset({"poolmanager", "proxy_manager", "max_retries"})
_USUAL = _settings(HTTPAdapter())
_NO_RETRIES = _USUAL[-1]


def leave_connections_to_parent(session: Any) -> None:
    """Let the adapters of a Session open connections of their own after a fork.

    Those of the parent would bring its responses. urllib3 has no way to let go of them without closing each.
    """
    for adapter in getattr(session, "adapters", {}).values():
        for manager in [getattr(adapter, "poolmanager", None), *getattr(adapter, "proxy_manager", {}).values()]:
            if isinstance(manager, PoolManager):
                pools = manager.pools
                _inherited.append(pools)
                manager.pools = type(pools)()
