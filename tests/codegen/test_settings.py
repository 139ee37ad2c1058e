"""What gen.yaml cannot mean is told, with the setting: no YAML, another kind, or a name that nothing has."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from support import projects
from support.projects import problems

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.parametrize(
    ("settings", "told"),
    [
        ("methods: {no-such-operation: get}", "methods: there is no operation no-such-operation"),
        ("attributes: {noSuchProperty: x}", "attributes: there is no property or parameter noSuchProperty"),
        ("keyword_arguments: {get-thing: [noSuchParameter]}", "keyword_arguments: get-thing has no noSuchParameter"),
        ("keyword_arguments: {no-such: [id]}", "keyword_arguments: there is no operation no-such"),
        ("once_required: {Ghost: [x]}", "once_required: there is no model Ghost"),
        ("gained: {Thing: [ghost]}", "gained: Thing has no ghost"),
        ("gained: {get-thing: [ghost]}", "gained: get-thing has no ghost"),
        ("renamed: {New: Ghost}", "renamed: there is no class Ghost"),
        ("renamed: {Thing: Thing}", "renamed: Thing is a class itself"),
        ("extends: {Ghost: '_runtime.models:Model'}", "extends: there is no model or sub-SDK Ghost"),
        ("extends: {Thing: _core.model.Model}", "extends: Thing: a module and a class are named so: module:Class"),
        ("see_also: {thing: x}", "see_also: there is no sub-SDK thing"),
        ("no_such_setting: {}", "there is no setting no_such_setting"),
        ("methods: [get-thing]", "methods is no mapping"),
        ("methods: {get-thing: [get]}", "methods: get-thing is no text"),
        ("gained: {Thing: ghost}", "gained: Thing is no list"),
        ("gained: {Thing: [1]}", "gained: Thing: 1 is no text"),
        ("methods: {get-thing: get}\nmethods: {}", "line 5: methods stands twice"),
        ("renamed: {", "line 5: no YAML: expected the node content, but found '<stream end>'"),
    ],
)
def test_a_setting_that_means_nothing_is_told(settings: str, told: str, tmp_path: Path) -> None:
    assert problems(projects.tiny(tmp_path, "", settings + "\n")) == [f"gen.yaml: {told}"]


def test_a_method_that_cannot_be_called_so_is_told(tmp_path: Path) -> None:
    root = projects.tiny(tmp_path, "", "methods: {get-thing: not so}\n")
    assert problems(root) == ["openapi.yaml: get-thing cannot be called 'not so' in Python"]


@pytest.mark.parametrize("name", ["package", "client"])
def test_a_name_that_is_missing_is_told_beside_what_else_is_wrong(name: str, tmp_path: Path) -> None:
    root = projects.tiny(tmp_path, "paths: {'/things/{id}': {get: {summary: null}}}")
    settings = root / "gen.yaml"
    settings.write_text(settings.read_text().replace(f"{name}:", "other:"))
    assert problems(root) == [
        f"gen.yaml: there is no {name}",
        "gen.yaml: there is no setting other",
        "openapi.yaml: get-thing has no summary",
    ]


def test_a_project_without_settings_or_without_a_description_is_told(tmp_path: Path) -> None:
    root = projects.tiny(tmp_path)
    (root / "api" / "openapi.yaml").unlink()
    assert problems(root) == ["openapi.yaml: there is no such file"]
    (root / "gen.yaml").unlink()
    assert problems(root) == ["gen.yaml: there is no such file"]
