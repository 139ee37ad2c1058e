"""The files of the description: loaded once, references followed from where they stand, problems collected."""

from __future__ import annotations

import posixpath
from decimal import Decimal
from typing import TYPE_CHECKING, Any, cast

import yaml

if TYPE_CHECKING:
    from pathlib import Path


class DescriptionError(Exception):
    """The description cannot be generated from. The text lists every problem."""


class _ExactLoader(yaml.SafeLoader):
    """Reads fractions as Decimal, for amounts in examples are amounts."""


_ExactLoader.add_constructor("tag:yaml.org,2002:float", lambda _loader, node: Decimal(str(node.value)))


class Documents:
    """The files below a folder, and every problem found in them."""

    def __init__(self, folder: Path) -> None:
        """Load nothing yet."""
        self.folder = folder
        self.problems: set[str] = set()
        self.said: set[tuple[str, str, str]] = set()
        """Every description that was asked for: its document, what it describes, and its text."""
        self._loaded: dict[str, Any] = {}

    def document(self, name: str) -> Any:
        """Give a file by its path from the folder."""
        if name not in self._loaded:
            path = self.folder / name
            if not path.is_file():
                self.problems.add(f"{name}: there is no such file")
                return {}
            try:
                self._loaded[name] = yaml.load(path.read_text(encoding="utf-8"), _ExactLoader)  # noqa: S506 - a SafeLoader
            except yaml.YAMLError as problem:
                message = f"{name}: no YAML: {text(str(problem))}"
                raise DescriptionError(message) from None
        return self._loaded[name]

    def resolve(self, source: str, value: Any) -> tuple[str, str, Any]:
        """Follow a `$ref`, if it is one. Gives the document, the last part of the reference, and the value."""
        last = ""
        while reference := _reference(value):
            file, _, pointer = reference.partition("#")
            target = posixpath.normpath(posixpath.join(posixpath.dirname(source), file)) if file else source
            found = self.document(target)
            for part in pointer.strip("/").split("/"):
                last = part.replace("~1", "/").replace("~0", "~")
                found = _item(found, last)
            if found is None:
                self.problems.add(f"{source}: {reference} leads nowhere")
                return target, last, {}
            source, value = target, found
        return source, last, value

    def described(self, source: str, what: str, value: Any) -> str:
        """Give the description of a part, which every part must have."""
        if not value.get("description"):
            self.problems.add(f"{source}: {what} has no description")
        words = text(value.get("description", ""))
        self.said.add((source, what, words))
        return words


def text(value: str) -> str:
    """Fold a text of the description into one line."""
    return " ".join(value.split())


def _reference(value: Any) -> str:
    return str(_item(value, "$ref") or "")


def _item(value: Any, key: str) -> Any:
    return cast("dict[str, Any]", value).get(key) if isinstance(value, dict) else None
