"""The API's description and gen.yaml, read into the IR. Every problem is collected and told at once, with its place."""

from __future__ import annotations

import posixpath
from collections.abc import Mapping
from decimal import Decimal
from typing import TYPE_CHECKING, Any, cast

import yaml

from . import names
from .ir import Api, Enum, Field, Model, Operation, SubSdk, Type

if TYPE_CHECKING:
    from pathlib import Path

_VERBS = ("get", "put", "post", "delete", "patch")


class DescriptionError(Exception):
    """The description cannot be generated from. The text lists every problem."""


def read(root: Path) -> Api:
    """Read a project: its gen.yaml, and the description that gen.yaml names.

    Raises:
        DescriptionError: Something is missing or not understood.
    """
    settings = yaml.safe_load((root / "gen.yaml").read_text(encoding="utf-8"))
    reader = _Reader(root / settings["api"], settings)
    api = reader.api()
    if reader.problems:
        raise DescriptionError("\n".join(sorted(reader.problems)))
    return api


class _ExactLoader(yaml.SafeLoader):
    """Reads fractions as Decimal, for amounts in examples are amounts."""


_ExactLoader.add_constructor("tag:yaml.org,2002:float", lambda _loader, node: Decimal(str(node.value)))


class _Reader:
    def __init__(self, path: Path, settings: dict[str, Any]) -> None:
        self.settings = settings
        self.folder = path.parent
        self.root = path.name
        self.documents: dict[str, Any] = {}
        self.problems: set[str] = set()
        self.schemas: dict[str, tuple[str, Any]] = {}

    def setting(self, name: str) -> dict[str, Any]:
        return self.settings.get(name) or {}

    # References: (document, value) pairs, so that a `$ref` is read from where it stands.

    def document(self, name: str) -> Any:
        if name not in self.documents:
            path = self.folder / name
            if not path.is_file():
                self.problems.add(f"{name}: there is no such file")
                return {}
            self.documents[name] = yaml.load(path.read_text(encoding="utf-8"), _ExactLoader)  # noqa: S506 - a SafeLoader
        return self.documents[name]

    def resolve(self, source: str, value: Any) -> tuple[str, str, Any]:
        """Follow a `$ref`, if it is one. Gives the document, the last part of the reference, and the value."""
        last = ""
        while reference := _reference(value):
            file, _, pointer = reference.partition("#")
            target = posixpath.normpath(posixpath.join(posixpath.dirname(source), file)) if file else source
            found = self.document(target)
            for part in pointer.strip("/").split("/"):
                last = part.replace("~1", "/").replace("~0", "~")
                found = _item(found, last)
            if found is None:
                self.problems.add(f"{source}: {reference} leads nowhere")
                return target, last, {}
            source, value = target, found
        return source, last, value

    # The whole.

    def api(self) -> Api:
        root = self.document(self.root)
        tags: dict[str, list[Operation]] = {tag["name"]: [] for tag in root["tags"]}
        for path, reference in root["paths"].items():
            source, _, item = self.resolve(self.root, reference)
            for verb in _VERBS:
                if verb in item:
                    operation = item[verb]
                    tag = operation.get("tags", [""])[0]
                    made = self.operation(source, path, verb, operation)
                    if tag not in tags:
                        self.problems.add(f"{source}: {made.id}: no tag {tag!r} in {self.root}")
                    tags.setdefault(tag, []).append(made)
        models, enums = self.classes(tags)
        return Api(
            package=self.settings["package"],
            client=self.settings["client"],
            title=root["info"]["title"],
            description=text(root["info"]["description"]),
            url=root["externalDocs"]["url"],
            servers=tuple((server["url"], text(server["description"])) for server in root["servers"]),
            security_description=text(root["components"]["securitySchemes"]["auth_header"]["description"]),
            sub_sdks=tuple(
                SubSdk(
                    name=names.snake(tag["name"]),
                    title=tag["name"],
                    class_name=names.pascal(tag["name"]),
                    description=text(tag["description"]),
                    operations=tuple(sorted(tags[tag["name"]], key=lambda one: one.method)),
                )
                for tag in sorted(root["tags"], key=lambda one: names.snake(one["name"]))
                if tags[tag["name"]]
            ),
            models=models,
            enums=enums,
            renamed=dict(sorted(self.setting("renamed").items())),
            let_out=dict(sorted(self.setting("let_out").items())),
        )

    def classes(self, tags: dict[str, list[Operation]]) -> tuple[tuple[Model, ...], tuple[Enum, ...]]:
        models: dict[str, Model] = {}
        enums: dict[str, Enum] = {}
        done: set[str] = set()
        while todo := sorted(set(self.schemas) - done):
            for name in todo:
                done.add(name)
                source, schema = self.schemas[name]
                if "enum" in schema:
                    members = {names.member(value): value for value in schema["enum"]}
                    enums[name] = Enum(name, source, self.described(source, name, schema), members)
                else:
                    models[name] = self.model(source, name, schema)
        sent = [operation.body.type for some in tags.values() for operation in some if operation.body]
        sendable = _reached(models, set[str]().union(*(one.classes() for one in sent)))
        final = [
            Model(one.name, one.source, one.description, one.fields, one.name in sendable, one.keeps_extra)
            for one in models.values()
        ]
        for setting in ("gained", "once_required"):
            for name in sorted(set(self.setting(setting)) - set(models)):
                self.problems.add(f"gen.yaml: {setting}: there is no model {name}")
        for new, old in self.setting("renamed").items():
            if old not in done or new in done:
                self.problems.add(f"gen.yaml: renamed: {new}: {old} is no class, or {new} is one")
        return tuple(sorted(final, key=lambda one: one.name)), tuple(sorted(enums.values(), key=lambda one: one.name))

    # Schemas.

    def described(self, source: str, what: str, schema: Any) -> str:
        if not schema.get("description"):
            self.problems.add(f"{source}: {what} has no description")
        return text(schema.get("description", ""))

    def model(self, source: str, name: str, schema: Any) -> Model:
        gained = self.setting("gained").get(name, [])
        once = self.setting("once_required").get(name, [])
        properties, required = self.properties(source, schema)
        for key in sorted({*gained, *once} - set(properties)):
            self.problems.add(f"gen.yaml: {name} has no property {key}")
        fields = [
            self.field(place, name, key, value, required=key in required, once=key in once)
            for key, (place, value) in properties.items()
        ]
        fields.sort(key=lambda one: (one.wire in gained, not (one.required or one.once_required), _plain(one.wire)))
        return Model(
            name=name,
            source=source,
            description=self.described(source, name, schema),
            fields=tuple(fields),
            keeps_extra=schema.get("additionalProperties") is True,
        )

    def properties(self, source: str, schema: Any) -> tuple[dict[str, tuple[str, Any]], set[str]]:
        """Give the properties of a schema and of all that it is made of, each with the document it stands in."""
        found: dict[str, tuple[str, Any]] = {}
        required: set[str] = set(schema.get("required", []))
        for part in schema.get("allOf", []):
            place, _, value = self.resolve(source, part)
            inner, inner_required = self.properties(place, value)
            found |= inner
            required |= inner_required
        found |= {key: (source, value) for key, value in schema.get("properties", {}).items()}
        return found, required

    def field(self, source: str, owner: str, key: str, schema: Any, *, required: bool, once: bool) -> Field:
        examples = schema.get("examples", [])
        return Field(
            name=self.setting("attributes").get(key) or names.snake(key),
            wire=key,
            type=self.type(source, f"{owner}.{key}", schema),
            required=required,
            description=self.described(source, f"{owner}.{key}", schema),
            example=examples[0] if examples else None,
            deprecated=schema.get("deprecated", False),
            once_required=once,
        )

    def type(self, source: str, what: str, schema: Any) -> Type:
        if "$ref" in schema:
            place, name, value = self.resolve(source, {"$ref": schema["$ref"]})
            if value.get("type") == "object" and "properties" not in value and value.get("additionalProperties"):
                return self.type(place, name, value)
            self.schemas.setdefault(name, (place, value))
            return Type(name, refers=True)
        some = [one for one in schema.get("anyOf", schema.get("oneOf", [])) if one.get("type") != "null"]
        if some:
            return self.type(source, what, some[0])
        kinds = schema.get("type", [])
        kind = next((one for one in ([kinds] if isinstance(kinds, str) else kinds) if one != "null"), None)
        if kind == "array":
            return Type("List", self.type(source, what, schema["items"]))
        if kind == "object":
            inner = schema.get("additionalProperties")
            return Type("Dict", self.type(source, what, inner) if isinstance(inner, Mapping) else Type("Any"))
        if kind == "number":
            return Type("Decimal")
        simple = {"string": "str", "integer": "int", "boolean": "bool", None: "Any"}
        if kind not in simple:
            self.problems.add(f"{source}: {what}: no type {kind!r} is known")
        return Type(simple.get(kind, "Any"))

    # Operations.

    def operation(self, source: str, path: str, verb: str, value: Any) -> Operation:
        name = value["operationId"]
        keywords = self.setting("keyword_arguments").get(name, [])
        parameters = [self.parameter(source, one) for one in value.get("parameters", [])]
        body, example = self.body(source, name, value.get("requestBody"))
        request = [one for one in parameters if one.wire not in keywords]
        whole = body is not None and not request
        fields = [*request, *([body] if body and not whole else [])]
        fields.sort(key=lambda one: (not one.required, _plain(one.wire)))
        payload, payloads = self.payload(source, name, value["responses"])
        for one in parameters:
            path = path.replace(f"{{{one.wire}}}", f"{{{one.name}}}")
        if "url" not in value.get("externalDocs", {}):
            self.problems.add(f"{source}: {name} has no link to its page")
        return Operation(
            id=name,
            source=source,
            verb=verb.upper(),
            path=path,
            summary=text(value["summary"]),
            description=self.described(source, name, value),
            url=value.get("externalDocs", {}).get("url", ""),
            method=self.setting("methods").get(name) or names.snake(name),
            name=names.pascal(name),
            request=tuple(fields),
            arguments=tuple(one for one in parameters if one.wire in keywords),
            body=body,
            whole=whole,
            payload=payload,
            payloads=payloads,
            statuses={
                status: self.described(source, f"{name} {status}", self.resolve(source, one)[2])
                for status, one in sorted(value["responses"].items())
            },
            paged={"page", "pageSize"} <= {one.wire for one in parameters},
            may_be_empty=any(
                one.get("x-may-be-empty", False)
                for one in (self.resolve(source, one)[2] for one in value["responses"].values())
            ),
            example=example,
        )

    def parameter(self, source: str, reference: Any) -> Field:
        place, _, value = self.resolve(source, reference)
        schema = self.resolve(place, value["schema"])[2] if "$ref" not in value["schema"] else value["schema"]
        return Field(
            name=self.setting("attributes").get(value["name"]) or names.snake(value["name"]),
            wire=value["name"],
            type=self.type(place, value["name"], schema),
            required=value.get("required", False),
            description=self.described(place, value["name"], value),
            place=value["in"],
            default=schema.get("default"),
            example=value.get("example"),
        )

    def body(self, source: str, operation: str, value: Any) -> tuple[Field | None, Any]:
        if value is None:
            return None, None
        content = value["content"]["application/json"]
        schema = content["schema"]
        last = schema["$ref"].rpartition("/")[2] if "$ref" in schema else "requestBody"
        field = Field(
            name=names.snake(last),
            wire=last,
            type=self.type(source, operation, schema),
            required=value.get("required", False),
            description=self.described(source, f"{operation}: the body", value),
        )
        return field, content.get("example")

    def payload(self, source: str, operation: str, responses: Any) -> tuple[Field | None, Field | None]:
        for status, reference in sorted(responses.items(), reverse=True):
            place, _, value = self.resolve(source, reference)
            if "content" not in value:
                continue
            schema = value["content"]["application/json"]["schema"]
            if not status.startswith("2"):
                self.type(place, f"{operation} {status}", schema)
                continue
            many = [one for one in schema.get("oneOf", []) if one.get("type") == "array"]
            if many:
                schema = many[0]["items"]
            last = schema["$ref"].rpartition("/")[2]
            words = text(value["description"])
            name = names.snake(last)
            one = Field(name, last, self.type(place, operation, schema), required=False, description=words)
            all_of = f"Every one of them, where the API answers with a list; else the one in `{name}`."
            every = Field(_plural(name), last, Type("List", one.type), required=False, description=all_of)
            return one, every if many else None
        return None, None


def _reference(value: Any) -> str:
    return str(_item(value, "$ref") or "")


def _item(value: Any, key: str) -> Any:
    return cast("dict[str, Any]", value).get(key) if isinstance(value, dict) else None


def text(value: str) -> str:
    """Fold a text of the description into one line."""
    return " ".join(value.split())


def _plain(wire: str) -> str:
    # The order of 0.2.0's arguments.
    return wire.lower().lstrip("_")


def _plural(name: str) -> str:
    return name[:-1] + "ies" if name.endswith("y") else name + "s"


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
