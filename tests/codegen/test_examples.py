"""Examples that do not match their schemas are reported: the programs in the docs are built from them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from support import projects

from codegen.__main__ import generate

if TYPE_CHECKING:
    from pathlib import Path

CHANGE = """
paths:
  /things:
    post:
      operationId: create-thing
      tags: [Things]
      summary: Create thing
      description: Creates a thing.
      externalDocs: {url: 'https://tiny.example/create'}
      requestBody: {description: It., content: {application/json: {schema: {$ref: '#/schemas/Thing'}, example: %s}}}
      responses: {'204': {description: It is made.}}
schemas:
  Thing:
    required: [name]
    properties:
      name: {type: string, description: Name.}
      kind: {$ref: '#/schemas/Kind', description: Kind.}
      size: {type: integer, description: Size.}
      price: {type: number, description: Price.}
      sold: {type: boolean, description: Sold.}
      parts: {type: array, items: {$ref: '#/schemas/Thing'}, description: Parts.}
      labels: {type: object, additionalProperties: {type: string}, description: Labels.}
      free: {description: Anything.}
  Kind: {type: string, enum: [Big, Small], description: Kind.}
"""


@pytest.mark.parametrize(
    ("example", "expected"),
    [
        ("null", " has no example"),
        ("[]", ": the example is not a Thing"),
        ("{}", ": the example lacks name, which the schema requires"),
        ("{name: 1}", ": the example: name is not a string"),
        ("{name: null}", ": the example: name is not a string"),
        ("{name: a, nosuch: 1}", ": the example has nosuch, which is not in the schema"),
        ("{name: a, kind: Huge}", ": the example: kind is 'Huge', which is not a Kind"),
        ("{name: a, kind: []}", ": the example: kind is [], which is not a Kind"),
        ("{name: a, size: 1.5}", ": the example: size is not an integer"),
        ("{name: a, size: true}", ": the example: size is not an integer"),
        ("{name: a, price: '1'}", ": the example: price is not a number"),
        ("{name: a, sold: 1}", ": the example: sold is not true or false"),
        ("{name: a, parts: {name: b}}", ": the example: parts is not a list"),
        ("{name: a, parts: [{name: b}, {}]}", ": the example lacks parts[1].name, which the schema requires"),
        ("{name: a, parts: [{name: b, nosuch: 1}]}", ": the example has parts[0].nosuch, which is not in the schema"),
        ("{name: a, labels: [b]}", ": the example: labels is not a mapping"),
        ("{name: a, labels: {b: 1}}", ": the example: labels.b is not a string"),
    ],
)
def test_invalid_body_example_is_reported(example: str, expected: str, tmp_path: Path) -> None:
    lines = projects.problems(projects.tiny(tmp_path, CHANGE % example))
    at = "create-thing: requestBody" if example == "null" else "create-thing"
    assert lines == [f"openapi.yaml: {at}{expected}"]


def test_valid_example_is_accepted(tmp_path: Path) -> None:
    example = "{name: a, kind: Big, size: 1, price: 1.5, sold: true, parts: [{name: b}], labels: {c: d}, free: [1]}"
    assert generate(projects.tiny(tmp_path, CHANGE % example))


def test_other_examples_and_defaults_are_checked(tmp_path: Path) -> None:
    change = projects.loaded(CHANGE % "{name: a}")
    change["schemas"]["Thing"]["properties"]["kind"]["examples"] = ["Huge"]
    change["paths"]["/things"]["post"]["parameters"] = [
        {"name": "page", "in": "query", "description": "x", "schema": {"type": "integer", "default": "1"}},
        {"name": "kind", "in": "query", "description": "x", "schema": {"$ref": "#/schemas/Kind"}, "example": "Huge"},
    ]
    assert projects.problems(projects.tiny(tmp_path, projects.dumped(change))) == [
        "openapi.yaml: Thing.kind: the example is 'Huge', which is not a Kind",
        "openapi.yaml: create-thing: kind: the example is 'Huge', which is not a Kind",
        "openapi.yaml: create-thing: page: the default is not an integer",
    ]


def test_incomplete_schema_allows_unknown_keys(tmp_path: Path) -> None:
    change = projects.loaded(CHANGE % "{name: a, other: 1}")
    change["schemas"]["Thing"]["allOf"] = [{"$ref": "#/schemas/Lost"}]
    assert projects.problems(projects.tiny(tmp_path, projects.dumped(change))) == [
        "openapi.yaml: Thing: #/schemas/Lost leads nowhere"
    ]
