"""A part of the description with its place: what is asked of it and is not there, or of another kind, is a problem."""

from __future__ import annotations

import posixpath
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, TypeVar, cast

from .documents import text

if TYPE_CHECKING:
    from .documents import Documents

_Kind = TypeVar("_Kind", str, bool, "list[Any]", "dict[str, Any]")
_KINDS = {str: "text", bool: "boolean", list: "list", dict: "mapping"}


@dataclass(frozen=True)
class Part:
    """A mapping of the description: the file it stands in, what problems call it, and what a reference calls it."""

    documents: Documents
    source: str
    what: str
    value: dict[str, Any]
    name: str = ""

    def tell(self, words: str) -> None:
        """Take a problem of this part."""
        self.documents.problems.add(f"{self.source}: {self.what}: {words}")

    def lose(self, words: str) -> None:
        """Take a problem for which something in this part is left unread."""
        self.documents.lose(f"{self.source}: {self.what}{words}")

    def lacks(self, what: str) -> None:
        """Take the problem that this part is without something that others do not lean on."""
        self.documents.problems.add(f"{self.source}: {self.what} has no {what}")

    def called(self, what: str) -> Part:
        """Give this part under another name for problems."""
        return replace(self, what=what)

    def get(self, key: str, kind: type[_Kind]) -> _Kind:
        """Give what stands under a key: an empty one where there is none."""
        found = self.value.get(key)
        if found is None:
            return kind()
        if not isinstance(found, kind):
            self.lose(f": {key} is no {_KINDS[kind]}")
            return kind()
        return found

    def need(self, key: str, kind: type[_Kind]) -> _Kind:
        """Give what must stand under a key."""
        if not self.value.get(key):
            self.lose(f" has no {key}")
            return kind()
        return self.get(key, kind)

    def texts(self, key: str) -> list[str]:
        """Give the texts of a list."""
        found = self.get(key, list)
        for one in found:
            if not isinstance(one, str):
                self.lose(f": {key}: {one} is no text")
        return [one for one in found if isinstance(one, str)]

    def described(self) -> str:
        """Give the description, which every part must have."""
        if not self.value.get("description"):
            self.lacks("description")
        words = text(self.get("description", str))
        self.documents.said.add((self.source, self.what, words))
        return words

    def inner(self, key: str, what: str) -> Part | None:
        """Give the part under a key, which must be there."""
        if self.value.get(key) is None:
            self.lose(f" has no {key}")
            return None
        return _made(self, what, self.value[key])

    def members(self, key: str, what: str) -> dict[str, Part]:
        """Give the parts under the keys of a mapping. `what` goes before each key."""
        made = {name: _made(self, what + name, one) for name, one in self.get(key, dict).items()}
        return {name: one for name, one in made.items() if one}

    def items(self, key: str, what: str = "") -> list[Part]:
        """Give the parts of a list. Each is called `what`, or by its number."""
        some = enumerate(self.get(key, list), 1)
        made = [_made(self, what or f"{self.what}: {key} {number}", one) for number, one in some]
        return [one for one in made if one]

    def followed(self) -> Part | None:
        """Follow `$ref`, as often as there is one. Gives None where it leads nowhere."""
        part, passed = self, set[tuple[str, str]]()
        while "$ref" in part.value:
            reference = str(part.value["$ref"])
            file, _, pointer = reference.partition("#")
            source = posixpath.normpath(posixpath.join(posixpath.dirname(part.source), file)) if file else part.source
            found: Any = self.documents.document(source)
            if found is None:
                return None
            keys = [key.replace("~1", "/").replace("~0", "~") for key in pointer.strip("/").split("/")]
            for key in keys:
                found = cast("dict[str, Any]", found).get(key) if isinstance(found, dict) else None
            if found is None or (source, pointer) in passed:
                self.lose(f": {reference} leads {'nowhere' if found is None else 'to itself'}")
                return None
            passed.add((source, pointer))
            what = "/".join(keys[-2:]).removeprefix("schemas/")
            target = _made(replace(part, source=source), what, found)
            if target is None:
                return None
            part = replace(target, name=keys[-1])
        return part


def _made(outer: Part, what: str, value: Any) -> Part | None:
    made = replace(outer, what=what, value=cast("dict[str, Any]", value), name="")
    if isinstance(value, dict):
        return made
    made.lose(" is no mapping")
    return None
