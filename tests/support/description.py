"""The API's description as tests read it: operations with every reference followed. Knows nothing of the generator."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

import yaml

API = Path(__file__).parents[2] / "api"
ROOT = API / "openapi.yaml"


class _Loader(yaml.SafeLoader):
    """Reads fractions as Decimal: an amount in an example is an amount."""


def _exact(loader: _Loader, node: yaml.ScalarNode) -> Decimal:
    return Decimal(str(loader.construct_scalar(node)))


_Loader.add_constructor("tag:yaml.org,2002:float", _exact)


@dataclass(frozen=True)
class At:
    """A value of the description, with the file that it stands in and the name that a reference called it by."""

    value: Any
    file: Path
    name: str = ""

    def __getitem__(self, key: Any) -> At:
        return followed(At(self.value[key], self.file))

    def get(self, key: str) -> At | None:
        return self[key] if key in self.value else None

    def each(self, key: str) -> dict[str, At]:
        """Give the members of a map under a key, none where there is no such map."""
        return {name: self[key][name] for name in self.value.get(key, {})}


@cache
def read(file: Path) -> Any:
    """Give a file of the description."""
    return yaml.load(file.read_text(encoding="utf-8"), _Loader)  # noqa: S506 - a SafeLoader


def is_map(value: Any) -> bool:
    return isinstance(value, dict)


def followed(at: At) -> At:
    """Follow a reference. What stands beside it wins over what it leads to."""
    reference: str | None = at.value.get("$ref") if is_map(at.value) else None
    if reference is None:
        return at
    place, _, pointer = reference.partition("#")
    file = (at.file.parent / place).resolve() if place else at.file
    value, name = read(file), ""
    for part in pointer.strip("/").split("/"):
        name = part.replace("~1", "/").replace("~0", "~")
        value = value[name]
    found = followed(At(value, file, name))
    beside = {key: one for key, one in at.value.items() if key != "$ref"}
    return At({**found.value, **beside}, found.file, found.name)


@dataclass(frozen=True)
class Described:
    """One operation of the description."""

    id: str
    method: str
    path: str
    at: At

    @property
    def parameters(self) -> list[At]:
        return [self.at["parameters"][index] for index in range(len(self.at.value.get("parameters", [])))]

    def named(self, place: str) -> set[str]:
        """Give the names of the parameters in the path or the query."""
        return {one.value["name"] for one in self.parameters if one.value["in"] == place}

    @property
    def schemas(self) -> list[At]:
        """Give the schemas of the parameters."""
        return [one["schema"] for one in self.parameters]

    @property
    def body(self) -> At | None:
        """Give the schema of the body, None where there is none."""
        body = self.at.get("requestBody")
        return body["content"]["application/json"]["schema"] if body else None

    @property
    def answers(self) -> dict[int, At | None]:
        """Give the schema of the answer for each status, None for an answer without a body."""
        made: dict[int, At | None] = {}
        for status, one in self.at.each("responses").items():
            content = one.get("content")
            made[int(status)] = content["application/json"]["schema"] if content else None
        return made


@cache
def operations() -> dict[str, Described]:
    """Give every operation of the description by its id."""
    root = At(read(ROOT), ROOT)
    found: dict[str, Described] = {}
    for path, item in root.each("paths").items():
        for method in {"get", "put", "post", "patch", "delete"} & set(item.value):
            name = item[method].value["operationId"]
            found[name] = Described(name, method.upper(), path, item[method])
    return found


@cache
def webhooks() -> dict[str, At]:
    """Return the schema of every event by its type."""
    events = At(read(ROOT), ROOT).each("webhooks")
    return {name: at["post"]["requestBody"]["content"]["application/json"]["schema"] for name, at in events.items()}


@cache
def schemas() -> dict[str, At]:
    """Return every named schema that an operation or a webhook reaches, by name."""
    found: dict[str, At] = {}
    reached = [(each.body, *each.answers.values(), *each.schemas) for each in operations().values()]
    todo = [*(one for some in reached for one in some if one), *webhooks().values()]
    todo.append(At(read(ROOT), ROOT)["x-unknown-event"])
    while todo:
        at = todo.pop()
        if at.name in found:
            continue
        if at.name:
            found[at.name] = at
        todo += parts(at)
    return found


def parts(at: At) -> list[At]:
    """Give the schemas that a schema is made of."""
    found = list(at.each("properties").values())
    for key in ("oneOf", "anyOf", "allOf"):
        found += [at[key][index] for index in range(len(at.value.get(key, [])))]
    for key in ("items", "additionalProperties"):
        if is_map(at.value.get(key)):
            found.append(at[key])
    return found
