"""The pages of the documentation hold together: links lead somewhere, tables are plain, nothing is left out."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import Any

import pytest
from support.doc_pages import ROOT, pages

from codatsynccommerce import utils
from codatsynccommerce.models import operations, shared

PAGES = {page.path: page for page in pages()}


def _classes(package: Any, folder: str) -> list[tuple[str, str]]:
    """Return the classes of a package that are ours, with the page that each should have."""
    named = [(name, getattr(package, name)) for name in package.__all__]
    return [
        (name, f"docs/models/{folder}/{one.__name__.lower()}.md")
        for name, one in named
        if isinstance(one, type) and one.__module__.startswith("codatsynccommerce.")
    ]


def _linked(name: str) -> set[Path]:
    page = PAGES[ROOT / name]
    return {(page.path.parent / target.partition("#")[0]).resolve() for _, target in page.links}


def test_every_link_has_a_target() -> None:
    broken: list[str] = []
    for page in PAGES.values():
        for line, target in page.links:
            file, _, anchor = target.partition("#")
            path = (page.path.parent / file).resolve() if file else page.path
            known = path.is_file() and (not anchor or (path in PAGES and anchor in PAGES[path].anchors))
            if not known or ROOT not in path.parents:
                broken.append(f"{page.name}:{line}: {target}")
    assert broken == []


def test_tables_have_no_padding() -> None:
    padded = [
        f"{page.name}:{line}"
        for page in PAGES.values()
        for line, text in page.prose
        if text.startswith("|") and ("  " in text or text != text.strip() or "----" in text)
    ]
    assert padded == []


def test_every_page_has_title_and_sentence() -> None:
    strange: list[str] = []
    for page in PAGES.values():
        titles = [line for line, text in page.prose if text.startswith("# ")]
        lines = page.text.splitlines()
        if titles != [1] or lines[1] or not lines[2] or lines[2][0] in "#|-*<":
            strange.append(page.name)
    assert strange == []


def test_no_page_names_a_place_on_this_machine() -> None:
    places = {f"{place}/" for place in (ROOT, Path.home(), tempfile.gettempdir())}
    assert [(page.name, place) for page in PAGES.values() for place in places if place in page.text] == []


@pytest.mark.parametrize("folder", ["shared", "operations", "utils"])
def test_every_class_has_its_page(folder: str) -> None:
    classes = _classes({"shared": shared, "operations": operations, "utils": utils}[folder], folder)
    assert classes
    assert [name for name, path in classes if not (ROOT / path).is_file()] == []


@pytest.mark.parametrize("name", ["README.md", "docs/README.md"])
def test_readme_and_index_link_every_page(name: str) -> None:
    """Both link every guide and every sub-SDK."""
    guides = {path for path, page in PAGES.items() if page.name.startswith("docs/guides/")}
    sub_sdks = {path for path, page in PAGES.items() if page.name.startswith("docs/sdks/")}
    assert guides
    assert len(sub_sdks) == 32
    assert sorted(str(path) for path in (guides | sub_sdks) - _linked(name)) == []
