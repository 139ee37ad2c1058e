"""The layout of generated text: docstrings, wrapping, imports, and the order of names that the linter checks."""

from __future__ import annotations

import re
import sys
import textwrap
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from codegen.ir import SubSdk

WIDTH = 120


def docstring(text: str, indent: int = 4) -> str:
    """Format text as a docstring: one line if it fits, else the first sentence, a blank line and the rest."""
    pad = " " * indent
    text = safe(text)
    if len(text) + indent + 6 <= WIDTH:
        return f'"""{text}"""'
    first, rest = first_sentence(text)
    if len(first) + indent + 3 > WIDTH or not rest:
        return f'"""{_wrapped(text, indent, 10)}\n{pad}"""'
    return f'"""{first}\n\n{pad}{_wrapped(rest, indent)}\n{pad}"""'


def wrapped(text: str, indent: int = 4, taken: int = 0) -> str:
    """Wrap the text of a docstring at the line width. Every line but the first is indented."""
    return _wrapped(safe(text), indent, taken)


def safe(text: str) -> str:
    """Escape text so that it cannot end the docstring around it or change its meaning."""
    text = text.replace("\\", "\\\\").replace('"""', '\\"\\"\\"')
    return text[:-1] + '\\"' if text.endswith('"') else text


def _wrapped(text: str, indent: int = 4, taken: int = 0) -> str:
    pad = " " * indent
    lines = textwrap.wrap(
        text,
        WIDTH,
        initial_indent=" " * (indent + taken),
        subsequent_indent=pad,
        break_long_words=False,
        break_on_hyphens=False,
    )
    return "\n".join(lines).strip()


def folder(sub_sdk: SubSdk) -> str:
    """Return the folder below `docs/sdks/` that holds the page of a sub-SDK."""
    return sub_sdk.name.replace("_", "")


def lazy_package(title: str, rows: list[tuple[str, str, str]]) -> dict[str, Any]:
    """Return the values for the template of a lazy package: where each name is, and the imports for type checkers."""
    groups: dict[str, list[tuple[str, str, str]]] = {"standard library": [], "third party": [], "own": []}
    for name, module, attribute in rows:
        is_standard = module in sys.stdlib_module_names
        group = "own" if module.startswith(".") else "standard library" if is_standard else "third party"
        groups[group].append((module, name, attribute))
    imports: list[str] = []
    for some in groups.values():
        lines = [
            line for module in sorted({row[0] for row in some}, key=_natural) for line in imports_from(module, some)
        ]
        imports += [*([""] if imports and lines else []), *lines]
    return {"title": title, "rows": sorted(rows, key=lambda row: constants_first(row[0])), "imports": imports}


def imports_from(module: str, rows: list[tuple[str, str, str]]) -> list[str]:
    """Format the imports from one module: names that are kept in one statement, each alias in its own."""
    plain = sorted(
        (name for origin, name, attribute in rows if (origin, name) == (module, attribute)), key=constants_first
    )
    aliased = sorted((attribute, name) for origin, name, attribute in rows if origin == module and name != attribute)
    line = f"from {module} import {', '.join(plain)}"
    if len(line) + 4 > WIDTH:
        lines = [f"from {module} import (", *(f"    {name}," for name in plain), ")"]
    else:
        lines = [line] if plain else []
    for attribute, name in aliased:
        line = f"from {module} import {attribute} as {name}"
        lines += [line] if len(line) + 4 <= WIDTH else [f"from {module} import (", f"    {attribute} as {name},", ")"]
    return lines


def as_exported(name: str) -> tuple[int, list[str | int]]:
    """Return the sort key for `__all__` of a package: constants, then classes, then the rest."""
    return (0 if name.isupper() else 1 if name[0].isupper() else 2), _natural(name)


def constants_first(name: str) -> tuple[bool, list[str | int]]:
    """Return the sort key for imported names: constants first, numbers by their value."""
    return not name.isupper(), _natural(name)


def _natural(text: str) -> list[str | int]:
    return [int(part) if part.isdigit() else part for part in re.split(r"(\d+)", text)]


def first_sentence(text: str) -> tuple[str, str]:
    """Split text after its first sentence."""
    first, dot, rest = text.partition(". ")
    return first + dot.strip(), rest
