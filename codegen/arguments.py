"""The order of arguments: what users may give by position stays in its place, and what is new comes last.

The files that are there say what the order is. Whoever must change it all the same removes the file first.
"""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


def check_arguments(root: Path, files: dict[str, str]) -> Iterator[str]:
    """Tell classes of models, that are there, whose arguments would move."""
    for path, text in files.items():
        if "/models/" not in path or not path.endswith(".py") or not (root / path).is_file():
            continue
        after = _classes(text)
        for name, arguments in _classes((root / path).read_text(encoding="utf-8")).items():
            there = after.get(name, [])
            kept = [one for one in arguments if one in there]
            moved = next((pair for pair in zip(there, kept, strict=False) if pair[0] != pair[1]), None)
            if moved:
                new, old = moved
                yield f"{path}: {name}: {new} would take the place of {old}: in gen.yaml, what is new goes under gained"


def _classes(text: str) -> dict[str, list[str]]:
    """Give the arguments of each class, besides `extra`, which is given by name."""
    try:
        found = [one for one in ast.parse(text).body if isinstance(one, ast.ClassDef)]
    except SyntaxError:
        return {}
    return {
        one.name: [
            slot.target.id
            for slot in one.body
            if isinstance(slot, ast.AnnAssign) and isinstance(slot.target, ast.Name) and slot.target.id != "extra"
        ]
        for one in found
    }
