"""A mapping in the description that knows its place: missing keys and wrong kinds become problems."""

from __future__ import annotations

import posixpath
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, TypeVar, cast

from .documents import one_line

if TYPE_CHECKING:
    from .documents import Documents

_Kind = TypeVar("_Kind", str, bool, "list[Any]", "dict[str, Any]")
_KIND_NAMES = {str: "a string", bool: "true or false", list: "a list", dict: "a mapping"}


@dataclass(frozen=True)
class Node:
    """A mapping in the description.

    Arguments:
        documents: The documents that references are resolved in.
        source: The document that it is in.
        title: How problem messages call it.
        value: The mapping itself.
        name: The last part of the reference that led to it, empty if none did.
    """

    documents: Documents
    source: str
    title: str
    value: dict[str, Any]
    name: str = ""

    def report(self, problem: str) -> None:
        """Add a problem of this node."""
        self.documents.problems.add(f"{self.source}: {self.title}: {problem}")

    def report_gap(self, problem: str) -> None:
        """Add a problem because of which something in this node is not read."""
        self.documents.report_gap(f"{self.source}: {self.title}{problem}")

    def report_missing(self, what: str) -> None:
        """Add the problem that this node lacks something that nothing else depends on."""
        self.documents.problems.add(f"{self.source}: {self.title} has no {what}")

    def titled(self, title: str) -> Node:
        """Return this node under another title."""
        return replace(self, title=title)

    def get(self, key: str, kind: type[_Kind]) -> _Kind:
        """Return the value of an optional key, or an empty one."""
        value = self.value.get(key)
        if value is None:
            return kind()
        if not isinstance(value, kind):
            self.report_gap(f": {key} is not {_KIND_NAMES[kind]}")
            return kind()
        return value

    def require(self, key: str, kind: type[_Kind]) -> _Kind:
        """Return the value of a required key."""
        if not self.value.get(key):
            self.report_gap(f" has no {key}")
            return kind()
        return self.get(key, kind)

    def strings(self, key: str) -> list[str]:
        """Return the strings of a list."""
        values = self.get(key, list)
        for value in values:
            if not isinstance(value, str):
                self.report_gap(f": {key}: {value} is not a string")
        return [value for value in values if isinstance(value, str)]

    def description(self) -> str:
        """Return the description, which every node must have."""
        if not self.value.get("description"):
            self.report_missing("description")
        text = one_line(self.get("description", str))
        self.documents.descriptions.add((self.source, self.title, text))
        return text

    def child(self, key: str, title: str) -> Node | None:
        """Return the node of a required key."""
        if self.value.get(key) is None:
            self.report_gap(f" has no {key}")
            return None
        return _node(self, title, self.value[key])

    def children(self, key: str, title_prefix: str) -> dict[str, Node]:
        """Return the nodes in a mapping of nodes, by key."""
        nodes = {name: _node(self, title_prefix + name, value) for name, value in self.get(key, dict).items()}
        return {name: node for name, node in nodes.items() if node}

    def items(self, key: str, title: str = "") -> list[Node]:
        """Return the nodes in a list of nodes. Each is titled `title`, or by its number."""
        values = enumerate(self.get(key, list), 1)
        nodes = [_node(self, title or f"{self.title}: {key} {number}", value) for number, value in values]
        return [node for node in nodes if node]

    def resolved(self) -> Node | None:
        """Return the node that `$ref` leads to, this one if it has none, or None if it leads nowhere."""
        node, visited = self, set[tuple[str, str]]()
        while "$ref" in node.value:
            reference = str(node.value["$ref"])
            file, _, pointer = reference.partition("#")
            source = posixpath.normpath(posixpath.join(posixpath.dirname(node.source), file)) if file else node.source
            value: Any = self.documents.document(source)
            if value is None:
                return None
            keys = [key.replace("~1", "/").replace("~0", "~") for key in pointer.strip("/").split("/")]
            for key in keys:
                value = _member(value, key)
            if value is None or (source, pointer) in visited:
                self.report_gap(f": {reference} leads {'nowhere' if value is None else 'to itself'}")
                return None
            visited.add((source, pointer))
            target = _node(replace(node, source=source), "/".join(keys[-2:]).removeprefix("schemas/"), value)
            if target is None:
                return None
            node = replace(target, name=keys[-1])
        return node


def _member(container: Any, key: str) -> Any:
    """Return what a part of a JSON pointer leads to: a key of a mapping, or an index of a list."""
    if isinstance(container, dict):
        return cast("dict[str, Any]", container).get(key)
    if isinstance(container, list) and key.isascii() and key.isdigit():
        return next(iter(cast("list[Any]", container)[int(key) :][:1]), None)
    return None


def _node(parent: Node, title: str, value: Any) -> Node | None:
    node = replace(parent, title=title, value=cast("dict[str, Any]", value), name="")
    if isinstance(value, dict):
        return node
    node.report_gap(" is not a mapping")
    return None
