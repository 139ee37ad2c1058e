"""What cannot be generated from is told: every problem at once, each with its place, and nothing is written."""

from __future__ import annotations

from typing import TYPE_CHECKING

import projects
import pytest

from codegen.__main__ import generate, main
from codegen.read import DescriptionError

if TYPE_CHECKING:
    from pathlib import Path


def problems(root: Path) -> list[str]:
    with pytest.raises(DescriptionError) as raised:
        generate(root)
    return str(raised.value).splitlines()


def test_all_problems_are_told_at_once_and_nothing_is_written(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    change = """
paths:
  /things/{id}:
    get:
      description: ''
      externalDocs: null
      tags: [Others]
schemas:
  Thing:
    properties:
      silent: {type: string}
      odd: {type: tuple, description: Odd.}
      lost: {$ref: '#/schemas/Nowhere', description: Lost.}
      far: {$ref: 'nowhere.yaml#/schemas/Far', description: Far.}
"""
    settings = "gained: {Thing: [newer], Ghost: [x]}\nonce_required: {Thing: [older]}\nrenamed: {New: Old}\n"
    root = projects.tiny(tmp_path, change, settings)
    told = problems(root)
    expected = [
        "gen.yaml: Thing has no property newer",
        "gen.yaml: Thing has no property older",
        "gen.yaml: gained: there is no model Ghost",
        "gen.yaml: renamed: New: Old is no class, or New is one",
        "nowhere.yaml: there is no such file",
        "openapi.yaml: #/schemas/Nowhere leads nowhere",
        "openapi.yaml: Thing.odd: no type 'tuple' is known",
        "openapi.yaml: Thing.silent has no description",
        "openapi.yaml: get-thing has no description",
        "openapi.yaml: get-thing has no link to its page",
        "openapi.yaml: get-thing: no tag 'Others' in openapi.yaml",
    ]
    assert set(expected) <= set(told)
    assert told == sorted(told)
    before = sorted(tmp_path.rglob("*"))
    assert main(["--root", str(root)]) == 2
    assert capsys.readouterr().err.splitlines() == told
    assert sorted(tmp_path.rglob("*")) == before


GET = "paths: {'/things/{id}': {get: %s}}"
THING = "schemas: {Thing: {properties: %s}}"
KIND = "schemas: {Thing: {properties: {k: {$ref: '#/schemas/K', description: x}}}, K: {description: K., enum: %s}}"
POST = """
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
"""


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (GET % "{operationId: null}", "operationId"),
        (GET % "{summary: null}", "get-thing has no summary"),
        (GET % "{responses: null}", "get-thing has no responses"),
        (GET % "{parameters: []}", "get-thing: the path names {id}"),
        ("paths: {'/more/{id}': {$ref: '#/paths/~1things~1{id}'}}", "get-thing stands twice"),
        (POST % "null", "create-thing: the body has no example"),
        (POST % "{nosuch: 1}", "create-thing: the example has nosuch"),
        (THING % "{aB: {description: x}, a_b: {description: y}}", "Thing: two properties become a_b"),
        (THING % "{'1st': {description: x}}", "Thing.1st"),
        (THING % "{extra: {description: x}}", "Thing.extra"),
        (
            "schemas: {Thing: {properties: {a: {$ref: '#/schemas/THING', description: x}}}, THING: {description: An.}}",
            "THING",
        ),
        (KIND % "[a-b, aB]", "K: two values become A_B"),
        (KIND % "['']", "K: "),
        (KIND % "['1st']", "K: "),
    ],
)
def test_a_description_that_would_become_broken_code_is_told(change: str, words: str, tmp_path: Path) -> None:
    told = problems(projects.tiny(tmp_path, change))
    assert [line for line in told if line.startswith("openapi.yaml: ") and words in line], told


@pytest.mark.parametrize(
    "settings",
    [
        "methods: {no-such-operation: get}",
        "attributes: {noSuchProperty: x}",
        "keyword_arguments: {get-thing: [noSuchParameter]}",
        "keyword_arguments: {no-such-operation: [id]}",
        "once_required: {Ghost: [x]}",
        "gained: {Thing: [ghost]}",
        "renamed: {New: Ghost}",
        "renamed: {Thing: Thing}",
        "no_such_setting: {}",
    ],
)
def test_a_setting_for_what_is_not_there_is_told(settings: str, tmp_path: Path) -> None:
    told = problems(projects.tiny(tmp_path, "", settings + "\n"))
    assert [line for line in told if line.startswith("gen.yaml: ")], told


def test_two_schemas_of_one_name_are_told(tmp_path: Path) -> None:
    root = projects.tiny(tmp_path, THING % "{a: {$ref: 'more.yaml#/schemas/Thing', description: x}}")
    (root / "api" / "more.yaml").write_text("schemas: {Thing: {type: object, description: Another., properties: {}}}")
    assert [line for line in problems(root) if "Thing" in line]


def test_a_problem_in_a_part_is_told_with_that_part(tmp_path: Path) -> None:
    root = projects.golden(tmp_path)
    part = root / "api" / "parts" / "orders.yaml"
    part.write_text(part.read_text().replace("description: How many.", "description: ''"))
    assert problems(root) == ["parts/orders.yaml: OrderLine.quantity has no description"]


def test_a_file_that_is_no_yaml_is_told(tmp_path: Path) -> None:
    root = projects.golden(tmp_path)
    (root / "api" / "parts" / "orders.yaml").write_text("schemas: {Thing: [")
    assert any(line.startswith("parts/orders.yaml: ") for line in problems(root))
