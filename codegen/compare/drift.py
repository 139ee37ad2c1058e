"""What a published description has that ours lacks, and the reverse."""

from __future__ import annotations

from typing import TYPE_CHECKING

from codegen.parse.api import read

from .facts import read_facts
from .surface import Key, Surface, surface_of

if TYPE_CHECKING:
    from pathlib import Path

    from codegen.ir import Api, Operation, Type


_PLAIN = frozenset({"any", "boolean", "integer", "number", "string"})


def drift(root: Path, facts: Path) -> int:
    """Print what was added, removed and changed in a published description, and return 1 if there is anything.

    Operations of ours are reported as removed only if the published description has others of their product: the
    names of one product say nothing of another's.

    Arguments:
        root: The project.
        facts: The file of names and types that were taken from the published description.
    """
    api = read(root)
    published, ours = read_facts(facts), surface_of(api)
    own_names = {name for name, _ in api.legacy_exports}
    published = {key: part for key, part in published.items() if key.owner not in own_names}
    matcher = _Matcher(api, published)
    comparable = _comparable(api, published) - matcher.described_loosely()
    added = [key for key in published if key not in ours]
    removed = [key for key in ours if key not in published and key.owner in comparable]
    changed = [key for key in published if key in ours and not matcher.same(key)]
    for title, keys in (("added", added), ("removed", removed), ("changed", changed)):
        for key in sorted(_without_parts(keys), key=str):
            print(f"{title}: {_line(title, key, published, ours)}")
    print(f"{len(added)} added, {len(removed)} removed, {len(changed)} changed")
    return 1 if added or removed or changed else 0


def _line(title: str, key: Key, published: Surface, ours: Surface) -> str:
    if title == "changed":
        return f"{key}: {ours[key] or 'nothing'} -> {published[key] or 'nothing'}"
    part = str((published if title == "added" else ours)[key])
    return f"{key} ({part})" if part else str(key)


def _without_parts(keys: list[Key]) -> list[Key]:
    """Leave out the parts of an operation, schema or enum that is itself added or removed."""
    owners = {key.owner for key in keys if not key.name and key.kind != "body"}
    return [key for key in keys if key.kind in ("operation", "schema", "enum") or key.owner not in owners]


def _comparable(api: Api, published: Surface) -> set[str]:
    """Return the operations, schemas and enums of ours that belong to the products of the published description."""
    known = {key.owner for key in published if key.kind == "operation"}
    products = {_product(operation) for operation in api.operations() if operation.id in known}
    operations = [each for each in api.operations() if each.id in known or _product(each) in products]
    if not known:
        return {model.name for model in api.models} | {enum.name for enum in api.enums}
    types = [field.type for each in operations for field in (*each.request, *each.arguments)]
    types += [field.type for each in operations for field in (each.body, each.payload) if field]
    return {operation.id for operation in operations} | _reached(api, _class_names(types))


def _product(operation: Operation) -> str:
    """Return the documentation of the product that an operation is documented in."""
    return operation.url.partition("#")[0]


def _class_names(types: list[Type]) -> set[str]:
    return {class_.name for type_ in types for class_ in type_.classes()}


def _reached(api: Api, names: set[str]) -> set[str]:
    """Return schemas and those that they can contain."""
    models = {model.name: model for model in api.models}
    todo, reached = list(names), set[str]()
    while todo:
        name = todo.pop()
        if name not in reached:
            reached.add(name)
            todo += _class_names([field.type for field in models[name].fields]) if name in models else ()
    return reached


class _Matcher:
    """Compares parts of the published description with ours.

    A published type can be loose: `object` in place of a schema, `enum` or `string` in place of an enum, or the name
    of a schema that the file does not describe.
    """

    def __init__(self, api: Api, published: Surface) -> None:
        self.api = api
        self.published = published
        self.ours = surface_of(api)
        self.models = {model.name.lower(): model.name for model in api.models}
        self.enums = {enum.name.lower(): enum.name for enum in api.enums}
        self.described = {key.owner.lower() for key in published if key.kind in ("schema", "enum")}

    def same(self, key: Key) -> bool:
        """Return whether a part that both have is the same in both."""
        published, ours = self.published[key], self.ours[key]
        # The words for a property that the API added later do not say whether it is required.
        requirement_known = key.kind != "property" or not self._is_loose(published.type)
        return self._same_type(published.type, ours.type) and (
            published.required == ours.required or not requirement_known
        )

    def described_loosely(self) -> set[str]:
        """Return the schemas and enums of ours that the file describes only by a loose type."""
        loose = [key for key, part in self.published.items() if key in self.ours and self._is_loose(part.type)]
        names = {self.ours[key].type.split(" of ")[-1] for key in loose}
        found = _reached(self.api, names & {*self.models.values(), *self.enums.values()})
        parameters = [field.type for each in self.api.operations() for field in (*each.request, *each.arguments)]
        found |= {*self.enums.values()} & _class_names(parameters)
        return found - {key.owner for key in self.published}

    def _is_loose(self, type_: str) -> bool:
        inner = type_.rsplit(" of ", maxsplit=1)[-1]
        return bool(inner) and inner not in _PLAIN and inner.lower() not in self.described

    def _same_type(self, published: str, ours: str) -> bool:
        if published.lower() == ours.lower():
            return True
        published_outer, ours_outer = published.split(" of ")[:-1], ours.split(" of ")[:-1]
        inner = ours.rsplit(" of ", maxsplit=1)[-1].lower()
        if not self._is_loose(published):
            return (
                published.rsplit(" of ", maxsplit=1)[-1] == "string"
                and inner in self.enums
                and published_outer == ours_outer
            )
        is_map = ours_outer[:1] == ["map"]
        return (published_outer == ours_outer and (inner in self.models or inner in self.enums)) or is_map
