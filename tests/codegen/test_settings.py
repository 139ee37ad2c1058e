"""Invalid settings in gen.yaml are reported: syntax, wrong kinds, and names that do not exist."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from support import projects
from support.projects import problems

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.parametrize(
    ("settings", "expected"),
    [
        ("methods: {no-such-operation: get}", "methods: there is no operation no-such-operation"),
        ("attributes: {noSuchProperty: x}", "attributes: there is no property or parameter noSuchProperty"),
        ("keyword_arguments: {get-thing: [noSuchParameter]}", "keyword_arguments: get-thing has no noSuchParameter"),
        ("keyword_arguments: {no-such: [id]}", "keyword_arguments: there is no operation no-such"),
        ("formerly_required: {Ghost: [x]}", "formerly_required: there is no model Ghost"),
        ("added_fields: {Thing: [ghost]}", "added_fields: Thing has no ghost"),
        ("added_fields: {get-thing: [ghost]}", "added_fields: get-thing has no ghost"),
        ("renamed: {New: Ghost}", "renamed: there is no class Ghost"),
        ("renamed: {Thing: Thing}", "renamed: there is a class Thing"),
        ("renamed_fields: {get-thing: {new: ghost}}", "renamed_fields: get-thing has no ghost"),
        ("renamed_fields: {no-such: {new: id}}", "renamed_fields: there is no operation no-such"),
        ("legacy_names: {Thing: [Ghost]}", "legacy_names: there is no class Ghost"),
        ("legacy_names: {Ghost: [Thing]}", "legacy_names: there is no model Ghost"),
        ("mixins: {Ghost: '_runtime.models:Model'}", "mixins: there is no model or sub-SDK Ghost"),
        ("mixins: {Thing: _runtime.models.Model}", "mixins: Thing: write module:Class"),
        ("doc_notes: {thing: x}", "doc_notes: there is no sub-SDK thing"),
        ("no_such_setting: {}", "unknown setting no_such_setting"),
        ("methods: [get-thing]", "methods is not a mapping"),
        ("methods: {get-thing: [get]}", "methods: get-thing is not a string"),
        ("added_fields: {Thing: ghost}", "added_fields: Thing is not a list"),
        ("added_fields: {Thing: [1]}", "added_fields: Thing: 1 is not a string"),
        ("methods: {get-thing: get}\nmethods: {}", "line 5: duplicate key methods"),
        ("renamed: {", "line 5: invalid YAML: expected the node content, but found '<stream end>'"),
    ],
)
def test_invalid_setting_is_reported(settings: str, expected: str, tmp_path: Path) -> None:
    assert problems(projects.tiny(tmp_path, "", settings + "\n")) == [f"gen.yaml: {expected}"]


def test_invalid_method_name_is_reported(tmp_path: Path) -> None:
    root = projects.tiny(tmp_path, "", "methods: {get-thing: not so}\n")
    assert problems(root) == ["openapi.yaml: get-thing cannot be named 'not so' in Python"]


@pytest.mark.parametrize("name", ["package", "client"])
def test_missing_name_is_reported_with_other_problems(name: str, tmp_path: Path) -> None:
    root = projects.tiny(tmp_path, "paths: {'/things/{id}': {get: {summary: null}}}")
    settings = root / "gen.yaml"
    settings.write_text(settings.read_text().replace(f"{name}:", "other:"))
    assert problems(root) == [
        f"gen.yaml: {name} is missing",
        "gen.yaml: unknown setting other",
        "openapi.yaml: get-thing has no summary",
    ]


def test_missing_files_are_reported(tmp_path: Path) -> None:
    root = projects.tiny(tmp_path)
    (root / "api" / "openapi.yaml").unlink()
    assert problems(root) == ["openapi.yaml: file not found"]
    (root / "gen.yaml").unlink()
    assert problems(root) == ["gen.yaml: file not found"]
