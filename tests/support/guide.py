"""The programs of the guide to many machines, each in a file as its reader would write it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .doc_pages import pages

if TYPE_CHECKING:
    from pathlib import Path

GUIDE = "docs/guides/scale.md"
FILES = {
    "tasks.py": "from celery import",
    "with_dask.py": "from distributed import",
    "worker.py": "def main(names",
    "status.py": "bulk.status(",
    "unknown.py": ".unknown_records()",
    "remove.py": "bulk.remove(",
}
"""By the name of its file: what only this program of the guide holds. The first program is `fill.py`."""


def programs() -> dict[str, str]:
    """Return the programs of the guide by the name of a file. A program that no test knows is an error."""
    (page,) = [page for page in pages() if page.name == GUIDE]
    first, *others = [block.text for block in page.blocks if block.language == "python"]
    found = {name: text for name, mark in FILES.items() for text in others if mark in text}
    assert sorted(found.values()) == sorted(others)
    return {"fill.py": first, **found}


def write_programs(folder: Path) -> Path:
    """Write the programs into a folder, and return it."""
    for name, text in programs().items():
        (folder / name).write_text(text, encoding="utf-8")
    return folder
