"""The description is valid OpenAPI and complete, and the generated classes match it."""

from __future__ import annotations

import re
from dataclasses import MISSING, fields
from typing import TYPE_CHECKING, Any, Literal, get_args, get_origin, get_type_hints

from openapi_spec_validator import validate
from support import calls, description
from support.documents import chosen, kind, properties, required
from support.for_each import for_each
from support.samples import bare

from codatsynccommerce._runtime.codec.schema import schema_of
from codatsynccommerce._runtime.models import REQUIRED, OpenEnum
from codatsynccommerce.models import shared, webhooks

if TYPE_CHECKING:
    from support.description import At

OPERATIONS = description.operations()
SCHEMAS = description.schemas()
MODELS = {name: at for name, at in SCHEMAS.items() if kind(at) == "object" and properties(at)}
ENUMS = {name: at for name, at in SCHEMAS.items() if "enum" in at.value}


def class_of(name: str) -> Any:
    return getattr(shared if name in shared.__all__ else webhooks, name)


def type_of(at: At) -> str:
    """Return the Python type of a schema, as text."""
    at = chosen(at)
    if "const" in at.value:
        return f"Literal[{at.value['const']}]"
    if at.name in {**MODELS, **ENUMS}:
        return at.name
    if kind(at) == "array":
        return f"list[{type_of(at['items'])}]"
    if kind(at) == "object":
        inner = at.get("additionalProperties")
        return f"dict[str, {type_of(inner) if inner else 'Any'}]"
    simple = {"string": "str", "integer": "int", "boolean": "bool", "number": "Decimal", "any": "Any"}
    return simple[kind(at)]


def written(hint: Any) -> str:
    """Return a type hint as text, without Optional."""
    hint = bare(hint)
    if get_origin(hint) is Literal:
        return f"Literal[{get_args(hint)[0]}]"
    if get_origin(hint):
        return f"{get_origin(hint).__name__}[{', '.join(written(item) for item in get_args(hint))}]"
    return "Any" if hint is Any else str(hint.__name__)


def test_description_is_valid_openapi() -> None:
    root = description.read(description.ROOT)
    assert root["openapi"].startswith("3.1")
    validate(root, base_uri=description.ROOT.as_uri())


def test_every_schema_is_used() -> None:
    defined = [name for file in description.API.rglob("*.yaml") for name in description.read(file).get("schemas", {})]
    assert sorted(defined) == sorted(SCHEMAS)


@for_each("name", sorted(OPERATIONS))
def test_operation_has_description_and_link(name: str) -> None:
    at = OPERATIONS[name].at
    assert len(at.value["description"]) > 40
    assert at.value["summary"]
    product, _, page = at.value["externalDocs"]["url"].partition("#/operations/")
    assert re.fullmatch(r"https://docs\.codat\.io/[\w-]+", product)
    assert page == name or (page and product.endswith("/platform-api"))
    assert len(at.value["tags"]) == 1
    for parameter in OPERATIONS[name].parameters:
        assert len(parameter.value["description"]) > 10, parameter.value["name"]
    for status, response in at.each("responses").items():
        assert response.value["description"], status
    assert OPERATIONS[name].body is None or len(at["requestBody"].value["description"]) > 10


@for_each("name", sorted(MODELS))
def test_every_property_has_description(name: str) -> None:
    assert len(MODELS[name].value["description"]) > 10
    for key, at in properties(MODELS[name]).items():
        assert len(at.value.get("description", "")) >= 8, key


@for_each("name", sorted(MODELS))
def test_model_fields_match_schema(name: str) -> None:
    model = class_of(name)
    hints = get_type_hints(model)
    ours = {field.json_name: written(hints[field.name]) for field in schema_of(model).fields}
    assert ours == {key: type_of(at) for key, at in properties(MODELS[name]).items()}


@for_each("name", sorted(MODELS))
def test_required_fields_match_schema(name: str) -> None:
    model = class_of(name)
    keys = {field.name: field.json_name for field in schema_of(model).fields}
    needed = {keys[each.name] for each in fields(model) if each.name in keys and each.default in (REQUIRED, MISSING)}
    assert needed == required(MODELS[name])


@for_each("name", sorted(MODELS))
def test_unknown_keys_are_kept_as_described(name: str) -> None:
    assert schema_of(class_of(name)).keeps_extra == (MODELS[name].value.get("additionalProperties") is True)


@for_each("name", sorted(ENUMS))
def test_enum_members_match_schema(name: str) -> None:
    kind_of_enum: type[OpenEnum] = class_of(name)
    assert issubclass(kind_of_enum, OpenEnum)
    assert [member.value for member in kind_of_enum] == ENUMS[name].value["enum"]


def test_sendable_models_accept_extra_fields() -> None:
    sendable = {model.__name__ for model in calls.sendable()}
    accepting = {name for name in MODELS if schema_of(class_of(name)).accepts_extra}
    assert accepting == sendable
    assert len(accepting) > 50


def test_every_event_is_read_by_its_class() -> None:
    named = {event_type: at.name for event_type, at in description.webhooks().items()}
    assert named == {event_type: event.__name__ for event_type, event in webhooks.EVENT_MODELS.items()}
