"""Positional arguments keep their position: new ones come last, or nothing is written."""

from __future__ import annotations

import inspect
from typing import TYPE_CHECKING

import pytest
from support import projects

from codegen.__main__ import generate, main, write

if TYPE_CHECKING:
    from pathlib import Path

PART = "api/parts/orders.yaml"
FIELD = "      gift:"
NEW = "      artist: {type: string, description: Who made it.}\n"
PARAMETER = "      - {name: after, in: query, description: Since when., schema: {type: string}}\n"


@pytest.fixture
def written(tmp_path: Path) -> Path:
    root = projects.golden(tmp_path)
    write(root, generate(root))
    return root


def changed(path: Path, old: str, new: str) -> None:
    text = path.read_text()
    assert text.count(old) >= 1
    path.write_text(text.replace(old, new, 1))


def test_moved_argument_is_reported(written: Path, capsys: pytest.CaptureFixture[str]) -> None:
    changed(written / PART, FIELD, NEW + FIELD)
    model = written / "src/shop/models/shared/orderline.py"
    before = model.read_text()
    for arguments in ([], ["--check"]):
        assert main([*arguments, "--root", str(written)]) == 2
        assert capsys.readouterr().err == (
            "src/shop/models/shared/orderline.py: OrderLine: artist would take the position of gift: "
            "list it under added_fields in gen.yaml\n"
        )
    assert model.read_text() == before


def test_added_property_comes_last(written: Path) -> None:
    changed(written / PART, FIELD, NEW + FIELD)
    changed(written / "gen.yaml", "added_fields:\n", "added_fields:\n  OrderLine: [artist]\n")
    assert main(["--root", str(written)]) == 0
    text = (written / "src/shop/models/shared/orderline.py").read_text()
    assert text.index("    gift: ") < text.index("    artist: ")


def test_added_parameter_comes_last(written: Path, capsys: pytest.CaptureFixture[str]) -> None:
    changed(written / "api/openapi.yaml", "      parameters:\n", "      parameters:\n" + PARAMETER)
    assert main(["--root", str(written)]) == 2
    assert "ListOrdersRequest: after would take the position of page: " in capsys.readouterr().err
    changed(written / "gen.yaml", "added_fields:\n", "added_fields:\n  list-orders: [after]\n")
    assert main(["--root", str(written)]) == 0
    text = (written / "src/shop/models/operations/list_orders.py").read_text()
    assert text.index("    page_size: ") < text.index("    after: ")


def test_new_class_can_have_any_order(written: Path) -> None:
    changed(written / PART, FIELD, NEW + FIELD)
    (written / "src/shop/models/shared/orderline.py").unlink()
    assert main(["--root", str(written)]) == 0


def test_added_property_can_be_required(tmp_path: Path) -> None:
    change = """
schemas:
  Thing: {required: [b], properties: {a: {description: x}, b: {type: string, description: x}}}
"""
    thing = projects.imported(
        projects.tiny(tmp_path, change, "added_fields: {Thing: [b]}\n"), "tiny"
    ).models.shared.Thing
    try:
        assert list(inspect.signature(thing).parameters) == ["a", "b"]
        assert thing("one", "two").b == "two"
        with pytest.raises(TypeError):
            thing("one")
    finally:
        projects.forget("tiny")


def test_added_parameter_cannot_be_required(tmp_path: Path) -> None:
    parameters = [
        "{name: id, in: path, required: true, description: x, schema: {type: string}}",
        "{name: size, in: query, description: x, schema: {type: string}}",
        "{name: kind, in: query, required: true, description: x, schema: {type: string}}",
    ]
    change = f"paths: {{'/things/{{id}}': {{get: {{parameters: [{', '.join(parameters)}]}}}}}}"
    assert projects.problems(projects.tiny(tmp_path, change, "added_fields: {get-thing: [kind]}\n")) == [
        "openapi.yaml: get-thing: kind is required, so it cannot be the last field"
    ]
