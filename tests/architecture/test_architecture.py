"""The layers of the package and of the generator, read from every import: type-only and late ones count too.

A module imports from its own layer and from lower ones, and no imports form a circle. ARCHITECTURE.md draws the layers.
"""

from __future__ import annotations

import ast
from dataclasses import dataclass
from functools import cache
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PACKAGE = "codatsynccommerce"

LAYERS = {
    # The first name that fits counts: the whole module, or a package that holds it.
    PACKAGE: {
        "_runtime": 0,
        "_version": 0,
        "_servers": 0,
        "models": 1,
        "utils": 1,
        "queries": 2,
        "_progress": 2,
        "_pushes": 2,
        "_client": 3,
        "sdk": 5,
        "_sub_sdks": 4,
        "aio": 5,
        "webhooks": 2,
        "bulk": 6,
        "sandbox": 6,
        "telemetry": 6,
        "cli": 7,
        "__main__": 8,
        "": 8,
    },
    "codegen": {
        "ir": 0,
        "names": 0,
        "problems": 0,
        "spec": 1,
        "parse": 2,
        "render": 3,
        "compare": 3,
        "__main__": 4,
        "": 0,
    },
}
SUB_SDK_LAYER = 3

SEPARATE_COMPONENTS = {
    # Components of one layer that do not import one another, as (package, importing component, imported component).
    (PACKAGE, "bulk", "sandbox"),
    (PACKAGE, "sandbox", "bulk"),
    (PACKAGE, "models", "utils"),
}


@dataclass(frozen=True)
class Import:
    """An import of one own module by another."""

    module: str
    imported: str


@cache
def modules(package: str) -> dict[str, Path]:
    """Return the file of every module of a package."""
    folder = ROOT / "src" / package if (ROOT / "src" / package).is_dir() else ROOT / package
    found: dict[str, Path] = {}
    for path in folder.rglob("*.py"):
        name = ".".join([package, *path.relative_to(folder).with_suffix("").parts])
        found[name.removesuffix(".__init__")] = path
    return found


@cache
def imports(package: str) -> frozenset[Import]:
    """Return every import of the package's own modules in it, wherever it stands in a file."""
    return frozenset(
        Import(module, imported)
        for module, path in modules(package).items()
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        for imported in imported_modules(package, module, path, node)
        if imported != module
    )


def imported_modules(package: str, module: str, path: Path, node: ast.AST) -> set[str]:
    """Return the package's own modules that a statement imports."""
    if isinstance(node, ast.Import):
        return {own for alias in node.names if (own := known(package, alias.name))}
    if not isinstance(node, ast.ImportFrom):
        return set()
    source = node.module or ""
    if node.level:
        parts = module.split(".") if path.name == "__init__.py" else module.split(".")[:-1]
        source = ".".join([*parts[: len(parts) - node.level + 1], *([node.module] if node.module else [])])
    return {own for alias in node.names if (own := known(package, f"{source}.{alias.name}") or known(package, source))}


def known(package: str, name: str) -> str | None:
    return name if name in modules(package) else None


def component(module: str) -> str:
    """Return the first part of a module below its package."""
    return module.partition(".")[2].partition(".")[0]


def layer(module: str) -> int:
    """Return the layer of a module."""
    return LAYERS[module.partition(".")[0]].get(component(module), SUB_SDK_LAYER)


def violations(package: str) -> set[tuple[str, str]]:
    """Return the imports that lead upwards, or to a component on the same layer that must stay apart."""
    return {
        (each.module, each.imported)
        for each in imports(package)
        if layer(each.imported) > layer(each.module)
        or (package, component(each.module), component(each.imported)) in SEPARATE_COMPONENTS
    }


def circle(package: str) -> list[str]:
    """Return modules of which each imports the next and the last imports the first, or an empty list."""
    graph: dict[str, set[str]] = {module: set() for module in modules(package)}
    for each in imports(package):
        graph[each.module].add(each.imported)
    try:
        TopologicalSorter(graph).prepare()
    except CycleError as error:
        return list(error.args[1])
    return []


@pytest.mark.parametrize("package", [PACKAGE, "codegen"])
def test_no_import_leads_upwards(package: str) -> None:
    assert violations(package) == set()


@pytest.mark.parametrize("package", [PACKAGE, "codegen"])
def test_no_imports_form_a_circle(package: str) -> None:
    assert circle(package) == []


def test_runtime_imports_nothing_of_the_package() -> None:
    outside = {
        (each.module, each.imported)
        for each in imports(PACKAGE)
        if component(each.module) == "_runtime" and component(each.imported) not in ("_runtime", "_version")
    }
    assert outside == set()


def test_models_import_only_the_runtime() -> None:
    outside = {
        (each.module, each.imported)
        for each in imports(PACKAGE)
        if component(each.module) == "models" and component(each.imported) not in ("_runtime", "models")
    }
    assert outside == set()


def test_imports_are_read_wherever_they_stand() -> None:
    assert Import(f"{PACKAGE}.sdk", f"{PACKAGE}._client") in imports(PACKAGE)
    assert Import(f"{PACKAGE}.models", f"{PACKAGE}.models.shared") in imports(PACKAGE)  # for type checkers only
    assert Import(f"{PACKAGE}._runtime.models", f"{PACKAGE}._runtime.notebook") in imports(PACKAGE)  # inside a function
