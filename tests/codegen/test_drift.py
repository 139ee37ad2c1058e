"""`python -m codegen drift FACTS`: what a published description has that ours lacks, and the reverse."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest
from support import projects

from codegen.__main__ import main

if TYPE_CHECKING:
    from pathlib import Path

LIST, CREATE, DELETE = "list-orders", "create-order", "delete-order"


def facts() -> dict[str, Any]:
    """Return the names and types of the golden project, as a published description has them."""
    shop = {"name": "shopId", "in": "path", "required": True, "schema": {"type": "string", "format": "uuid"}}
    missing = {"404": {"application/json": "#/components/schemas/ErrorMessage"}}
    return {
        "operations": [
            {
                "operation_id": LIST,
                "http": "GET",
                "path": "/shops/{shopId}/orders",
                "parameters": [
                    shop,
                    {"name": "page", "in": "query", "required": False, "schema": {"type": "integer"}},
                    {"name": "pageSize", "in": "query", "required": False, "schema": {"type": "integer"}},
                    {"name": "query", "in": "query", "required": False, "schema": {"type": "string"}},
                ],
                "body": None,
                "responses": {"200": {"application/json": "#/components/schemas/Orders"}, **missing},
            },
            {
                "operation_id": CREATE,
                "http": "POST",
                "path": "/shops/{shopId}/orders",
                "parameters": [shop],
                "body": {"schema": "#/components/schemas/orderPrototype"},
                "responses": {"200": {"application/json": "#/components/schemas/Order"}, **missing},
            },
            {
                "operation_id": DELETE,
                "http": "DELETE",
                "path": "/shops/{shopId}/orders/{orderId}",
                "parameters": [shop, {"name": "orderId", "in": "path", "required": True, "schema": {"type": "string"}}],
                "responses": {"204": {}},
            },
        ],
        "models": {
            "ErrorMessage": {"fields": [{"json": "error", "type": "Optional[str]", "required": False}]},
            "Links": {"fields": [{"json": "next", "type": "Optional[str]", "required": False}]},
            "Orders": {
                "fields": [
                    {"json": "results", "type": "List[shared.Order]", "required": True},
                    {"json": "_links", "type": "Optional[shared.Links]", "required": False},
                ]
            },
            "Order": {
                "fields": [
                    {"json": "number", "type": "str", "required": True, "required_today": False},
                    {"json": "status", "type": "shared.OrderStatus", "required": True},
                    {"json": "lines", "type": "Optional[List[shared.OrderLine]]", "required": False},
                    {"json": "tags", "type": "Optional[Dict[str, str]]", "required": False},
                    {"json": "total", "type": "Optional[Decimal]", "required": False},
                    {"json": "note", "type": "Optional[Any]", "required": False},
                ]
            },
            "OrderLine": {
                "fields": [
                    {"json": "gift", "type": "Optional[bool]", "required": False},
                    {"json": "quantity", "type": "Optional[int]", "required": False},
                ]
            },
        },
        "enums": {"OrderStatus": {"members": {"PAID": "Paid", "IN_TRANSIT": "inTransit"}}},
        "added_to_the_api_since": {
            "properties": {"Order": {"currencyRate": "number (decimal)", "customer": "object {name: string}"}},
            "enum_values": {"OrderStatus": ["TimedOut"]},
        },
    }


def drift(folder: Path, document: Any, capsys: pytest.CaptureFixture[str]) -> tuple[int, list[str]]:
    path = folder / "facts.json"
    path.write_text(document if isinstance(document, str) else json.dumps(document))
    status = main(["--root", str(projects.golden(folder)), "drift", str(path)])
    output = capsys.readouterr()
    return status, (output.out + output.err).splitlines()


def test_equal_descriptions_do_not_drift(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert drift(tmp_path, facts(), capsys) == (0, ["0 added, 0 removed, 0 changed"])


def test_every_kind_of_drift_is_printed(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    document = facts()
    listing, creating, deleting = document["operations"]
    listing["parameters"][1]["schema"]["type"] = "string"
    listing["parameters"] += [{"name": "since", "in": "query", "required": True, "schema": {"type": "string"}}]
    creating["http"] = "PUT"
    creating["responses"]["409"] = {"application/json": "#/components/schemas/ErrorMessage"}
    deleting["operation_id"] = "remove-order"
    fields = document["models"]["OrderLine"]["fields"]
    fields[0]["type"] = "Optional[List[str]]"
    fields[1]["json"] = "amount"
    document["models"]["Basket"] = {"fields": [{"json": "size", "type": "int", "required": True}]}
    document["enums"]["OrderStatus"]["members"] = {"PAID": "Paid", "LOST": "Lost"}
    document["models"]["Order"]["fields"][1]["required"] = False
    assert drift(tmp_path, document, capsys) == (
        1,
        [
            "added: OrderLine: property amount (integer)",
            "added: OrderStatus: value Lost",
            "added: create-order: response 409",
            "added: list-orders: parameter since (query) (string, required)",
            "added: operation remove-order (DELETE /shops/{shopId}/orders/{orderId})",
            "added: schema Basket",
            "removed: OrderLine: property quantity (integer)",
            "removed: OrderStatus: value inTransit",
            "removed: operation delete-order (DELETE /shops/{shopId}/orders/{orderId})",
            "changed: Order: property status: OrderStatus, required -> OrderStatus",
            "changed: OrderLine: property gift: boolean -> list of string",
            "changed: list-orders: parameter page (query): integer -> string",
            "changed: operation create-order: POST /shops/{shopId}/orders -> PUT /shops/{shopId}/orders",
            "10 added, 6 removed, 4 changed",
        ],
    )


def test_other_products_are_not_reported_as_removed(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    document = facts()
    document["operations"].pop()
    root = projects.golden(tmp_path / "other")
    description = root / "api" / "openapi.yaml"
    url = "https://shop.example/reference#delete-order"
    description.write_text(description.read_text().replace(url, "https://other.example/reference#delete-order"))
    path = tmp_path / "facts.json"
    path.write_text(json.dumps(document))
    assert main(["--root", str(root), "drift", str(path)]) == 0
    assert capsys.readouterr().out == "0 added, 0 removed, 0 changed\n"


@pytest.mark.parametrize("text", ["{", "[]", '{"operations": [{}]}', '{"models": {"A": 1}}', '{"enums": []}'])
def test_invalid_facts_are_reported(text: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    status, lines = drift(tmp_path, text, capsys)
    assert status == 2
    assert len(lines) == 1
    assert "facts.json: not a file of names and types: " in lines[0]


def test_missing_facts_are_reported(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--root", str(projects.golden(tmp_path)), "drift", str(tmp_path / "none.json")]) == 2
    assert capsys.readouterr().err.endswith("none.json: No such file or directory\n")


@pytest.mark.parametrize(
    ("schema", "text"),
    [
        ({"$ref": "#/components/schemas/Basket"}, "Basket"),
        ({"type": "array", "items": {"$ref": "#/components/schemas/Basket"}}, "list of Basket"),
        ({"type": "array"}, "list of any"),
        ({"type": "object", "additionalProperties": {"type": "integer"}}, "map of integer"),
        ({"type": "object"}, "object"),
        ("object {id: string}", "object"),
        ("shared/Basket", "Basket"),
        (["string", "null"], ""),
        ({}, "any"),
    ],
)
def test_schema_of_a_parameter_in_facts(
    schema: Any, text: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    document = facts()
    document["operations"][0]["parameters"].append({"name": "since", "in": "query", "schema": schema})
    shown = f" ({text})" if text else ""
    assert drift(tmp_path, document, capsys)[1][0] == f"added: list-orders: parameter since (query){shown}"


@pytest.mark.parametrize(
    ("words", "text"),
    [("array of object {id: string}", "list of object"), ("map of number (decimal)", "map of number")],
)
def test_words_for_the_type_of_an_added_property(
    words: str, text: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    document = facts()
    document["added_to_the_api_since"]["properties"]["Order"]["since"] = words
    assert drift(tmp_path, document, capsys)[1][0] == f"added: Order: property since ({text})"
