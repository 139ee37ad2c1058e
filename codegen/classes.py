"""Classes of the description: the schemas that were found, read as models with their fields in order, and as enums."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from . import check, names
from .ir import Enum, Field, Model, Type
from .schemas import open_to

if TYPE_CHECKING:
    from .parts import Part
    from .schemas import Schemas


@dataclass(frozen=True)
class Properties:
    """The properties of a schema, by each required one who requires it, and whether all of them could be read."""

    parts: dict[str, Part]
    required: dict[str, Part]
    whole: bool


def classes(schemas: Schemas, sent: list[Type]) -> tuple[tuple[Model, ...], tuple[Enum, ...]]:
    """Read every class that was found, and those that they lead to.

    Arguments:
        schemas: What was found, and where more is.
        sent: Types of request bodies: what they reach can be sent, and so takes extra keys.
    """
    models: dict[str, Model] = {}
    enums: dict[str, Enum] = {}
    while todo := sorted(set(schemas.found) - set(models) - set(enums)):
        for name in todo:
            part = schemas.found[name]
            if "enum" in part.value:
                values = part.texts("enum")
                schemas.documents.problems |= set(check.check_values(part.source, name, values))
                members = {names.member(value): value for value in values}
                enums[name] = Enum(name, part.source, part.described(), members)
            else:
                models[name] = _model(schemas, name, part)
    sendable = _reached(models, set[str]().union(*(one.classes() for one in sent)))
    final = [replace(one, sends_extra=one.name in sendable) for one in models.values()]
    return tuple(sorted(final, key=lambda one: one.name)), tuple(sorted(enums.values(), key=lambda one: one.name))


def _model(schemas: Schemas, name: str, part: Part) -> Model:
    gained = schemas.settings.gained.get(name, [])
    once = schemas.settings.once_required.get(name, [])
    known = properties(part)
    for key, place in known.required.items():
        if known.whole and key not in known.parts:
            place.tell(f"it requires {key}, which is no property")
    if not known.whole:
        schemas.partial.add(name)
    fields = [
        _field(schemas, key, one, required=key in known.required, once=key in once) for key, one in known.parts.items()
    ]
    fields.sort(
        key=lambda one: (one.wire in gained, not (one.required or one.once_required), names.published_order(one.wire))
    )
    keeps_extra = open_to(part) is True
    extends = schemas.settings.built_on(name)
    return Model(name, part.source, part.described(), tuple(fields), keeps_extra=keeps_extra, extends=extends)


def properties(part: Part, *passed: Part) -> Properties:
    """Give the properties of a schema and of all that it is made of."""
    parts: dict[str, Part] = {}
    required = dict.fromkeys(part.texts("required"), part)
    own = part.members("properties", f"{part.what}.")
    whole = len(own) == len(part.get("properties", dict))
    for one in part.items("allOf", part.what):
        inner = one.followed()
        if inner and any(inner.value is other.value for other in (part, *passed)):
            part.lose(" is made of itself")
            inner = None
        more = properties(inner, part, *passed) if inner else Properties({}, {}, whole=False)
        parts |= more.parts
        required = more.required | required
        whole = whole and more.whole
    return Properties(parts | own, required, whole=whole)


def _field(schemas: Schemas, key: str, part: Part, *, required: bool, once: bool) -> Field:
    examples = part.get("examples", list)
    return Field(
        name=schemas.attribute(key),
        wire=key,
        type=schemas.type(part),
        required=required,
        description=part.described(),
        example=examples[0] if examples else None,
        deprecated=part.get("deprecated", bool),
        once_required=once,
        queryable=part.value.get("x-queryable") is not False,
    )


def _reached(models: dict[str, Model], start: set[str]) -> set[str]:
    """Give the classes that can be inside of others."""
    found: set[str] = set()
    todo = list(start)
    while todo:
        name = todo.pop()
        if name in models and name not in found:
            found.add(name)
            todo += [one for field in models[name].fields for one in field.type.classes()]
    return found
