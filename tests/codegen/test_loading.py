"""A YAML file is loaded exactly, and its problems are reported with their line."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

import pytest
from support import projects
from support.for_each import for_each

from codegen.spec import yaml_file
from codegen.spec.yaml_file import load

if TYPE_CHECKING:
    from pathlib import Path


def loaded(folder: Path, text: str | bytes) -> tuple[object, set[str]]:
    path, problems = folder / "one.yaml", set[str]()
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return load(path, "one.yaml", problems), problems


def test_amounts_are_exact_and_dates_text(tmp_path: Path) -> None:
    document, problems = loaded(tmp_path, "a: 12.50\nb: 2024-02-30\nc: 3\nd: &d {x: 1}\ne: {<<: *d, x: 2}\n")
    assert (document, problems) == (
        {"a": Decimal("12.50"), "b": "2024-02-30", "c": 3, "d": {"x": 1}, "e": {"x": 2}},
        set[str](),
    )
    assert str(document["a"] if isinstance(document, dict) else None) == "12.50"


@for_each(
    ("text", "expected"),
    [
        ("a: 1\nb: {c: 1,\n c: 2}\n", "line 3: duplicate key c"),
        ("a: 1\n200: x\n", "line 2: the key 200 is not a string: quote it"),
        ("on: x\n", "line 1: the key on is not a string: quote it"),
        ("'200': x\n200: y\n", "line 2: duplicate key 200"),
        ("a: [\n", "line 2: invalid YAML: expected the node content, but found '<stream end>'"),
        ("a: b: c\n", "line 1: invalid YAML: mapping values are not allowed here"),
        ("[a]: b\n", "line 1: invalid YAML: found unhashable key"),
        ("a: .inf.5\nb: 1:30.5\n", "line 2: invalid YAML: 1:30.5 is not a number"),
        ("a: \x01\n", "invalid YAML: "),
        (b"a: \xff\n", "invalid YAML: "),
        ("- a\n", "not a mapping"),
        ("", "not a mapping"),
    ],
)
def test_yaml_problems_name_their_line(text: str | bytes, expected: str, tmp_path: Path) -> None:
    _, problems = loaded(tmp_path, text)
    assert [problem for problem in problems if problem.startswith(f"one.yaml: {expected}")], problems


def test_file_is_read_alike_with_and_without_libyaml(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    description = (projects.GOLDEN / "project" / "api" / "openapi.yaml").read_text(encoding="utf-8")
    awkward = "a: 1\nb: {c: 1.50,\n c: 2024-01-01}\n200: x\n"
    texts = [description, awkward]
    fast = [loaded(tmp_path, text) for text in texts]
    monkeypatch.setattr(yaml_file, "_fastest", yaml_file._Loader)
    assert [loaded(tmp_path, text) for text in texts] == fast


@pytest.mark.parametrize("more", ["broken: [\n", "schemas: {Order: {type: object}}\n", "404: x\n"])
def test_invalid_document_is_reported_once(more: str, tmp_path: Path) -> None:
    root = projects.golden(tmp_path)
    part = root / "api" / "parts" / "orders.yaml"
    line = len(part.read_text().splitlines()) + 1
    part.write_text(part.read_text() + more)
    expected = projects.problems(root)
    assert len(expected) == 1
    assert expected[0].startswith(f"parts/orders.yaml: line {line + (more == 'broken: [' + chr(10))}: ")
