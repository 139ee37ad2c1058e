"""What would become broken or misleading code: names that clash or are none, and fields that cannot be arguments."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from .names import is_name, member

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from .ir import Enum, Field, Model, Operation, SubSdk

_TAKEN = frozenset({"extra"})
_OPTIONS = frozenset({"self", "request", "retries", "timeout", "idempotency_key", "headers"})


def check_models(models: Iterable[Model]) -> Iterator[str]:
    """Tell fields that cannot be attributes."""
    for model in models:
        for name in _twice(field.name for field in model.fields):
            yield f"{model.source}: {model.name}: two properties become {name}"
        for field in model.fields:
            if not is_name(field.name) or field.name in _TAKEN:
                yield f"{model.source}: {model.name}.{field.wire} cannot be called {field.name!r} in Python"


def check_values(source: str, enum: str, values: list[str]) -> Iterator[str]:
    """Tell values of an enum that cannot be members."""
    if not values:
        yield f"{source}: {enum} has no values"
    for value in values:
        if not is_name(member(value)):
            yield f"{source}: {enum}: {value!r} cannot be called {member(value)!r} in Python"
    for name in _twice(member(value) for value in values):
        yield f"{source}: {enum}: two values become {name}"


def check_files(classes: Iterable[Model | Enum]) -> Iterator[str]:
    """Tell classes that cannot be called so, or whose names differ by their case alone: their files would be one."""
    seen = {"security": "Security"}
    for one in classes:
        other = seen.setdefault(one.name.lower(), one.name)
        if other != one.name or other == "Security":
            yield f"{one.source}: {one.name} and {other} would be one file"
        if not is_name(one.name):
            yield f"{one.source}: {one.name} cannot be called so in Python"


def check_operations(sub_sdks: Iterable[SubSdk]) -> Iterator[str]:
    """Tell operations, methods and arguments that would hide one another."""
    every = [one for sub_sdk in sub_sdks for one in sub_sdk.operations]
    twice = _twice(one.id for one in every)
    for one in every:
        if one.id in twice:
            yield f"{one.source}: {one.id} stands twice"
        yield from _arguments(one)
    for sub_sdk in sub_sdks:
        methods: dict[str, str] = {}
        for one in sub_sdk.operations:
            for name in (one.method, *([one.iterator] if one.is_paginated else [])):
                other = methods.setdefault(name, one.id)
                if other != one.id:
                    yield f"{one.source}: {one.id} and {other} would both be {sub_sdk.name}.{name}"
                if not is_name(name):
                    yield f"{one.source}: {one.id} cannot be called {name!r} in Python"


def check_sub_sdks(source: str, sub_sdks: Iterable[SubSdk]) -> Iterator[str]:
    """Tell tags that cannot be sub-SDKs."""
    for name in _twice(one.name for one in sub_sdks):
        yield f"{source}: two tags become {name}"
    for one in sub_sdks:
        if not is_name(one.name):
            yield f"{source}: the tag {one.title!r} cannot be called {one.name!r} in Python"


def _arguments(one: Operation) -> Iterator[str]:
    fields: tuple[Field, ...] = (*one.request, *one.arguments)
    for name in _twice(field.name for field in fields):
        yield f"{one.source}: {one.id}: two parameters become {name}"
    for field in fields:
        if not is_name(field.name) or (field in one.arguments and field.name in _OPTIONS):
            yield f"{one.source}: {one.id}: {field.wire} cannot be called {field.name!r} in Python"
    for before, field in zip(one.request, one.request[1:], strict=False):
        if field.required and not before.required:
            yield f"{one.source}: {one.id}: {field.wire} is required, and so cannot come last"


def _twice(names: Iterable[str]) -> set[str]:
    return {name for name, times in Counter(names).items() if times > 1}
