"""What each element of OpenAPI becomes: descriptions of ten lines, generated and imported."""

from __future__ import annotations

import decimal
import inspect
import typing
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any, Callable, get_type_hints

import pytest
from support import projects

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

Make = Callable[..., Any]


@pytest.fixture
def make(tmp_path: Path) -> Iterator[Make]:
    def imported(changes: str, settings: str = "") -> Any:
        return projects.imported(projects.tiny(tmp_path, changes, settings), "tiny")

    yield imported
    projects.forget("tiny")


def thing(**properties: Any) -> str:
    """Return a change to the description: the properties of its only model."""
    described = {name: {"description": "What it is.", **schema} for name, schema in properties.items()}
    return projects.dumped({"schemas": {"Thing": {"properties": described}}})


TYPES: list[tuple[dict[str, Any], str]] = [
    ({"type": "string"}, "Optional[str]"),
    ({"type": ["string", "null"]}, "Optional[str]"),
    ({"type": ["null", "integer"]}, "Optional[int]"),
    ({"type": "boolean"}, "Optional[bool]"),
    ({"type": "number"}, "Optional[decimal.Decimal]"),
    ({}, "Optional[Any]"),
    ({"type": "object"}, "Optional[Dict[str, Any]]"),
    ({"type": "object", "additionalProperties": True}, "Optional[Dict[str, Any]]"),
    ({"type": "object", "additionalProperties": {"type": "number"}}, "Optional[Dict[str, decimal.Decimal]]"),
    ({"type": "array", "items": {"type": "string"}}, "Optional[List[str]]"),
    ({"type": ["array", "null"], "items": {"type": ["string", "null"]}}, "Optional[List[str]]"),
    ({"type": "array", "items": {"type": "object"}}, "Optional[List[Dict[str, Any]]]"),
    ({"anyOf": [{"type": "string"}, {"type": "null"}]}, "Optional[str]"),
    ({"oneOf": [{"type": "null"}, {"type": "integer"}]}, "Optional[int]"),
    ({"$ref": "#/schemas/Thing"}, "Optional[tiny.models.shared.thing.Thing]"),
    ({"type": "array", "items": {"$ref": "#/schemas/Thing"}}, "Optional[List[tiny.models.shared.thing.Thing]]"),
]


def test_schema_becomes_type(make: Make) -> None:
    properties = {f"value{index}": schema for index, (schema, _) in enumerate(TYPES)}
    tiny = make(thing(**properties))
    hints = get_type_hints(tiny.models.shared.Thing)
    names = {**vars(typing), "decimal": decimal, "tiny": tiny}
    for index, (schema, hint) in enumerate(TYPES):
        expected = get_type_hints(SimpleNamespace(__annotations__={"hint": hint}), names)["hint"]
        assert hints[f"value{index}"] == expected, schema


SPELLINGS = {
    "companyId": "company_id",
    "HTTPStatus": "http_status",
    "kebab-case": "kebab_case",
    "with space": "with_space",
    "class": "class_",
    "from": "from_",
    "_links": "links",
    "@type": "type",
    "line1": "line1",
    "dataType": "data_type",
    "datatype": "datatype",
    "modifiedOnUTC": "modified_on_utc",
}


def test_property_names_round_trip(make: Make) -> None:
    properties: dict[str, Any] = {name: {"type": "string"} for name in SPELLINGS}
    document = {name: f"value of {name}" for name in SPELLINGS}
    model = make(thing(**properties)).models.shared.Thing.from_dict(document)
    assert {api_name: getattr(model, name) for api_name, name in SPELLINGS.items()} == document
    assert model.to_dict() == document


AWKWARD = [
    'ends with a "quote"',
    'holds """three""" of them',
    "holds a \\ and a \\n and ends with \\",
    "{braces} {{ double }} {% percent %}",
    "a | pipe | in | a | table",
    "# hash and 'single' quotes",
    "Two. Sentences. " + "long " * 40 + 'then a "quote"',
    "x" * 300,
    "Ünïcode: \u2028 and \U0001f600",
]


@pytest.mark.parametrize("words", AWKWARD)
def test_any_description_becomes_docstring(words: str, make: Make) -> None:
    change: dict[str, Any] = projects.loaded(thing(value={"description": words}))
    change["schemas"]["Thing"]["description"] = words
    change["paths"] = {"/things/{id}": {"get": {"description": words, "summary": words[:30]}}}
    change["tags"] = [{"name": "Things", "description": words}]
    change["info"] = {"description": words}
    package = make(projects.dumped(change))
    said = " ".join(words.split())
    for what in (package.models.shared.Thing, package.Things, package.Things.get_thing, package):
        assert said in " ".join((inspect.getdoc(what) or "").split())


def test_enum_value_becomes_member(make: Make) -> None:
    values = {
        "in-progress": "IN_PROGRESS",
        "USD": "USD",
        "timedOut": "TIMED_OUT",
        "a b": "A_B",
        "v2": "V2",
        "HTTPError": "HTTP_ERROR",
    }
    kinds = projects.dumped({"Kind": {"type": "string", "description": "A kind.", "enum": list(values)}})
    change = thing(value={"$ref": "#/schemas/Kind"}) + "".join(f"  {line}\n" for line in kinds.splitlines())
    assert {member.value: member.name for member in make(change).models.shared.Kind} == values


def test_lone_body_is_the_request(make: Make) -> None:
    change = """
paths:
  /things:
    post:
      operationId: create-thing
      tags: [Things]
      summary: Create thing
      description: Creates a thing.
      externalDocs: {url: 'https://tiny.example/create'}
      requestBody: {description: It., content: {application/json: {schema: {$ref: '#/schemas/Thing'}, example: {}}}}
      responses: {'200': {description: It., content: {application/json: {schema: {$ref: '#/schemas/Thing'}}}}}
"""
    package = make(change)
    operation = package.models.operations.CREATE_THING
    assert operation.build_request(package.models.shared.Thing()).body == b"{}"
    assert not hasattr(package.models.operations, "CreateThingRequest")


def test_keyword_arguments_come_last(make: Make) -> None:
    change = """
paths:
  /things/{id}:
    get:
      parameters:
      - {name: id, in: path, required: true, description: Which., schema: {type: string}}
      - {name: inLanguage, in: query, description: Language., schema: {type: string}}
"""
    package = make(change, "keyword_arguments: {get-thing: [inLanguage]}\n")
    parameters = inspect.signature(package.Things.get_thing).parameters
    assert list(parameters)[:5] == ["self", "request", "retries", "id", "in_language"]
    assert parameters["in_language"].kind is inspect.Parameter.KEYWORD_ONLY
    operation, request = package.models.operations.GET_THING, package.models.operations.GetThingRequest("1")
    assert operation.build_request(request, {"in_language": "en us"}).path == "/things/1?inLanguage=en%20us"
    assert operation.build_request(request, {"in_language": None}).path == "/things/1"


def test_object_or_list_payload(make: Make) -> None:
    change = """
paths:
  /things/{id}:
    get:
      responses:
        '200':
          description: It.
          content:
            application/json:
              schema: {oneOf: [{$ref: '#/schemas/Thing'}, {type: array, items: {$ref: '#/schemas/Thing'}}]}
"""
    operation = make(change).models.operations.GET_THING
    assert (operation.payload, operation.payload_list) == ("thing", "things")


def test_all_of_is_merged_into_class(make: Make) -> None:
    change = """
schemas:
  Thing:
    allOf:
    - {$ref: '#/schemas/Named'}
    - {type: object, properties: {size: {type: integer, description: Size.}}}
  Named: {type: object, description: Named., required: [name], properties: {name: {type: string, description: Name.}}}
"""
    shared = make(change).models.shared
    assert list(inspect.signature(shared.Thing).parameters) == ["name", "size"]
    assert not hasattr(shared, "Named")


def test_envelope_is_part_of_the_operation(make: Make) -> None:
    change = """
schemas:
  Thing:
    x-envelope: {name: settings, outside: [enabled]}
    properties: {enabled: {type: boolean, description: x}, size: {type: integer, description: x}}
"""
    assert make(change).models.operations.GET_THING.envelope == ("settings", ("size",), ("enabled",))


def test_envelope_field_must_be_a_property(tmp_path: Path) -> None:
    change = "schemas: {Thing: {x-envelope: {name: settings, outside: [enabled]}, properties: {}}}"
    assert projects.problems(projects.tiny(tmp_path, change)) == [
        "openapi.yaml: Thing: x-envelope: enabled is not a property"
    ]
