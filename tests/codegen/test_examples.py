"""Examples that do not fit their schemas are told: the programs in the docs are made of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
import yaml
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
    ("example", "told"),
    [
        ("null", " has no example"),
        ("[]", ": the example is no Thing"),
        ("{}", ": the example has no name, which the schema requires"),
        ("{name: 1}", ": the example: name is no text"),
        ("{name: null}", ": the example: name is no text"),
        ("{name: a, nosuch: 1}", ": the example has nosuch, which the schema has not"),
        ("{name: a, kind: Huge}", ": the example: kind is 'Huge', which is no Kind"),
        ("{name: a, kind: []}", ": the example: kind is [], which is no Kind"),
        ("{name: a, size: 1.5}", ": the example: size is no whole number"),
        ("{name: a, size: true}", ": the example: size is no whole number"),
        ("{name: a, price: '1'}", ": the example: price is no number"),
        ("{name: a, sold: 1}", ": the example: sold is no boolean"),
        ("{name: a, parts: {name: b}}", ": the example: parts is no list"),
        ("{name: a, parts: [{name: b}, {}]}", ": the example has no parts[1].name, which the schema requires"),
        ("{name: a, parts: [{name: b, nosuch: 1}]}", ": the example has parts[0].nosuch, which the schema has not"),
        ("{name: a, labels: [b]}", ": the example: labels is no mapping"),
        ("{name: a, labels: {b: 1}}", ": the example: labels.b is no text"),
    ],
)
def test_an_example_of_a_body_that_does_not_fit_is_told(example: str, told: str, tmp_path: Path) -> None:
    lines = projects.problems(projects.tiny(tmp_path, CHANGE % example))
    at = "create-thing: the body" if example == "null" else "create-thing"
    assert lines == [f"openapi.yaml: {at}{told}"]


def test_an_example_that_fits_is_taken(tmp_path: Path) -> None:
    example = "{name: a, kind: Big, size: 1, price: 1.5, sold: true, parts: [{name: b}], labels: {c: d}, free: [1]}"
    assert generate(projects.tiny(tmp_path, CHANGE % example))


def test_examples_and_defaults_elsewhere_are_told_too(tmp_path: Path) -> None:
    change = yaml.safe_load(CHANGE % "{name: a}")
    change["schemas"]["Thing"]["properties"]["kind"]["examples"] = ["Huge"]
    change["paths"]["/things"]["post"]["parameters"] = [
        {"name": "page", "in": "query", "description": "x", "schema": {"type": "integer", "default": "1"}},
        {"name": "kind", "in": "query", "description": "x", "schema": {"$ref": "#/schemas/Kind"}, "example": "Huge"},
    ]
    assert projects.problems(projects.tiny(tmp_path, yaml.safe_dump(change))) == [
        "openapi.yaml: Thing.kind: the example is 'Huge', which is no Kind",
        "openapi.yaml: create-thing: kind: the example is 'Huge', which is no Kind",
        "openapi.yaml: create-thing: page: the default is no whole number",
    ]


def test_keys_of_an_example_are_let_be_where_a_part_of_the_schema_is_lost(tmp_path: Path) -> None:
    change = yaml.safe_load(CHANGE % "{name: a, other: 1}")
    change["schemas"]["Thing"]["allOf"] = [{"$ref": "#/schemas/Lost"}]
    assert projects.problems(projects.tiny(tmp_path, yaml.safe_dump(change))) == [
        "openapi.yaml: Thing: #/schemas/Lost leads nowhere"
    ]
