"""Make text safe to show on a terminal."""

from __future__ import annotations


def printable(text: str) -> str:
    """Return a text as one line that cannot control a terminal, whoever wrote it."""
    return "".join(char if char.isprintable() else "?" for char in " ".join(text.split()))


def counted(count: int, word: str) -> str:
    """Return a number with its word, as in `1 record` and `2 records`."""
    return f"{count:,} {word}" if count == 1 else f"{count:,} {word}s"
