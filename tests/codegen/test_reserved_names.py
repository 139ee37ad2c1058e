"""Names that would hide something else, or that are words of Python, are reported with their place."""

from __future__ import annotations

import inspect
from typing import TYPE_CHECKING, Any

import pytest
from support import projects
from support.projects import problems

import codatsynccommerce
from codatsynccommerce import _client
from codatsynccommerce._runtime import models
from codegen.__main__ import generate
from codegen.parse import checks

if TYPE_CHECKING:
    from pathlib import Path


def public(kind: type) -> set[str]:
    """Return the public attributes of a class and its dataclass fields."""
    return {name for name in (*dir(kind), *inspect.signature(kind).parameters) if not name.startswith("_")}


def test_model_attributes_are_reserved() -> None:
    assert {*dir(models.Model)} - {*dir(object)} - checks.MODEL_ATTRIBUTES == {
        name for name in dir(models.Model) if name.startswith("_") and name not in dir(object)
    }


def test_response_attributes_are_reserved() -> None:
    assert public(models.PageResponse) <= checks.RESPONSE_ATTRIBUTES


def test_client_attributes_are_reserved() -> None:
    own = {name for name in vars(_client.BaseClient) if not name.startswith("_")}
    assert own <= checks.CLIENT_ATTRIBUTES


def test_modules_of_the_package_are_reserved() -> None:
    folder = projects.PACKAGE
    modules = {path.stem for path in folder.iterdir() if path.suffix == ".py" or (path / "__init__.py").is_file()}
    sub_sdks = set(codatsynccommerce.CodatSyncCommerce._sub_sdks)
    assert {name for name in modules - sub_sdks if not name.startswith("_")} <= checks.PACKAGE_MODULES


def changed(**properties: Any) -> str:
    described = {name: {"description": "What it is.", "type": "string"} for name in properties}
    return projects.dumped({"schemas": {"Thing": {"properties": described}}})


@pytest.mark.parametrize("name", sorted(checks.MODEL_ATTRIBUTES - {"KEEPS_EXTRA"}))
def test_property_that_hides_method_is_reported(name: str, tmp_path: Path) -> None:
    assert problems(projects.tiny(tmp_path, changed(**{name: None}))) == [
        f"openapi.yaml: Thing.{name} would hide {name!r} of the model: name it under attributes in gen.yaml"
    ]


@pytest.mark.parametrize("name", ["toJson", "to-dict", "FromDict"])
def test_spelling_does_not_matter(name: str, tmp_path: Path) -> None:
    (problem,) = problems(projects.tiny(tmp_path, changed(**{name: None})))
    assert problem.startswith(f"openapi.yaml: Thing.{name} would hide ")


@pytest.mark.parametrize("name", ["str", "int", "bool"])
def test_property_that_hides_type_is_reported(name: str, tmp_path: Path) -> None:
    (problem,) = problems(projects.tiny(tmp_path, changed(**{name: None})))
    assert problem.startswith(f"openapi.yaml: Thing.{name} would hide {name!r} of Python")


def test_breaking_property_called_field_is_reported(tmp_path: Path) -> None:
    assert problems(projects.tiny(tmp_path / "1", changed(field=None, kebabCase=None, **{"with space": None}))) != []
    assert generate(projects.tiny(tmp_path / "2", changed(field=None, other=None)))


@pytest.mark.parametrize("word", ["import", "class", "lambda", "None"])
def test_operation_named_like_keyword_is_reported(word: str, tmp_path: Path) -> None:
    (problem,) = problems(projects.tiny(tmp_path, f"paths: {{'/things/{{id}}': {{get: {{operationId: {word!r}}}}}}}"))
    assert problem == f"openapi.yaml: {word} cannot be a module named {word!r} in Python"


@pytest.mark.parametrize("name", ["Class", "Import", "Optional", "List", "Security", "Decimal", "Model", "Enum"])
def test_schema_that_hides_class_is_reported(name: str, tmp_path: Path) -> None:
    change = {
        "schemas": {
            "Thing": {"properties": {"part": {"$ref": f"#/schemas/{name}", "description": "Its part."}}},
            name: {"type": "object", "description": "A part.", "properties": {}},
        }
    }
    legacy = "legacy_exports: {Enum: enum}\n"
    found = problems(projects.tiny(tmp_path, projects.dumped(change), legacy))
    assert found
    assert all(problem.startswith(f"openapi.yaml: {name} ") for problem in found)


@pytest.mark.parametrize("tag", ["Models", "Utils", "sdk", "close", "Client", "Tiny", "webhooks"])
def test_tag_that_hides_something_is_reported(tag: str, tmp_path: Path) -> None:
    change = f"tags: [{{name: {tag}, description: x}}]\npaths: {{'/things/{{id}}': {{get: {{tags: [{tag}]}}}}}}"
    (problem,) = problems(projects.tiny(tmp_path, change))
    assert problem.startswith(f"openapi.yaml: the tag {tag!r} would hide ")


@pytest.mark.parametrize("name", ["timeout", "retries", "headers", "maxItems", "request"])
def test_parameter_that_hides_option_is_reported(name: str, tmp_path: Path) -> None:
    parameters = [
        {"name": "id", "in": "path", "required": True, "description": "Which.", "schema": {"type": "string"}},
        {"name": name, "in": "query", "description": "x", "schema": {"type": "string"}},
    ]
    change = projects.dumped({"paths": {"/things/{id}": {"get": {"parameters": parameters}}}})
    (problem,) = problems(projects.tiny(tmp_path, change))
    assert problem.startswith(f"openapi.yaml: get-thing: {name} would hide ")
