"""The description as one OpenAPI document without its prose: for the sandbox, and for tools that read OpenAPI."""

from __future__ import annotations

import json
from posixpath import dirname, join, normpath
from typing import TYPE_CHECKING, Any, cast

from codegen.spec.documents import Documents
from codegen.spec.settings import read_settings

if TYPE_CHECKING:
    from pathlib import Path

_PROSE = frozenset({"description", "summary", "externalDocs", "tags"})
_VALUES = frozenset({"default", "enum", "example", "examples"})
_NAME_MAPS = frozenset({"paths", "properties", "responses", "webhooks"})
_SHARED = ("parameters", "responses", "schemas")


def bundled(root: Path) -> dict[str, str]:
    """Return the bundled description by its path, for a project that has a sandbox to read it.

    Arguments:
        root: A project that was read without a problem.
    """
    problems: set[str] = set()
    settings = read_settings(root / "gen.yaml", problems)
    sandbox = f"src/{settings.package}/sandbox"
    if not (root / sandbox).is_dir():
        return {}
    path = root / settings.api
    document = Bundle(path.name, Documents(path.parent, problems)).document()
    # One space of indentation: a change of the description shows as a change of its lines, at little cost in size.
    text = json.dumps(document, indent=1, default=float, ensure_ascii=False)
    return {f"{sandbox}/description.json": text + "\n"}


class Bundle:
    """Copies a description of several files into one document.

    Path items are copied to the path that refers to them. Parameters, responses and schemas are gathered under
    `components` by their names, which are unique among all files.
    """

    def __init__(self, root: str, documents: Documents) -> None:
        """Take the name of the root file, and the files."""
        self._root = root
        self._documents = documents
        self._components: dict[str, dict[str, Any]] = {kind: {} for kind in _SHARED}

    def document(self) -> dict[str, Any]:
        """Return the whole description as one document."""
        document = cast("dict[str, Any]", self._copy(self._root, self._documents.document(self._root)))
        gathered = {kind: dict(sorted(named.items())) for kind, named in self._components.items()}
        document["components"] = {**document.get("components", {}), **gathered}
        return document

    def _copy(self, file: str, value: Any, *, keys_are_names: bool = False) -> Any:
        if isinstance(value, list):
            return [self._copy(file, item) for item in cast("list[Any]", value)]
        if not isinstance(value, dict):
            return value
        copied: dict[str, Any] = {}
        for key, item in cast("dict[str, Any]", value).items():
            if keys_are_names:
                copied[key] = self._copy(file, item)
            elif key == "$ref":
                copied |= self._reference(file, item)
            elif key in _VALUES:
                copied[key] = item
            elif key not in _PROSE and not key.startswith("x-"):
                copied[key] = self._copy(file, item, keys_are_names=key in _NAME_MAPS)
                if key == "responses":
                    copied[key] = {status: _response(response) for status, response in copied[key].items()}
        return copied

    def _reference(self, file: str, reference: str) -> dict[str, Any]:
        other, _, pointer = reference.partition("#")
        source = normpath(join(dirname(file), other)) if other else file
        words = [word.replace("~1", "/").replace("~0", "~") for word in pointer.strip("/").split("/")]
        target: Any = self._documents.document(source)
        for word in words:
            target = target[word]
        kind, name = words[0], words[-1]
        if kind not in _SHARED:
            return cast("dict[str, Any]", self._copy(source, target))
        if name not in self._components[kind]:
            self._components[kind][name] = {}  # Before the copy: a schema may refer to itself.
            copied = self._copy(source, target)
            self._components[kind][name] = _response(copied) if kind == "responses" else copied
        return {"$ref": f"#/components/{kind}/{name}"}


def _response(response: dict[str, Any]) -> dict[str, Any]:
    """Return a response with the description that OpenAPI requires of it, empty as it is."""
    return response if "$ref" in response else {"description": "", **response}
