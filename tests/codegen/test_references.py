"""`$ref` leads anywhere that a JSON pointer can lead: through mappings and lists, to classes and to plain types."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, List, Optional, get_type_hints

import pytest
from support import projects

from codegen.__main__ import generate

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.parametrize(
    ("reference", "hint"),
    [
        ("#/schemas/Thing/allOf/0/properties/size", Optional[int]),
        ("#/schemas/Thing/properties/name", Optional[str]),
        ("#/schemas/Names", Optional[List[str]]),
        ("#/schemas/Names/items", Optional[str]),
        ("#/choices/1/1", Optional[Decimal]),
    ],
)
def test_reference_through_lists_and_to_plain_types(reference: str, hint: object, tmp_path: Path) -> None:
    change = f"""
choices: [{{type: string}}, [{{type: boolean}}, {{type: number}}]]
schemas:
  Thing:
    allOf: [{{type: object, properties: {{size: {{type: integer, description: Size.}}}}}}]
    properties:
      name: {{type: string, description: Name.}}
      other: {{$ref: '{reference}', description: Another.}}
  Names: {{type: array, items: {{type: string}}, description: Names.}}
"""
    try:
        thing = projects.imported(projects.tiny(tmp_path, change), "tiny").models.shared.Thing
        assert get_type_hints(thing)["other"] == hint
    finally:
        projects.forget("tiny")


def test_all_of_reference_through_a_list(tmp_path: Path) -> None:
    change = """
parts: [{type: object, properties: {size: {type: integer, description: Size.}}}]
schemas: {Thing: {allOf: [{$ref: '#/parts/0'}]}}
"""
    files = generate(projects.tiny(tmp_path, change))
    assert "    size: Optional[int] = None\n" in files["src/tiny/models/shared/thing.py"]


@pytest.mark.parametrize("reference", ["#/choices/2", "#/choices/-1", "#/choices/x", "#/choices/0/type/0"])
def test_reference_that_leads_nowhere_is_reported(reference: str, tmp_path: Path) -> None:
    change = f"""
choices: [{{type: string}}]
schemas: {{Thing: {{properties: {{a: {{$ref: '{reference}', description: x}}}}}}}}
"""
    assert projects.problems(projects.tiny(tmp_path, change)) == [f"openapi.yaml: Thing.a: {reference} leads nowhere"]
