"""Classes whose published name does not say what they are have a second name that does."""

from __future__ import annotations

from pathlib import Path

import yaml
from support.for_each import for_each

from codatsynccommerce.models import operations, shared

ROOT = Path(__file__).parents[2]
ALIASES: dict[str, str] = yaml.safe_load((ROOT / "gen.yaml").read_text(encoding="utf-8"))["aliases"]


@for_each(("alias", "name"), sorted(ALIASES.items()))
def test_alias_is_the_published_class(alias: str, name: str) -> None:
    package = shared if hasattr(shared, name) else operations
    assert getattr(package, alias) is getattr(package, name)
    assert {alias, name} <= set(package.__all__)
    assert getattr(package, alias).__name__ == name
    folder = package.__name__.rpartition(".")[2]
    page = (ROOT / "docs/models" / folder / f"{name.lower()}.md").read_text(encoding="utf-8")
    assert f"Also importable as `{folder}.{alias}`." in page


@for_each("name", [name for name in shared.__all__ if name.lower().endswith("items")])
def test_generic_name_has_an_alias(name: str) -> None:
    published = getattr(shared, name).__name__
    assert published in ALIASES.values()
