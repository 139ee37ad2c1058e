"""The settings in gen.yaml, and whether what they refer to exists."""

from __future__ import annotations

from dataclasses import dataclass, field, fields
from typing import TYPE_CHECKING, Any, cast

from codegen.names import is_name

from .yaml_file import load

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from pathlib import Path

    from codegen.ir import Api

_KINDS: dict[str, tuple[type, str]] = {
    "str": (str, "a string"),
    "list": (list, "a list"),
    "dict": (dict, "a mapping"),
}


@dataclass(frozen=True)
class Settings:
    """The settings. gen.yaml explains each of them."""

    api: str = ""
    package: str = ""
    client: str = ""
    methods: dict[str, str] = field(default_factory=dict[str, str])
    attributes: dict[str, str] = field(default_factory=dict[str, str])
    keyword_arguments: dict[str, list[str]] = field(default_factory=dict[str, list[str]])
    formerly_required: dict[str, list[str]] = field(default_factory=dict[str, list[str]])
    nullable_since: dict[str, list[str]] = field(default_factory=dict[str, list[str]])
    added_fields: dict[str, list[str]] = field(default_factory=dict[str, list[str]])
    aliases: dict[str, str] = field(default_factory=dict[str, str])
    mixins: dict[str, str] = field(default_factory=dict[str, str])
    doc_notes: dict[str, str] = field(default_factory=dict[str, str])
    legacy_exports: dict[str, str] = field(default_factory=dict[str, str])
    legacy_utils: dict[str, list[str]] = field(default_factory=dict[str, list[str]])
    legacy_modules: dict[str, dict[str, list[str]]] = field(default_factory=dict[str, dict[str, list[str]]])
    legacy_names: dict[str, list[str]] = field(default_factory=dict[str, list[str]])
    renamed: dict[str, str] = field(default_factory=dict[str, str])
    renamed_fields: dict[str, dict[str, str]] = field(default_factory=dict[str, dict[str, str]])

    def mixin(self, name: str) -> tuple[str, str] | None:
        """Return module and name of the handwritten base class of a model or sub-SDK, or None."""
        module, _, class_name = self.mixins.get(name, "").partition(":")
        return (module, class_name) if class_name else None

    def aliases_of(self, name: str) -> tuple[str, ...]:
        """Return the further names of a class."""
        return tuple(sorted(alias for alias, target in self.aliases.items() if target == name))


def read_settings(path: Path, problems: set[str]) -> Settings:
    """Read gen.yaml. Settings that are not valid are added to `problems` and left out."""
    document = load(path, "gen.yaml", problems)
    if document is None:
        return Settings()
    kinds = {str(setting.name): str(setting.type) for setting in fields(Settings)}
    problems |= {f"gen.yaml: unknown setting {name}" for name in set(document) - set(kinds)}
    values = {name: _checked(name, kind, document.get(name), problems) for name, kind in kinds.items()}
    settings = Settings(**{name: value for name, value in values.items() if value is not None})
    for name in ("api", "package", "client"):
        if not document.get(name):
            problems.add(f"gen.yaml: {name} is missing")
    for name in (settings.package, settings.client, *settings.aliases):
        if name and not is_name(name):
            problems.add(f"gen.yaml: {name!r} is not a Python name")
    for name in settings.mixins:
        if not settings.mixin(name):
            problems.add(f"gen.yaml: mixins: {name}: write module:Class")
    return settings


def check_settings(settings: Settings, api: Api, attributes: set[str], missing: Callable[[str], bool]) -> Iterator[str]:
    """Report settings that refer to nothing.

    Arguments:
        settings: The settings.
        api: What the description defines.
        attributes: The API's name of every property and parameter.
        missing: Returns whether a name that was not found is a problem.
    """
    properties = {model.name: {field.api_name for field in model.fields} for model in api.models}
    requests = {each.id: {field.api_name for field in each.request} for each in api.operations()}
    keywords = {each.id: {field.api_name for field in each.arguments} for each in api.operations()}
    sub_sdks = {sub_sdk.name: set[str]() for sub_sdk in api.sub_sdks}
    classes = {name: set[str]() for name in [*properties, *(enum.name for enum in api.enums)]}
    of_operations = {f"{each.name}Request": set[str]() for each in api.operations() if each.has_request_class}
    of_operations |= {f"{each.name}Response": set[str]() for each in api.operations()}
    attributes_of = {
        each.id: {field.name for field in (*each.request, *([each.payload] if each.payload else []))}
        for each in api.operations()
    }
    renamed_fields = {name: list(renamed.values()) for name, renamed in settings.renamed_fields.items()}
    legacy_names = {name for names in settings.legacy_names.values() for name in names}
    rows: list[tuple[str, str, dict[str, list[str]], dict[str, set[str]]]] = [
        ("methods", "operation", _keys(settings.methods), requests),
        ("keyword_arguments", "operation", settings.keyword_arguments, keywords),
        ("added_fields", "model or operation", settings.added_fields, properties | requests),
        ("formerly_required", "model", settings.formerly_required, properties),
        ("nullable_since", "model", settings.nullable_since, properties),
        ("aliases", "class", _keys(settings.aliases.values()), classes | of_operations),
        ("mixins", "model or sub-SDK", _keys(settings.mixins), properties | sub_sdks),
        ("doc_notes", "sub-SDK", _keys(settings.doc_notes), sub_sdks),
        ("attributes", "property or parameter", _keys(settings.attributes), {name: set[str]() for name in attributes}),
        ("renamed", "class", _keys(settings.renamed.values()), classes),
        ("renamed_fields", "operation", renamed_fields, attributes_of),
        ("legacy_names", "model", _keys(settings.legacy_names), properties),
        ("legacy_names", "class", _keys(legacy_names), classes | {name: set[str]() for name in settings.renamed}),
    ]
    for setting, kind, entries, defined in rows:
        for name, keys in entries.items():
            if name not in defined and missing(name):
                yield f"gen.yaml: {setting}: there is no {kind} {name}"
            for key in set(keys) - defined.get(name, set(keys)):
                if missing(key):
                    yield f"gen.yaml: {setting}: {name} has no {key}"
    for name in classes.keys() & settings.renamed.keys():
        yield f"gen.yaml: renamed: there is a class {name}"
    for name in settings.aliases.keys() & (classes.keys() | of_operations.keys() | settings.renamed.keys()):
        yield f"gen.yaml: aliases: there is a class {name}"


def _keys(names: Iterable[str]) -> dict[str, list[str]]:
    return {name: [] for name in names}


def _checked(place: str, kind: str, value: Any, problems: set[str]) -> Any:
    """Return the valid part of a setting, or None if nothing of it is valid."""
    outer, _, inner = kind.removesuffix("]").partition("[")
    if value is None or not isinstance(value, _KINDS[outer][0]):
        if value is not None:
            problems.add(f"gen.yaml: {place} is not {_KINDS[outer][1]}")
        return None
    if outer == "list":
        items = [_checked(f"{place}: {item}", inner, item, problems) for item in cast("list[Any]", value)]
        return [item for item in items if item is not None]
    if outer == "dict":
        inner = inner.removeprefix("str, ")
        entries = cast("dict[str, Any]", value).items()
        checked = {key: _checked(f"{place}: {key}", inner, item, problems) for key, item in entries}
        return {key: item for key, item in checked.items() if item is not None}
    return cast("str", value)
