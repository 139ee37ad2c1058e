"""The files of the description: loaded once, and every problem that is found in them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from .loading import load

if TYPE_CHECKING:
    from pathlib import Path


class DescriptionError(Exception):
    """The description cannot be generated from. The text lists every problem."""


class Documents:
    """The files below a folder, and every problem found in them."""

    def __init__(self, folder: Path, problems: set[str]) -> None:
        """Load nothing yet."""
        self.folder = folder
        self.problems = problems
        self.said: set[tuple[str, str, str]] = set()
        """Every description that was asked for: its document, what it describes, and its text."""
        self.gaps = False
        """Whether a part could not be read, so that what only it leads to was never seen."""
        self._files: list[str] = []
        self._loaded: dict[str, dict[str, Any] | None] = {}

    def document(self, name: str) -> dict[str, Any] | None:
        """Give a file by its path from the folder, or None where it cannot be read, which is told once."""
        if name not in self._loaded:
            self._loaded[name] = load(self.folder / name, name, self.problems)
            self.gaps = self.gaps or self._loaded[name] is None
        return self._loaded[name]

    def lose(self, problem: str) -> None:
        """Take a problem for which a part is left unread."""
        self.problems.add(problem)
        self.gaps = True

    def absent(self, name: str) -> bool:
        """Whether a name that was not found is a problem of its own.

        It is none where a part could not be read and the name stands in some file: it may belong to that part.
        """
        if self.gaps and not self._files:
            self._files = [path.read_text("utf-8", "replace") for path in self.folder.rglob("*.yaml")]
        stands = re.compile(rf"""(?<![^\s'"/[{{,]){re.escape(name)}(?=['"]?([\s:,}}\]]|$))""")
        return not any(stands.search(one) for one in self._files)


def text(value: str) -> str:
    """Fold a text of the description into one line."""
    return " ".join(value.split())
