"""First calls of many threads at once, while one of them still imports `requests`."""

from __future__ import annotations

import sys
from types import ModuleType

import pytest

from codatsynccommerce._runtime.http.interception import is_adapter_replaced, replaced_session_methods


@pytest.fixture(params=["requests.sessions", "requests.adapters", "urllib3.connectionpool"])
def importing(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    """Let a module look as it does while another thread is importing it."""
    monkeypatch.setitem(sys.modules, request.param, ModuleType(request.param))
    return str(request.param)


@pytest.mark.usefixtures("importing")
def test_half_imported_module_is_not_replaced() -> None:
    assert not replaced_session_methods()
    assert not is_adapter_replaced()
