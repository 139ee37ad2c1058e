"""The order of constructor arguments: published arguments keep their position, and new ones come last.

The files in the project define the order. To change it on purpose, delete the file first.
"""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


def check_arguments(root: Path, files: dict[str, str]) -> Iterator[str]:
    """Report existing model classes whose arguments would move."""
    for path, text in files.items():
        if "/models/" not in path or not path.endswith(".py") or not (root / path).is_file():
            continue
        new_classes = _classes(text)
        for name, old_arguments in _classes((root / path).read_text(encoding="utf-8")).items():
            arguments = new_classes.get(name, [])
            kept = [argument for argument in old_arguments if argument in arguments]
            moved = next((pair for pair in zip(arguments, kept, strict=False) if pair[0] != pair[1]), None)
            if moved:
                new, old = moved
                yield f"{path}: {name}: {new} would take the position of {old}: list it under added_fields in gen.yaml"


def _classes(text: str) -> dict[str, list[str]]:
    """Return the positional arguments of each class. `extra` is passed by keyword."""
    try:
        classes = [node for node in ast.parse(text).body if isinstance(node, ast.ClassDef)]
    except SyntaxError:
        return {}
    return {
        class_.name: [
            node.target.id
            for node in class_.body
            if isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name) and node.target.id != "extra"
        ]
        for class_ in classes
    }
