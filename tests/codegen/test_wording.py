"""Descriptions use the names of the API; docstrings and pages use those of Python."""

from __future__ import annotations

import inspect
from typing import TYPE_CHECKING, Any, Callable

import pytest
from support import projects

from codegen.__main__ import generate
from codegen.problems import DescriptionError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

Make = Callable[..., Any]

SETTINGS = "methods: {get-thing: read}\nattributes: {_links: links}\n"
PAGE = "docs/sdks/things/README.md"

PUSH = """
tags: [{name: Things, description: Read things.}, {name: Push data, description: Follow pushes.}]
paths:
  /things:
    post:
      operationId: create-thing
      tags: [Things]
      summary: Create thing
      description: Creates a thing.
      externalDocs: {url: 'https://tiny.example/create'}
      requestBody: {description: It., content: {application/json: {schema: {$ref: '#/schemas/Thing'}, example: {}}}}
      responses: {'200': {description: It., content: {application/json: {schema: {$ref: '#/schemas/Push'}}}}}
schemas:
  Push: {type: object, description: A push., properties: {pushOperationKey: {type: string, description: Key.}}}
"""


@pytest.fixture
def make(tmp_path: Path) -> Iterator[Make]:
    def imported(changes: str) -> Any:
        return projects.imported(projects.tiny(tmp_path, changes, SETTINGS), "tiny")

    yield imported
    projects.forget("tiny")


def described(words: str) -> str:
    """Return a change to the description of the operation and of a property, with others to refer to."""
    thing = {
        "_links": {"type": "string", "description": "Links."},
        "lineItems": {"type": "array", "items": {"type": "string"}, "description": words},
        "taxCode": {"type": "string", "description": "Tax."},
        "kind": {"$ref": "#/schemas/Kind", "description": "Kind."},
    }
    kind = {"type": "string", "description": "A kind.", "enum": ["salesOrder", "taxCode"]}
    operation = {"description": words}
    schemas = {"Thing": {"properties": thing}, "Kind": kind}
    return projects.dumped({"paths": {"/things/{id}": {"get": operation}}, "schemas": schemas})


@pytest.mark.parametrize(
    ("words", "docstring", "page"),
    [
        ("See `get-thing`.", "See `s.things.read`.", "See [`things.read`](../../sdks/things/README.md#read)."),
        ("See `lineItems`.", "See `line_items`.", "See `line_items`."),
        ("See `lineItems[].taxCode.id`.", "See `line_items[].tax_code.id`.", "See `line_items[].tax_code.id`."),
        ("See `lineItems[].noSuch`.", "See `lineItems[].noSuch`.", "See `lineItems[].noSuch`."),
        ("See `_links.lineItems[].kind`.", "See `links.line_items[].kind`.", "See `links.line_items[].kind`."),
        ("A `taxCode` or a `salesOrder`.", "A `taxCode` or a `salesOrder`.", "A `taxCode` or a `salesOrder`."),
        ("Send `lineItems>1`, `en-us`.", "Send `lineItems>1`, `en-us`.", "Send `lineItems>1`, `en-us`."),
    ],
)
def test_descriptions_use_python_names(words: str, docstring: str, page: str, make: Make, tmp_path: Path) -> None:
    package = make(described(words))
    assert f"\n{docstring}\n" in (inspect.getdoc(package.Things.read) or "")
    assert f"line_items: {docstring}" in (inspect.getdoc(package.models.shared.Thing) or "")
    assert page in (tmp_path / "tiny" / PAGE).read_text().splitlines()
    assert f"| no | {page} |" in (tmp_path / "tiny" / "docs/models/shared/thing.md").read_text()


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("See `get-things`.", "there is no operation `get-things`"),
        ("See get-thing.", "get-thing needs backquotes"),
    ],
)
def test_unknown_operation_in_description_is_reported(words: str, expected: str, tmp_path: Path) -> None:
    with pytest.raises(DescriptionError) as raised:
        generate(projects.tiny(tmp_path, described(words), SETTINGS))
    assert str(raised.value).splitlines() == [
        f"openapi.yaml: {what}: {expected}" for what in ("Thing.lineItems", "get-thing")
    ]


def test_class_help_describes_arguments(make: Make) -> None:
    package = make(described("What it consists of."))
    expected = inspect.getdoc(package.models.shared.Thing) or ""
    assert expected.startswith("A thing.\n\nArguments:\n    kind: Kind.\n    line_items: What it consists of.\n")
    expected = inspect.getdoc(package.models.operations.GetThingRequest) or ""
    assert expected == "The request of `read`.\n\nArguments:\n    id: Which."


def test_push_docs_mention_wait_for(tmp_path: Path) -> None:
    files = generate(projects.tiny(tmp_path, PUSH))
    before, _, after = files[PAGE].partition("## create_thing")[2].partition("## get_thing")
    assert "\nprint(res.result)\n\ndone = s.push_data.wait_for(res)\n\nprint(done.status)\n" in before
    assert "[Push outcomes](../../guides/push-outcomes.md)" in before
    assert "wait_for" not in after
    assert files["src/tiny/things.py"].count("s.push_data.wait_for") == 1


def test_list_docs_mention_iterator(tmp_path: Path) -> None:
    files = generate(projects.golden(tmp_path))
    assert files["src/shop/orders.py"].count("`s.orders.iter_list` iterates over the items of all pages.") == 1


def test_model_folders_have_index_pages(tmp_path: Path) -> None:
    files = generate(projects.golden(tmp_path))
    for folder in ("operations", "shared", "utils"):
        pages = [path.rpartition("/")[2] for path in files if path.startswith(f"docs/models/{folder}/")]
        index = files[f"docs/models/{folder}/README.md"]
        assert [page for page in pages if f"]({page})" not in index] == ["README.md"]
    assert "| [Order](order.md) | An order of a shop. |" in files["docs/models/shared/README.md"]
