"""Documents of which an API may nest some fields in an inner object, read and written in either form."""

from __future__ import annotations

from typing import NamedTuple, cast


class Envelope(NamedTuple):
    """The two forms of a document: flat, or with some of its fields in an inner object.

    Attributes:
        name: The JSON name of the inner object.
        inside: JSON names of the fields in the inner object.
        outside: JSON names of the fields next to it. Only the nested form has them.
    """

    name: str
    inside: tuple[str, ...]
    outside: tuple[str, ...]

    def flatten(self, document: object) -> object:
        """Return the flat form. Keys of the inner object that are not among its fields stay in it."""
        if not isinstance(document, dict):
            return document
        outer = cast("dict[str, object]", document)
        inner = outer.get(self.name)
        if not isinstance(inner, dict):
            return outer
        values = cast("dict[str, object]", inner)
        fields = {name: values[name] for name in self.inside if name in values}
        rest = {name: value for name, value in values.items() if name not in fields}
        beside = {name: value for name, value in outer.items() if name != self.name}
        return beside | fields | ({self.name: rest} if rest else {})

    def nest(self, document: object) -> object:
        """Return the nested form of a document that has a field next to the inner object, else the flat form."""
        if not isinstance(document, dict) or not any(name in document for name in self.outside):
            return cast("object", document)
        values = cast("dict[str, object]", document)
        fields = {name: values[name] for name in self.inside if name in values}
        outer = {name: value for name, value in values.items() if name not in fields and name != self.name}
        rest = values.get(self.name)
        return outer | {self.name: fields | (cast("dict[str, object]", rest) if isinstance(rest, dict) else {})}
