"""Every operation says what became of it: in its docstring, on its page, and in one table of all."""

from __future__ import annotations

import inspect
from pathlib import Path
from typing import Any

import pytest
from support import calls, description
from support.for_each import for_each

from codatsynccommerce import CodatSyncCommerce
from codatsynccommerce.models import errors, operations, shared
from codatsynccommerce.utils import RetryConfig

OPERATIONS = calls.all_operations()
AVAILABILITY: dict[str, dict[str, Any]] = {
    name: each.at.value.get("x-availability", {}) for name, each in description.operations().items()
}
DEPRECATED = {name for name, each in description.operations().items() if each.at.value.get("deprecated")}
PAGE = (Path(__file__).parents[2] / "docs" / "what-still-works.md").read_text(encoding="utf-8")


def method_of(name: str) -> tuple[str, Any]:
    client = CodatSyncCommerce(lambda: shared.Security("Basic a2V5"))
    sub_sdk, method = calls.places()[f"operations.{OPERATIONS[name].response.__name__}"]
    return f"{sub_sdk}.{method}", getattr(getattr(client, sub_sdk), method)


@for_each("name", sorted(OPERATIONS))
def test_every_operation_has_a_row(name: str) -> None:
    call, method = method_of(name)
    (row,) = [line for line in PAGE.splitlines() if line.startswith(f"| [`{call}`]")]
    homes = AVAILABILITY[name]["livesOnIn"]
    assert f"| {', '.join(homes) or 'nowhere'} |" in row
    assert ("Still available in " + ", ".join(homes) if homes else "Sync for Commerce v1 only.") in (
        " ".join((inspect.getdoc(method) or "").split())
    )
    assert (name in DEPRECATED) == (not homes)


@pytest.mark.parametrize("name", sorted(DEPRECATED))
def test_deprecated_operation_names_its_successor(name: str) -> None:
    _, method = method_of(name)
    successor, _ = method_of(AVAILABILITY[name]["successor"])
    assert method.__deprecated__ == f"{name} belongs to Sync for Commerce v1 only; use s.{successor}"


def unreachable() -> CodatSyncCommerce:
    """Return a client whose calls fail at once."""
    once = RetryConfig("none", None)
    return CodatSyncCommerce(lambda: shared.Security("Basic a2V5"), server_url="http://127.0.0.1:9", retry_config=once)


def test_deprecated_call_warns_the_caller() -> None:
    client = unreachable()
    with pytest.warns(DeprecationWarning, match=r"use s\.platform_companies\.list_companies") as caught:  # noqa: SIM117
        with pytest.raises(Exception, match=r"refused|page"):
            list(client.company_management.iter_companies(operations.ListCompaniesRequest(page=0)))
    assert caught[0].filename == __file__


def test_deprecated_iterator_warns_once() -> None:
    client = unreachable()
    with pytest.warns(DeprecationWarning, match="list-companies") as caught:  # noqa: SIM117
        with pytest.raises(errors.APIConnectionError):
            list(client.company_management.iter_companies(timeout=1))
    assert [(warning.filename, warning.category) for warning in caught] == [(__file__, DeprecationWarning)]
