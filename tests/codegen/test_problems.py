"""An invalid description is reported as a whole: every problem with its place, and nothing is written."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from support import projects
from support.projects import problems

from codegen.__main__ import main
from codegen.parse.api import read
from codegen.problems import DescriptionError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


def test_all_problems_are_reported_together(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
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
    settings = "added_fields: {Thing: [newer], Ghost: [x]}\nformerly_required: {Thing: [older]}\nrenamed: {New: Old}\n"
    root = projects.tiny(tmp_path, change, settings)
    expected = problems(root)
    assert expected == [
        "gen.yaml: added_fields: Thing has no newer",
        "gen.yaml: added_fields: there is no model or operation Ghost",
        "gen.yaml: formerly_required: Thing has no older",
        "gen.yaml: renamed: there is no class Old",
        "nowhere.yaml: file not found",
        "openapi.yaml: Thing.lost: #/schemas/Nowhere leads nowhere",
        "openapi.yaml: Thing.odd: unknown type 'tuple'",
        "openapi.yaml: Thing.silent has no description",
        "openapi.yaml: get-thing has no description",
        "openapi.yaml: get-thing has no link to its page",
        "openapi.yaml: get-thing: openapi.yaml has no tag 'Others'",
    ]
    before = sorted(tmp_path.rglob("*"))
    assert main(["--root", str(root)]) == 2
    assert capsys.readouterr().err.splitlines() == expected
    assert sorted(tmp_path.rglob("*")) == before


GET = "paths: {'/things/{id}': {get: %s}}"
PARAMETER = GET % "{parameters: [%s]}"
ID = "{name: id, in: path, required: true, description: Which., schema: {type: string}}"
RESPONSE = GET % "{responses: {'200': {content: %s}}}"
KIND = "schemas: {Thing: {properties: {k: {$ref: '#/schemas/K', description: x}}}, K: %s}"
QUERY = "{name: %s, in: query, description: Which., schema: {type: string}}"
OTHER = "{description: Another., content: {application/json: {schema: {$ref: '#/schemas/Other'}}}}"
OTHERS = "\nschemas: {Other: {type: object, description: Another., properties: {}}}"
TAG = "\ntags: [{name: %s, description: Read.}]"
EVENT = "webhooks: {thing.made: {post: {description: x, requestBody: {content: {application/json: {schema: %s}}}}}}"
PROPERTY = "schemas: {Thing: {properties: {a: %s}}}"


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        (GET % "{operationId: null}", "GET /things/{id} has no operationId"),
        (GET % "{summary: null}", "get-thing has no summary"),
        (GET % "{responses: null}", "get-thing has no responses"),
        (GET % "{responses: {default: {description: x}}}", "get-thing: default is not an HTTP status"),
        (GET % "{tags: null}", "get-thing has no tags"),
        (GET % "{parameters: []}", "get-thing: the path contains {id}, which is not a parameter"),
        ("paths: {'/things/{id}': {gett: {}}}", "/things/{id}: gett is not a supported HTTP method"),
        ("paths: {'/things/{id}': {$ref: '#/paths/x'}}", "/things/{id}: #/paths/x leads nowhere"),
        ("paths: {'/more/{id}': {$ref: '#/paths/~1things~1{id}'}}", "the operationId get-thing is used twice"),
        ("tags: [{name: Things, description: x}, {name: Things, description: x}]", "the API: duplicate tag 'Things'"),
        ("tags: [Things]", "the API: tags 1 is not a mapping"),
        ("paths: {'/things/{id}': null}", "the API has no paths"),
        ("paths: {'/things/{id}': {get: null}}", "the API has no operations"),
        ("servers: []", "the API has no servers"),
        (PARAMETER % "{$ref: '#/parameters/id'}", "get-thing: parameters 1: #/parameters/id leads nowhere"),
        (PARAMETER % ID.replace("name", "nam"), "get-thing: parameters 1 has no name"),
        (PARAMETER % ID.replace("schema", "schem"), "get-thing: id has no schema"),
        (PARAMETER % ID.replace("in: path", "in: header"), "get-thing: id: it is in 'header': only"),
        (PARAMETER % ID.replace("true", "false"), "get-thing: id: a path parameter must be required"),
        (PARAMETER % f"{ID}, {ID}", "get-thing: two parameters become id"),
        (
            PARAMETER % f"{ID}, {ID.replace('name: id', 'name: other')}",
            "get-thing: the path does not contain the path parameter other",
        ),
        (
            RESPONSE % "{application/xml: {}, application/json: null}",
            "get-thing 200: only application/json is supported",
        ),
        (
            RESPONSE % "{application/json: {schema: {$ref: null}}}",
            "get-thing 200: the schema of a response needs a name",
        ),
        (RESPONSE % "{application/json: {schema: null}}", "get-thing 200 has no schema"),
        (GET % "{responses: {'404': {$ref: '#/responses/404'}}}", "get-thing 404: #/responses/404 leads nowhere"),
        (PROPERTY % "{description: x, type: array}", "Thing.a has no items"),
        (PROPERTY % "{description: x, $ref: '#/schemas/Items9'}", "Thing.a: #/schemas/Items9 leads nowhere"),
        (PROPERTY % "{description: x, type: [string, integer]}", "Thing.a: it has several types"),
        (PROPERTY % "{description: x, type: object, properties: {}}", "Thing.a: an object with properties needs a"),
        (PROPERTY % "{description: x, allOf: [{$ref: '#/schemas/Thing'}]}", "Thing.a: a schema with allOf needs"),
        (PROPERTY % "nothing", "Thing.a is not a mapping"),
        (PROPERTY.replace("a:", "extra:") % "{description: x}", "Thing.extra would hide 'extra' of the model"),
        (PROPERTY.replace("a:", "'1st':") % "{description: x}", "Thing.1st cannot be named '1st' in Python"),
        ("schemas: {Thing: {required: [b]}}", "Thing: it requires b, which is not a property"),
        ("schemas: {Thing: {required: b}}", "Thing: required is not a list"),
        ("schemas: {Thing: {allOf: [{$ref: '#/schemas/Thing'}], required: [b]}}", "Thing refers to itself"),
        ("schemas: {Thing: {allOf: [{$ref: '#/schemas/X'}], required: [b]}}", "Thing: #/schemas/X leads nowhere"),
        ("schemas: {Thing: {$ref: '#/schemas/Thing'}}", "get-thing 200: #/schemas/Thing leads to itself"),
        (
            "schemas: {Thing: {properties: {aB: {description: x}, a_b: {description: y}}}}",
            "Thing: two properties become",
        ),
        (
            KIND.replace("K:", "THING:").replace("/K", "/THING") % "{description: x}",
            "Thing and THING would be in the same file",
        ),
        (KIND % "{type: object, additionalProperties: {$ref: '#/schemas/K'}}", "K refers to itself"),
        (KIND % "{description: K., enum: [a-b, aB]}", "K: two values become A_B"),
        (KIND % "{description: K., enum: ['']}", "K: '' cannot be named '' in Python"),
        (KIND % "{description: K., enum: ['1st']}", "K: '1st' cannot be named '1ST' in Python"),
        (KIND % "{description: K., enum: [no, a]}", "K: enum: False is not a string"),
        (KIND % "{description: K., enum: []}", "K has no values"),
        (GET % "{requestBody: {content: {application/json: {}}}}", "get-thing: requestBody has no schema"),
        (GET % "{responses: {'201': %s}}" % OTHER + OTHERS, "get-thing: its responses are Thing and Other: only one"),
        (
            GET % "{responses: {'200': %s}}" % OTHER.replace("Other", "Result") + OTHERS.replace("Other", "Result"),
            "get-thing: Result would hide 'result' of the response",
        ),
        (PARAMETER % f"{ID}, {QUERY % 'page'}, {QUERY % 'pageSize'}", "get-thing: it takes page and pageSize, but its"),
        (PARAMETER % f"{ID}, {QUERY % '1st'}", "get-thing: 1st cannot be named '1st' in Python"),
        (PARAMETER % f"{ID}, {QUERY % 'timeout'}", "get-thing: timeout would hide 'timeout' of the method"),
        (GET % "{deprecated: true}", "get-thing is deprecated: x-availability must say what to use"),
        (GET % "{x-availability: {successor: other}}", "get-thing: its successor other is not an operation"),
        (GET % "{tags: [1st]}" + TAG % "1st", "the tag '1st' cannot be named '1st' in Python"),
        (GET % "{tags: [close]}" + TAG % "close", "the tag 'close' would hide 'close' of the client"),
        (EVENT % "{type: object}", "webhook thing.made: the schema of an event needs a name and a $ref to it"),
    ],
)
def test_invalid_description_is_reported_once(change: str, expected: str, tmp_path: Path) -> None:
    lines = problems(projects.tiny(tmp_path, change))
    assert len(lines) == 1, lines
    assert lines[0].startswith(f"openapi.yaml: {expected}")


def test_unreadable_part_causes_no_follow_up_problems(tmp_path: Path) -> None:
    """The class behind the lost reference is there, and so are its property and the operation of the lost path."""
    change = """
paths: {'/others': {$ref: '#/paths/lost'}}
schemas:
  Thing: {description: See `get-other`., properties: {k: {$ref: '#/schemas/Lost', description: x}}}
  K: {description: K., properties: {_links: {description: x}}}
others: {operationId: get-other}
"""
    settings = (
        "added_fields: {K: [_links]}\nrenamed: {New: K}\nattributes: {_links: links}\nmethods: {get-other: get}\n"
    )
    assert problems(projects.tiny(tmp_path, change, settings + "doc_notes: {nothing: x}\n")) == [
        "gen.yaml: doc_notes: there is no sub-SDK nothing",
        "openapi.yaml: /others: #/paths/lost leads nowhere",
        "openapi.yaml: Thing.k: #/schemas/Lost leads nowhere",
    ]


def test_duplicate_methods_are_reported(tmp_path: Path) -> None:
    root = projects.golden(tmp_path)
    settings = root / "gen.yaml"
    settings.write_text(settings.read_text().replace("list-orders: list", "create-order: iter_list_orders"))
    description = root / "api" / "openapi.yaml"
    description.write_text(description.read_text().replace("operationId: list-orders", "operationId: list-list-orders"))
    expected = "openapi.yaml: list-list-orders and create-order would both be orders.iter_list_orders"
    assert problems(root) == [expected]


def test_duplicate_schemas_are_reported(tmp_path: Path) -> None:
    root = projects.tiny(tmp_path, PROPERTY % "{$ref: 'more.yaml#/schemas/Thing', description: x}")
    (root / "api" / "more.yaml").write_text("schemas: {Thing: {type: object, description: Another., properties: {}}}")
    assert problems(root) == ["more.yaml: Thing: openapi.yaml has another schema of this name"]


def test_problem_names_its_document(tmp_path: Path) -> None:
    root = projects.golden(tmp_path)
    part = root / "api" / "parts" / "orders.yaml"
    part.write_text(part.read_text().replace("description: How many.", "description: ''"))
    assert problems(root) == ["parts/orders.yaml: OrderLine.quantity has no description"]


@pytest.mark.parametrize("other", [None, 5, True, "x", [], {}, [5], [{}], {"x": 5}, {"$ref": "#/nope"}], ids=repr)
def test_any_replaced_part_is_read_or_reported(other: Any, tmp_path: Path) -> None:
    root = projects.tiny(tmp_path)
    for path in (root / "gen.yaml", root / "api" / "openapi.yaml"):
        before = path.read_text()
        for document in _with(projects.loaded(before), other):
            path.write_text(projects.dumped(document))
            try:
                read(root)
            except DescriptionError as problem:
                assert all(": " in line for line in str(problem).splitlines()), (document, problem)
        path.write_text(before)


def _with(document: Any, other: Any) -> Iterator[Any]:
    """Yield a document with one part after the other replaced."""
    yield other
    if isinstance(document, dict):
        for key, value in document.items():
            yield from ({**document, key: inner} for inner in _with(value, other))
    elif isinstance(document, list):
        for index, value in enumerate(document):
            yield from ([*document[:index], inner, *document[index + 1 :]] for inner in _with(value, other))
