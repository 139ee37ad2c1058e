"""The API's description as tests read it, with every reference resolved. It shares no code with the generator."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from functools import cache, cached_property
from pathlib import Path
from typing import Any

import yaml

API = Path(__file__).parents[2] / "api"
ROOT = API / "openapi.yaml"


class _Loader(yaml.CSafeLoader):
    """Loads fractions as Decimal, because amounts in examples must be exact."""


def _exact(loader: _Loader, node: yaml.ScalarNode) -> Decimal:
    return Decimal(str(loader.construct_scalar(node)))


_Loader.add_constructor("tag:yaml.org,2002:float", _exact)


@dataclass(frozen=True)
class At:
    """A value of the description, with its file and the last part of the reference that led to it."""

    value: Any
    file: Path
    name: str = ""

    def __getitem__(self, key: Any) -> At:
        return resolved(At(self.value[key], self.file))

    def get(self, key: str) -> At | None:
        return self[key] if key in self.value else None

    def each(self, key: str) -> dict[str, At]:
        """Return the members of the mapping under a key, or none."""
        members = self.get(key)
        return {name: members[name] for name in members.value} if members else {}


@cache
def read(file: Path) -> Any:
    """Return the content of a document."""
    return yaml.load(file.read_text(encoding="utf-8"), _Loader)  # noqa: S506 - a SafeLoader


@cache
def _beside(file: Path, place: str) -> Path:
    return (file.parent / place).resolve()


def is_mapping(value: Any) -> bool:
    return isinstance(value, dict)


def resolved(at: At) -> At:
    """Resolve a reference. Keys beside it override those of its target."""
    reference: str | None = at.value.get("$ref") if is_mapping(at.value) else None
    if reference is None:
        return at
    place, _, pointer = reference.partition("#")
    file = _beside(at.file, place) if place else at.file
    value, name = read(file), ""
    for part in pointer.strip("/").split("/"):
        name = part.replace("~1", "/").replace("~0", "~")
        value = value[name]
    target = resolved(At(value, file, name))
    siblings = {key: sibling for key, sibling in at.value.items() if key != "$ref"}
    return At({**target.value, **siblings}, target.file, target.name)


@dataclass(frozen=True)
class Described:
    """An operation of the description."""

    id: str
    method: str
    path: str
    at: At

    @cached_property
    def parameters(self) -> list[At]:
        return [self.at["parameters"][index] for index in range(len(self.at.value.get("parameters", [])))]

    def named(self, place: str) -> set[str]:
        """Return the names of the parameters in the path or the query."""
        return {each.value["name"] for each in self.parameters if each.value["in"] == place}

    @property
    def schemas(self) -> list[At]:
        """Return the schemas of the parameters."""
        return [each["schema"] for each in self.parameters]

    @cached_property
    def body(self) -> At | None:
        """Return the schema of the request body, or None."""
        body = self.at.get("requestBody")
        return body["content"]["application/json"]["schema"] if body else None

    @cached_property
    def responses(self) -> dict[int, At | None]:
        """Return the schema of each response by its status, None for a response without a body."""
        schemas: dict[int, At | None] = {}
        for status, response in self.at.each("responses").items():
            content = response.get("content")
            schemas[int(status)] = content["application/json"]["schema"] if content else None
        return schemas


@cache
def operations() -> dict[str, Described]:
    """Return every operation of the description by its id."""
    root = At(read(ROOT), ROOT)
    described: dict[str, Described] = {}
    for path, item in root.each("paths").items():
        for method in {"get", "put", "post", "patch", "delete"} & set(item.value):
            name = item[method].value["operationId"]
            described[name] = Described(name, method.upper(), path, item[method])
    return described


@cache
def webhooks() -> dict[str, At]:
    """Return the schema of every event by its type."""
    events = At(read(ROOT), ROOT).each("webhooks")
    return {name: at["post"]["requestBody"]["content"]["application/json"]["schema"] for name, at in events.items()}


@cache
def schemas() -> dict[str, At]:
    """Return every named schema that an operation or a webhook reaches, by name."""
    named: dict[str, At] = {}
    used = [(each.body, *each.responses.values(), *each.schemas) for each in operations().values()]
    todo = [*(schema for group in used for schema in group if schema), *webhooks().values()]
    todo.append(At(read(ROOT), ROOT)["x-unknown-event"])
    while todo:
        at = todo.pop()
        if at.name in named:
            continue
        if at.name:
            named[at.name] = at
        todo += parts(at)
    return named


def parts(at: At) -> list[At]:
    """Return the schemas inside a schema."""
    inner = list(at.each("properties").values())
    for key in ("oneOf", "anyOf", "allOf"):
        inner += [at[key][index] for index in range(len(at.value.get(key, [])))]
    for key in ("items", "additionalProperties"):
        if is_mapping(at.value.get(key)):
            inner.append(at[key])
    return inner
