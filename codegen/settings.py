"""gen.yaml: what may stand in it. What is of another kind, and what names nothing of the description, is told."""

from __future__ import annotations

from dataclasses import dataclass, field, fields
from typing import TYPE_CHECKING, Any, cast

from .loading import load
from .names import is_name

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from pathlib import Path

    from .ir import Api

_KINDS: dict[str, tuple[type, str]] = {"str": (str, "text"), "list": (list, "list"), "dict": (dict, "mapping")}


@dataclass(frozen=True)
class Settings:
    """What gen.yaml says. What each is for stands there."""

    api: str = ""
    package: str = ""
    client: str = ""
    methods: dict[str, str] = field(default_factory=dict[str, str])
    attributes: dict[str, str] = field(default_factory=dict[str, str])
    keyword_arguments: dict[str, list[str]] = field(default_factory=dict[str, list[str]])
    once_required: dict[str, list[str]] = field(default_factory=dict[str, list[str]])
    gained: dict[str, list[str]] = field(default_factory=dict[str, list[str]])
    extends: dict[str, str] = field(default_factory=dict[str, str])
    see_also: dict[str, str] = field(default_factory=dict[str, str])
    let_out: dict[str, str] = field(default_factory=dict[str, str])
    utils_let_out: dict[str, list[str]] = field(default_factory=dict[str, list[str]])
    once_modules: dict[str, dict[str, list[str]]] = field(default_factory=dict[str, dict[str, list[str]]])
    renamed: dict[str, str] = field(default_factory=dict[str, str])

    def built_on(self, name: str) -> tuple[str, str] | None:
        """Give module and name of the class by hand that a class is built on."""
        module, _, kind = self.extends.get(name, "").partition(":")
        return (module, kind) if kind else None


def read_settings(path: Path, problems: set[str]) -> Settings:
    """Read gen.yaml. What is not as it must be is put into `problems`, and left out."""
    found = load(path, "gen.yaml", problems)
    if found is None:
        return Settings()
    kinds = {str(one.name): str(one.type) for one in fields(Settings)}
    problems |= {f"gen.yaml: there is no setting {name}" for name in set(found) - set(kinds)}
    read = {name: _fitting(name, kind, found.get(name), problems) for name, kind in kinds.items()}
    made = Settings(**{name: value for name, value in read.items() if value is not None})
    for name in ("api", "package", "client"):
        if not found.get(name):
            problems.add(f"gen.yaml: there is no {name}")
    for name in (made.package, made.client):
        if name and not is_name(name):
            problems.add(f"gen.yaml: nothing can be called {name!r} in Python")
    for name in made.extends:
        if not made.built_on(name):
            problems.add(f"gen.yaml: extends: {name}: a module and a class are named so: module:Class")
    return made


def check_settings(settings: Settings, api: Api, attributes: set[str], absent: Callable[[str], bool]) -> Iterator[str]:
    """Tell settings for what is not there.

    Arguments:
        settings: What gen.yaml says.
        api: What is there.
        attributes: Every property and parameter that was given a name.
        absent: Says of a name that was not found whether that is a problem.
    """
    properties = {one.name: {field.wire for field in one.fields} for one in api.models}
    requests = {one.id: {field.wire for field in one.request} for one in api.operations()}
    keywords = {one.id: {field.wire for field in one.arguments} for one in api.operations()}
    sub_sdks = {one.name: set[str]() for one in api.sub_sdks}
    classes = {name: set[str]() for name in [*properties, *(one.name for one in api.enums)]}
    rows: list[tuple[str, str, dict[str, list[str]], dict[str, set[str]]]] = [
        ("methods", "operation", _keys(settings.methods), requests),
        ("keyword_arguments", "operation", settings.keyword_arguments, keywords),
        ("gained", "model or operation", settings.gained, properties | requests),
        ("once_required", "model", settings.once_required, properties),
        ("extends", "model or sub-SDK", _keys(settings.extends), properties | sub_sdks),
        ("see_also", "sub-SDK", _keys(settings.see_also), sub_sdks),
        ("attributes", "property or parameter", _keys(settings.attributes), {one: set[str]() for one in attributes}),
        ("renamed", "class", _keys(settings.renamed.values()), classes),
    ]
    for setting, what, some, there in rows:
        for name, keys in some.items():
            if name not in there and absent(name):
                yield f"gen.yaml: {setting}: there is no {what} {name}"
            for key in set(keys) - there.get(name, set(keys)):
                if absent(key):
                    yield f"gen.yaml: {setting}: {name} has no {key}"
    for name in classes.keys() & settings.renamed.keys():
        yield f"gen.yaml: renamed: {name} is a class itself"


def _keys(names: Iterable[str]) -> dict[str, list[str]]:
    return {name: [] for name in names}


def _fitting(place: str, kind: str, value: Any, problems: set[str]) -> Any:
    """Give what of a setting is of the right kind, or None where nothing is."""
    outer, _, inner = kind.removesuffix("]").partition("[")
    if value is None or not isinstance(value, _KINDS[outer][0]):
        if value is not None:
            problems.add(f"gen.yaml: {place} is no {_KINDS[outer][1]}")
        return None
    if outer == "list":
        some = [_fitting(f"{place}: {one}", inner, one, problems) for one in cast("list[Any]", value)]
        return [one for one in some if one is not None]
    if outer == "dict":
        inner = inner.removeprefix("str, ")
        read = {
            key: _fitting(f"{place}: {key}", inner, one, problems) for key, one in cast("dict[str, Any]", value).items()
        }
        return {key: one for key, one in read.items() if one is not None}
    return cast("str", value)
