"""What would become broken or misleading code: names that clash or are none, examples and settings that fit nothing."""

from __future__ import annotations

import keyword
from collections import Counter
from typing import TYPE_CHECKING, Any, cast

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from .ir import Enum, Model, Operation, Type

SETTINGS = frozenset(
    {
        "api",
        "package",
        "client",
        "methods",
        "attributes",
        "keyword_arguments",
        "once_required",
        "gained",
        "extends",
        "see_also",
        "let_out",
        "utils_let_out",
        "once_modules",
        "renamed",
    }
)
_TAKEN = frozenset({"extra"})


def check_models(models: Iterable[Model]) -> Iterator[str]:
    """Tell fields that cannot be attributes, and classes whose files would be one."""
    for model in models:
        for name, times in Counter(field.name for field in model.fields).items():
            if times > 1:
                yield f"{model.source}: {model.name}: two properties become {name}"
        for field in model.fields:
            if not _is_name(field.name) or field.name in _TAKEN:
                yield f"{model.source}: {model.name}.{field.wire} cannot be called {field.name!r} in Python"


def check_enums(enums: Iterable[Enum], values: dict[str, list[str]]) -> Iterator[str]:
    """Tell values that cannot be members. `values` are those of the description, for a clash leaves one member."""
    for enum in enums:
        for member in enum.members:
            if not _is_name(member):
                yield f"{enum.source}: {enum.name}: {enum.members[member]!r} cannot be called {member!r} in Python"
        if len(enum.members) < len(values[enum.name]):
            clash = next(member for member, value in enum.members.items() if _others(enum, values, member, value))
            yield f"{enum.source}: {enum.name}: two values become {clash}"


def check_files(classes: Iterable[Model | Enum]) -> Iterator[str]:
    """Tell classes whose names differ by their case alone: their files would be one."""
    seen: dict[str, str] = {}
    for one in classes:
        other = seen.setdefault(one.name.lower(), one.name)
        if other != one.name:
            yield f"{one.source}: {one.name} and {other} would be one file"


def check_operations(operations: Iterable[Operation], models: dict[str, Model]) -> Iterator[str]:
    """Tell operations of one name, and bodies without an example that fits."""
    seen: set[str] = set()
    for one in operations:
        if one.id in seen:
            yield f"{one.source}: {one.id} stands twice"
        seen.add(one.id)
        if one.body and one.example is None:
            yield f"{one.source}: {one.id}: the body has no example"
        elif one.body:
            for key in _strange(one.body.type, one.example, models):
                yield f"{one.source}: {one.id}: the example has {key}, which the schema has not"


def check_settings(settings: dict[str, Any], operations: Iterable[Operation]) -> Iterator[str]:
    """Tell settings for what is not there."""
    for name in sorted(set(settings) - SETTINGS):
        yield f"gen.yaml: there is no setting {name}"
    by_id = {one.id: one for one in operations}
    methods: dict[str, str] = settings.get("methods") or {}
    keyword_arguments: dict[str, list[str]] = settings.get("keyword_arguments") or {}
    for setting, some in (("methods", methods), ("keyword_arguments", keyword_arguments)):
        for name in sorted(set(some) - set(by_id)):
            yield f"gen.yaml: {setting}: there is no operation {name}"
    for name, keywords in keyword_arguments.items():
        known = {one.wire for one in by_id[name].arguments} if name in by_id else set(keywords)
        for one in sorted(set(keywords) - known):
            yield f"gen.yaml: keyword_arguments: {name} has no parameter {one}"


def _is_name(name: str) -> bool:
    return name.isidentifier() and not keyword.iskeyword(name)


def _others(enum: Enum, values: dict[str, list[str]], member: str, value: str) -> bool:
    kept = set(enum.members.values())
    squeezed = {one.lower().replace("-", "").replace("_", "") for one in values[enum.name] if one not in kept}
    return value.lower().replace("-", "").replace("_", "") in squeezed and bool(member)


def _strange(kind: Type, value: Any, models: dict[str, Model]) -> Iterator[str]:
    if isinstance(value, list) and kind.item:
        for one in cast("list[Any]", value):
            yield from _strange(kind.item, one, models)
    elif isinstance(value, dict) and kind.name in models:
        fields = {field.wire: field for field in models[kind.name].fields}
        for key, one in cast("dict[str, Any]", value).items():
            if key in fields:
                yield from _strange(fields[key].type, one, models)
            else:
                yield key
