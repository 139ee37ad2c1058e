"""Whether a tool stands between requests and the network: a mock or a recorder in a test, or a tracer.

Such tools replace functions of requests or urllib3. A function counts as replaced unless it is defined in the module
that it belongs to. While one is, calls go through a Session, so that the tool sees them. Proved with `responses`,
`requests_mock`, `vcrpy`, `opentelemetry-instrumentation-requests`, `sentry-sdk` and `pytest-socket`; those that act on
`http.client` or on sockets see calls of the client's own connections as well.
"""

from __future__ import annotations

import sys
from types import FunctionType
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from types import ModuleType

SESSION_METHODS = ("request", "send", "get_adapter", "prepare_request", "merge_environment_settings")
"""The methods by which a `requests.Session` sends."""


def replaced_session_methods() -> set[str]:
    """Return the sending methods that are replaced for every Session."""
    sessions = sys.modules.get("requests.sessions")
    # Another thread may be importing the module right now: nothing of it is replaced then.
    kind = getattr(sessions, "Session", None)
    if sessions is None or kind is None:
        return set()
    methods = [(name, getattr(kind, name)) for name in SESSION_METHODS]
    # As `_is_defined_in`, without a function call for each, because every request passes here.
    own = vars(sessions)
    return {name for name, method in methods if type(method) is not FunctionType or method.__globals__ is not own}


def is_adapter_replaced() -> bool:
    """Return whether the sending method of every HTTPAdapter, or the connections below it, are replaced."""
    adapters: Any = sys.modules.get("requests.adapters")
    if hasattr(adapters, "HTTPAdapter") and not _is_defined_in(adapters, adapters.HTTPAdapter.send):
        return True
    pools: Any = sys.modules.get("urllib3.connectionpool")
    if not hasattr(pools, "HTTPSConnectionPool"):
        return False
    connection = sys.modules["urllib3.connection"]
    kinds = (pools.HTTPConnectionPool.ConnectionCls, pools.HTTPSConnectionPool.ConnectionCls)
    return not all(_is_defined_in(connection, kind.connect) for kind in kinds)


def _is_defined_in(module: ModuleType, function: object) -> bool:
    # A wrapper may have the name and attributes of what it wraps, but not its type and its globals at once.
    return type(function) is FunctionType and function.__globals__ is vars(module)
