"""How generated text is laid out: docstrings, wrapping, imports, and the order of names that the linter checks."""

from __future__ import annotations

import re
import sys
import textwrap
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from .ir import SubSdk

WIDTH = 120


def docstring(text: str, indent: int = 4) -> str:
    """Write text as a docstring: one line where it fits, else its first sentence, a blank line and the rest."""
    pad = " " * indent
    text = safe(text)
    if len(text) + indent + 6 <= WIDTH:
        return f'"""{text}"""'
    first, rest = first_sentence(text)
    if len(first) + indent + 3 > WIDTH or not rest:
        return f'"""{_wrapped(text, indent, 10)}\n{pad}"""'
    return f'"""{first}\n\n{pad}{_wrapped(rest, indent)}\n{pad}"""'


def described(text: str, arguments: list[tuple[str, str]], indent: int = 4) -> str:
    """Write the docstring of a class that also tells what each of its arguments is."""
    if not arguments:
        return docstring(text, indent)
    pad = " " * indent
    head = docstring(text, indent).removesuffix('"""').rstrip()
    rows = [f"{pad * 2}{name}: {wrapped(words, indent * 3, len(name) + 2)}" for name, words in arguments]
    return "\n".join([head, "", f"{pad}Arguments:", *rows, f'{pad}"""'])


def wrapped(text: str, indent: int = 4, taken: int = 0) -> str:
    """Wrap text of a docstring at the line width; every line but the first is indented."""
    return _wrapped(safe(text), indent, taken)


def safe(text: str) -> str:
    """Write text so that it neither ends the docstring that it stands in nor reads as something else."""
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
    """Give the folder below `docs/sdks/` that a sub-SDK has its page in."""
    return sub_sdk.name.replace("_", "")


def lazy_package(title: str, rows: list[tuple[str, str, str]]) -> dict[str, Any]:
    """Give what the template of a lazy package takes: places by name, and the imports that type checkers see."""
    groups: dict[str, list[tuple[str, str, str]]] = {"library": [], "third party": [], "ours": []}
    for name, module, attribute in rows:
        group = "ours" if module.startswith(".") else "library" if module in sys.stdlib_module_names else "third party"
        groups[group].append((module, name, attribute))
    imports: list[str] = []
    for some in groups.values():
        lines = [line for module in sorted({row[0] for row in some}, key=_natural) for line in _imports(module, some)]
        imports += [*([""] if imports and lines else []), *lines]
    return {"title": title, "rows": sorted(rows, key=lambda row: constants_first(row[0])), "imports": imports}


def _imports(module: str, rows: list[tuple[str, str, str]]) -> list[str]:
    """Write the imports from one module: what keeps its name in one line where it fits, each alias in its own."""
    plain = sorted(
        (name for place, name, attribute in rows if (place, name) == (module, attribute)), key=constants_first
    )
    aliased = sorted((attribute, name) for place, name, attribute in rows if place == module and name != attribute)
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
    """Order `__all__` of a package as it is checked: constants, classes, then the rest."""
    return (0 if name.isupper() else 1 if name[0].isupper() else 2), _natural(name)


def constants_first(name: str) -> tuple[bool, list[str | int]]:
    """Order names as imports and `__all__` are checked: constants first, then classes, numbers by their value."""
    return not name.isupper(), _natural(name)


def _natural(text: str) -> list[str | int]:
    return [int(part) if part.isdigit() else part for part in re.split(r"(\d+)", text)]


def first_sentence(text: str) -> tuple[str, str]:
    """Split text behind its first sentence."""
    first, dot, rest = text.partition(". ")
    return first + dot.strip(), rest
