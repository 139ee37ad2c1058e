"""The text of a field stands once in its file, and editors, `help()` and `inspect` all show it."""

from __future__ import annotations

import inspect
import pydoc
import sys
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any, Optional

import pytest
from support import projects

from codatsynccommerce._runtime.models import Model
from codatsynccommerce.models import operations, shared
from codegen.__main__ import generate

PLAIN: Any = getattr(pydoc, "plaintext")  # noqa: B009 - the stubs do not know it


def test_field_text_stands_once(tmp_path: Path) -> None:
    files = generate(projects.golden(tmp_path))
    assert files["src/shop/models/shared/order.py"].count("Rate to the currency of the shop.") == 1
    assert files["src/shop/models/operations/list_orders.py"].count("Orders in a page.") == 1
    assert "Orders in a page." not in files["src/shop/orders.py"]


@pytest.mark.parametrize("kind", [shared.Connection, operations.ListCompaniesRequest])
def test_help_shows_every_field(kind: type) -> None:
    shown = " ".join(pydoc.render_doc(kind, renderer=PLAIN).replace("|", " ").split())
    source = Path(inspect.getsourcefile(kind) or "").read_text(encoding="utf-8")
    for field in fields(kind):
        text = source.partition(f"    {field.name}: ")[2].split('"""')[1]
        assert f"{field.name}: {' '.join(text.split())}" in shown


def test_response_help_includes_common_fields() -> None:
    text = inspect.getdoc(operations.ListCompaniesResponse) or ""
    assert text.startswith("The response of `list_companies`.\n\nArguments:\n    content_type: The Content-Type header")
    assert "\n    companies: One page of companies" in text


def test_documentation_is_built_on_first_use(monkeypatch: pytest.MonkeyPatch) -> None:
    calls: list[object] = []

    def source(module: object) -> str:
        calls.append(module)
        return ""

    monkeypatch.setattr(inspect, "getsource", source)

    @dataclass
    class Lazy(Model):
        """A model."""

        size: Optional[int] = None
        """Size."""

    assert calls == []
    assert Lazy.__doc__ == Lazy().__doc__ == "A model."
    assert calls == [sys.modules[__name__]]


def test_subclass_has_its_own_documentation() -> None:
    @dataclass
    class Own(shared.Weblink):
        """Mine."""

    @dataclass
    class Plain(shared.Weblink):
        pass

    assert (Own.__doc__ or "").startswith("Mine.\n\nArguments:\n    type: ")
    assert (Plain.__doc__ or "").startswith("Plain(")
