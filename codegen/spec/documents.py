"""The documents of the description, each loaded once, and the problems found in them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from .yaml_file import load

if TYPE_CHECKING:
    from pathlib import Path


class Documents:
    """The documents in a folder, and every problem found in them."""

    def __init__(self, folder: Path, problems: set[str]) -> None:
        """Create the collection. Documents are loaded when they are first needed.

        Arguments:
            folder: The folder of the root document.
            problems: Receives what is wrong with the description.
        """
        self.folder = folder
        self.problems = problems
        self.descriptions: set[tuple[str, str, str]] = set()
        """Every description that was read: its document, what it describes, and its text."""
        self.has_gaps = False
        """Whether a part could not be read, so that what only that part refers to is unknown."""
        self._texts: list[str] = []
        self._loaded: dict[str, dict[str, Any] | None] = {}

    def document(self, name: str) -> dict[str, Any] | None:
        """Return a document by its path from the folder, or None if it cannot be read."""
        if name not in self._loaded:
            self._loaded[name] = load(self.folder / name, name, self.problems)
            self.has_gaps = self.has_gaps or self._loaded[name] is None
        return self._loaded[name]

    def report_gap(self, problem: str) -> None:
        """Add a problem because of which a part was not read."""
        self.problems.add(problem)
        self.has_gaps = True

    def is_missing(self, name: str) -> bool:
        """Return whether a name that was not found is a problem of its own.

        It is none if a part could not be read and the name occurs in some document: that part may define it.
        """
        if self.has_gaps and not self._texts:
            self._texts = [path.read_text("utf-8", "replace") for path in self.folder.rglob("*.yaml")]
        occurrence = re.compile(rf"""(?<![^\s'"/[{{,]){re.escape(name)}(?=['"]?([\s:,}}\]]|$))""")
        return not any(occurrence.search(text) for text in self._texts)


def one_line(text: str) -> str:
    """Fold a text of the description into one line."""
    return " ".join(text.split())
