"""Pushes that the accounting software refuses, as its create model and its books say."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest
from support.bookshop import Shop, bookshop

from codatsynccommerce.models import operations, shared
from codatsynccommerce.sandbox.description import document
from codatsynccommerce.sandbox.description import operations as described_operations
from codatsynccommerce.sandbox.routing import DATA_TYPES

if TYPE_CHECKING:
    from collections.abc import Iterator

    from codatsynccommerce.sandbox.description import Operation

INVOICE: dict[str, Any] = {
    "status": "Submitted",
    "issueDate": "2023-02-21",
    "dueDate": "2023-03-21",
    "totalAmount": 12,
    "totalTaxAmount": 2,
    "amountDue": 12,
    "customerRef": {"id": "61"},
    "lineItems": [{"quantity": 1, "unitAmount": 10, "accountRef": {"id": "200"}, "taxRateRef": {"id": "vat-20"}}],
}
PAYMENT: dict[str, Any] = {
    "date": "2023-02-21",
    "totalAmount": 12,
    "customerRef": {"id": "61"},
    "accountRef": {"id": "1250"},
    "lines": [{"amount": 12, "links": [{"type": "Invoice", "id": "1042", "amount": -12}]}],
}

CREATES = [operation for operation in described_operations() if "/push/" in operation.path and operation.body]


@pytest.fixture(scope="module")
def shop() -> Iterator[Shop]:
    with bookshop(pending_polls=0) as opened:
        yield opened


def outcome(shop: Shop, path: str, record: dict[str, Any]) -> tuple[str, int, list[str]]:
    """Push a record, and return status, status code and the paths of the errors of the operation that it becomes."""
    pushed = shop.raw("POST", f"{shop.connection}/push/{path}", json.dumps(record, default=float).encode())
    assert pushed.status_code == 200, pushed.text
    assert pushed.json()["status"] == "Pending"
    operation = shop.get(f"{shop.company}/push/{pushed.json()['pushOperationKey']}")
    paths = [item["itemId"] for item in operation["validation"]["errors"]]
    return operation["status"], operation["statusCode"], paths


@pytest.mark.parametrize(("path", "record"), [("invoices", INVOICE), ("payments", PAYMENT)])
def test_record_with_known_references_succeeds(shop: Shop, path: str, record: dict[str, Any]) -> None:
    assert outcome(shop, path, record) == ("Success", 200, [])


@pytest.mark.parametrize(
    ("path", "record", "error"),
    [
        ("customers", {"status": "Active"}, "customerName"),
        ("customers", {"status": "Active", "customerName": " "}, "customerName"),
        ("customers", {"status": "Unknown", "customerName": "Ada"}, "status"),
        ("accounts", {"name": "Gift cards"}, "nominalCode"),
        ("invoices", {**INVOICE, "issueDate": "soon"}, "issueDate"),
        ("invoices", {**INVOICE, "dueDate": None}, "dueDate"),
        ("invoices", {**INVOICE, "dueDate": "2023-02-30"}, "dueDate"),
        ("payments", {**PAYMENT, "date": "21/02/2023"}, "date"),
        ("invoices", {**INVOICE, "customerRef": {"id": "unknown"}}, "customerRef.id"),
        ("invoices", {**INVOICE, "lineItems": [{**INVOICE["lineItems"][0], "accountRef": {"id": "x"}}]},
         "lineItems[0].accountRef.id"),
        ("invoices", {**INVOICE, "lineItems": [{**INVOICE["lineItems"][0], "taxRateRef": {"id": "x"}}]},
         "lineItems[0].taxRateRef.id"),
        ("payments", {**PAYMENT, "lines": [{"amount": 12, "links": [{"type": "Invoice", "id": "x"}]}]},
         "lines[0].links[0].id"),
        ("payments", {**PAYMENT, "accountRef": {"id": ""}}, "accountRef.id"),
        ("directIncomes",
         {"issueDate": "2023-02-21", "subTotal": 1, "taxAmount": 0, "totalAmount": 1, "currency": "GBP",
          "contactRef": {"id": "x", "dataType": "customers"}, "lineItems": [{"quantity": 1, "unitAmount": 1}],
          "paymentAllocations": []},
         "contactRef.id"),
    ],
)  # fmt: skip
def test_record_that_breaks_a_rule_fails(shop: Shop, path: str, record: dict[str, Any], error: str) -> None:
    assert outcome(shop, path, record) == ("Failed", 400, [error])


def test_invoice_can_name_a_customer_just_created(shop: Shop) -> None:
    key = shop.push("Ada").push_operation_key
    change = (shop.read(key).changes or [])[0]
    assert change.record_ref is not None
    assert outcome(shop, "invoices", {**INVOICE, "customerRef": {"id": change.record_ref.id}})[0] == "Success"


def test_failed_push_leaves_nothing_in_the_books(shop: Shop) -> None:
    before = shop.get(f"{shop.company}/data/accounts")["totalResults"]
    assert outcome(shop, "accounts", {"name": "Gift cards"})[0] == "Failed"
    assert shop.get(f"{shop.company}/data/accounts")["totalResults"] == before


@pytest.mark.parametrize(
    "data_type",
    [
        "chartOfAccounts",
        "creditNotes",
        "customers",
        "directIncomes",
        "invoices",
        "journalEntries",
        "payments",
    ],
)
def test_empty_record_fails_as_problems_with_says(shop: Shop, data_type: str) -> None:
    request = operations.GetCreateUpdateModelOptionsByDataTypeRequest(
        shop.sandbox.company_id, shop.sandbox.connection_id, shared.DataType(data_type)
    )
    model = shop.client.push_data.get_create_update_model_options_by_data_type(request).push_option
    assert model is not None
    expected = {problem.path for problem in model.problems_with({})}
    assert expected
    path = {"chartOfAccounts": "accounts"}.get(data_type, data_type)
    pushed = shop.raw("POST", f"{shop.connection}/push/{path}", b"{}")
    if pushed.status_code == 400:  # What the description requires is refused before it becomes an operation.
        assert {item["itemId"] for item in pushed.json()["validation"]["errors"]} & expected
    else:
        assert set(outcome(shop, path, {})[2]) == expected


@pytest.mark.parametrize("method", ["POST", "GET"])
def test_commerce_connection_has_no_push(shop: Shop, method: str) -> None:
    connection = f"{shop.company}/connections/{shop.sandbox.commerce_connection_id}"
    path = "push/customers" if method == "POST" else "options/customers"
    response = shop.raw(method, f"{connection}/{path}", b'{"status": "Active", "customerName": "Ada"}')
    assert response.status_code == 404
    assert "not supported by platform" in response.json()["error"]


def test_deeply_nested_body_is_a_400(shop: Shop) -> None:
    body = b'{"status": "Active", "customerName": "Ada", "x": ' + b"[" * 300 + b"]" * 300 + b"}"
    response = shop.raw("POST", shop.push_path, body)
    assert (response.status_code, response.json()["error"]) == (400, "The body is nested too deeply.")


@pytest.mark.parametrize("operation", CREATES, ids=lambda operation: str(operation.id))
def test_documented_records_fit_their_models(shop: Shop, operation: Operation) -> None:
    body = document()["paths"][operation.path]["post"]["requestBody"]
    record, path = body["content"]["application/json"]["example"], operation.segments[-1]
    model = shop.client.push_data.get_create_update_model(
        shop.sandbox.company_id, shop.sandbox.connection_id, DATA_TYPES.get(path, path)
    )
    assert model.problems_with(record) == []
    assert outcome(shop, path, record)[0] == "Success"


def test_model_names_what_the_description_requires(shop: Shop) -> None:
    model = shop.client.push_data.get_create_update_model(
        shop.sandbox.company_id, shop.sandbox.connection_id, "invoices"
    )
    paths = {problem.path for problem in model.problems_with({"lineItems": [{}]})}
    assert {"amountDue", "totalAmount", "lineItems[0].quantity", "lineItems[0].unitAmount"} <= paths


def test_kind_that_cannot_be_created_has_no_model(shop: Shop) -> None:
    response = shop.raw("GET", f"{shop.connection}/options/bills")
    assert response.status_code == 404
    assert response.json()["error"] == "Datatype bills not supported by platform(s) Xero."


@pytest.mark.parametrize(("length", "status"), [(256, 200), (257, 400)])
def test_longest_text_is_that_of_the_description(shop: Shop, length: int, status: int) -> None:
    record = {"postedOn": "2023-02-21", "journalLines": [], "journalRef": {"id": "1", "name": "x" * length}}
    response = shop.raw("POST", f"{shop.connection}/push/journalEntries", json.dumps(record, default=float).encode())
    assert response.status_code == status, response.text
