"""Private names of other libraries are used only where ARCHITECTURE.md says, each with its reason."""

from __future__ import annotations

import ast
import re
from pathlib import Path

ROOT = Path(__file__).parent.parent.parent
FOLDER = ROOT / "src" / "codatsynccommerce" / "_runtime" / "http"
PRIVATE = re.compile(r"_[a-z]\w*")
NO_PRIVATE_NAMES = {"_replace", "_proxy"}
"""A public method of NamedTuple, and the end of the name of an environment variable."""


def own_names(tree: ast.Module) -> set[str]:
    """Return the private names that a module defines: functions, classes and attributes."""
    names: set[str] = set()
    for node in ast.walk(tree):
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)):
            names.add(node.name)
        if isinstance(node, ast.AnnAssign):
            names.add(ast.unparse(node.target).removeprefix("self."))
        if isinstance(node, ast.Assign):
            for target in node.targets:
                names |= {ast.unparse(target).removeprefix("self.")}
    return names


def foreign_names(path: Path) -> set[str]:
    """Return the private names in a module that it does not define, however it gets at them."""
    tree = _WithoutSlots().visit(ast.parse(path.read_text("utf-8")))
    own = own_names(tree)
    names: set[str] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute):
            is_inherited = ast.unparse(node.value) == "super()"
            names |= {node.attr} if is_inherited or node.attr not in own else set()
        elif isinstance(node, ast.Constant) and isinstance(node.value, str):
            names.add(node.value)
        elif isinstance(node, ast.keyword) and node.arg:
            names |= {node.arg} - own
        elif isinstance(node, ast.ImportFrom) and node.level == 0:
            names |= {*(node.module or "").split("."), *(alias.name for alias in node.names)} - {"_typeshed"}
    return {name for name in names if PRIVATE.fullmatch(name)} - NO_PRIVATE_NAMES


class _WithoutSlots(ast.NodeTransformer):
    """Drops the lists of a class's own attributes."""

    def visit_Assign(self, node: ast.Assign) -> ast.Assign | None:
        return None if ast.unparse(node.targets[0]) == "__slots__" else node


def test_private_names_are_those_of_the_table() -> None:
    used = {(name, path.name) for path in FOLDER.glob("*.py") for name in foreign_names(path)}
    table = {
        (name, file)
        for names, _, files, _ in re.findall(r"^\| (.+) \| (.+) \| (.+) \| (.+) \|$", page(), re.MULTILINE)
        for name in re.findall(r"`(_\w+)`", names)
        for file in re.findall(r"`(\w+\.py)`", files)
    }
    assert used == table


def page() -> str:
    return (ROOT / "ARCHITECTURE.md").read_text("utf-8")
