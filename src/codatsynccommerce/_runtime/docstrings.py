"""Documentation of classes that is built when it is first read.

The text of a field stands once in the source, as a string below the field, where editors find it. `help()` and
`inspect.getdoc` read `__doc__`, so that is built from the source on first use, with a section `Arguments:`.
"""

from __future__ import annotations

import ast
import inspect
import sys
from dataclasses import fields, is_dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, Any, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable

F = TypeVar("F", bound="Callable[..., object]")


class FieldDocs:
    """The `__doc__` of a dataclass: its summary and the text of its fields."""

    def __init__(self, owner: type, summary: str) -> None:
        """Keep what the documentation is built from.

        Arguments:
            owner: The dataclass.
            summary: Its docstring.
        """
        self._owner = owner
        self._summary = summary
        self._text: str | None = None

    def __get__(self, _instance: object, _owner: type | None = None) -> str:
        """Return the documentation."""
        if "__match_args__" not in vars(self._owner):
            return self._summary  # `@dataclass` is still building the class, and asks whether there is a docstring.
        if self._text is None:
            self._text = _documentation(self._owner, self._summary)
        return self._text


def document_fields(owner: type) -> None:
    """Extend the docstring of a dataclass with the text of its fields, once it is read."""
    summary = vars(owner).get("__doc__")
    if isinstance(summary, str):
        # The type says str, and a descriptor that returns one is what Python asks for it.
        documented: Any = owner
        documented.__doc__ = FieldDocs(owner, summary)


def _documentation(owner: type, summary: str) -> str:
    texts: dict[str, str] = {}
    for base in reversed(owner.__mro__):
        texts |= _field_texts(base) if is_dataclass(base) else {}
    documented: Any = owner
    rows = [f"    {field.name}: {texts[field.name]}" for field in fields(documented) if field.name in texts]
    return "\n".join([inspect.cleandoc(summary), "", "Arguments:", *rows]) if rows else summary


def _field_texts(owner: type) -> dict[str, str]:
    """Return the string below each field in the source of a class, empty without a source."""
    module = sys.modules.get(owner.__module__)
    try:
        tree = ast.parse(inspect.getsource(module)) if module else ast.Module([], [])
    except (OSError, SyntaxError, TypeError):
        return {}
    body: list[ast.stmt] = []
    for node in tree.body:
        if isinstance(node, ast.ClassDef) and node.name == owner.__name__:
            body = node.body
    return {
        node.target.id: " ".join(below.value.value.split())
        for node, below in pairwise(body)
        if isinstance(node, ast.AnnAssign)
        and isinstance(node.target, ast.Name)
        and isinstance(below, ast.Expr)
        and isinstance(below.value, ast.Constant)
        and isinstance(below.value.value, str)
    }


def same_doc(original: Callable[..., object]) -> Callable[[F], F]:
    """Return a decorator that gives a function the docstring of another: `help()` then shows it whole."""

    def decorate(function: F) -> F:
        function.__doc__ = original.__doc__
        return function

    return decorate
