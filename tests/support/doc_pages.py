"""The Markdown pages of the project: their code blocks, links, headings and tables."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]

_FENCE = re.compile(r"^```(.*)$")
_LINK = re.compile(r"\]\(([^()\s]+)\)")
_CODE = re.compile(r"`[^`]*`")
_HEADING = re.compile(r"^#{1,6} (.+)$")
_NOT_IN_ANCHORS = re.compile(r"[^\w\- ]")


@dataclass(frozen=True)
class Block:
    """One fenced block: where its first line stands, its language, its text."""

    line: int
    language: str
    text: str


@dataclass(frozen=True)
class Page:
    """One page."""

    path: Path

    @property
    def name(self) -> str:
        return self.path.relative_to(ROOT).as_posix()

    @cached_property
    def text(self) -> str:
        return self.path.read_text(encoding="utf-8")

    @cached_property
    def blocks(self) -> list[Block]:
        found: list[Block] = []
        opened: tuple[int, str] | None = None
        lines: list[str] = []
        for number, line in enumerate(self.text.splitlines(), 1):
            fence = _FENCE.match(line)
            if fence and opened is None:
                opened, lines = (number + 1, fence[1]), []
            elif fence and opened:
                found.append(Block(opened[0], opened[1], "\n".join(lines) + "\n"))
                opened = None
            else:
                lines.append(line)
        assert opened is None, f"{self.name}: the block at line {opened} has no end"
        return found

    @cached_property
    def prose(self) -> list[tuple[int, str]]:
        """Every line outside the blocks, with its number."""
        found: list[tuple[int, str]] = []
        inside = False
        for number, line in enumerate(self.text.splitlines(), 1):
            if line.startswith("```"):
                inside = not inside
            elif not inside:
                found.append((number, line))
        return found

    @property
    def links(self) -> list[tuple[int, str]]:
        """Every target within the project, with its line."""
        every = [(number, target) for number, line in self.prose for target in _LINK.findall(_CODE.sub("``", line))]
        return [(number, target) for number, target in every if not re.match(r"[a-z]+:", target)]

    @cached_property
    def anchors(self) -> set[str]:
        """What `#` can lead to: headings, lower-case, a number behind those that come again."""
        found: set[str] = set()
        for _, line in self.prose:
            heading = _HEADING.match(line)
            if heading:
                slug = _NOT_IN_ANCHORS.sub("", heading[1].strip().lower()).replace(" ", "-")
                again = sum(1 for one in found if re.fullmatch(rf"{re.escape(slug)}(-\d+)?", one))
                found.add(f"{slug}-{again}" if again else slug)
        return found


@cache
def pages() -> list[Page]:
    """Return every page of the project, also those that are generated."""
    found = [*ROOT.glob("*.md"), *ROOT.glob("benchmarks/*.md"), *ROOT.glob("docs/**/*.md")]
    return [Page(path) for path in sorted(found)]
