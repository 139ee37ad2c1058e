"""What the sandbox refuses, and how it says so."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import pytest
from support.bookshop import Shop, bookshop
from support.for_each import for_each

from codatsynccommerce.models import operations, shared

if TYPE_CHECKING:
    from collections.abc import Iterator


@pytest.fixture(scope="module")
def shop() -> Iterator[Shop]:
    with bookshop() as opened:
        yield opened


def _findings(response: Any) -> list[tuple[str, str]]:
    assert response.status_code == 400, response.text
    return [(item["itemId"], item["message"]) for item in response.json()["validation"]["errors"]]


def test_documented_customer_is_accepted(shop: Shop) -> None:
    contact = shared.Contact(
        address=shared.Items1(type=shared.AccountingAddressType.UNKNOWN),
        modified_date="2022-10-23T00:00:00.000Z",
        phone=[shared.PhoneNumbersitems(number="+44 25691 154789", type=shared.PhoneNumberType.PRIMARY)],
        status=shared.CustomerStatus.ACTIVE,
    )
    request = operations.CreateAccountingCustomerRequest(
        accounting_customer=shared.AccountingCustomer(
            addresses=[shared.Items1(type=shared.AccountingAddressType.DELIVERY)],
            contacts=[contact],
            default_currency="GBP",
            metadata=shared.Metadata(),
            modified_date="2022-10-23T00:00:00.000Z",
            source_modified_date="2022-10-23T00:00:00.000Z",
            status=shared.CustomerStatus.UNKNOWN,
            supplemental_data=shared.SupplementalData(content={"California": {"systems": "North"}}),
        ),
        company_id="8a210b68-6988-11ed-a1eb-0242ac120002",
        connection_id="2e9d2c44-f675-40ba-8049-353bfcb5e171",
    )
    response = shop.client.accounting_customers.create_accounting_customer(request)
    assert response.status_code == 200
    pushed = response.accounting_create_customer_response
    assert pushed is not None
    assert (pushed.status, pushed.status_code) == (shared.PushOperationStatus.PENDING, 202)
    assert shop.sandbox.requests[-1].json()["supplementalData"] == {"content": {"California": {"systems": "North"}}}


@pytest.mark.parametrize(
    "header", ["", "Basic", "Basic c2FuZGJveC1hcGkta2V5Og==", "Bearer sandbox-api-key", "Basic caf\u00e9"]
)
def test_any_other_authorization_is_a_401(shop: Shop, header: str) -> None:
    response = shop.raw("GET", "/meta/companies", Authorization=header)
    assert response.status_code == 401


def test_errors_have_the_api_document(shop: Shop) -> None:
    response = shop.raw("GET", "/companies/unknown")
    document = response.json()
    assert response.status_code == 404
    assert re.fullmatch("[0-9a-f]{32}", document.pop("correlationId"))
    assert document == {
        "statusCode": 404,
        "service": "PublicApi",
        "error": "There is no 'unknown' among the companies.",
        "validation": {"errors": [], "warnings": []},
        "canBeRetried": "Unknown",
        "detailedErrorCode": 0,
    }


@for_each(
    "path",
    [
        "/",
        "/nothing",
        "/companies/8a210b68-6988-11ed-a1eb-0242ac120002/nothing",
        "/companies/unknown/data/accounts",
        "/companies/8a210b68-6988-11ed-a1eb-0242ac120002/connections/unknown",
        "/companies/8a210b68-6988-11ed-a1eb-0242ac120002/connections/unknown/data/commerce-orders",
        "/companies/8a210b68-6988-11ed-a1eb-0242ac120002/data/accounts/unknown",
        "/companies/8a210b68-6988-11ed-a1eb-0242ac120002/push/unknown",
        "/companies//data/accounts",
    ],
)
def test_unknown_path_or_id_is_a_404(shop: Shop, path: str) -> None:
    assert shop.raw("GET", path).status_code == 404


def test_id_is_decoded_once(shop: Shop) -> None:
    response = shop.raw("GET", f"{shop.company}/data/accounts/a%2Fb%252F")
    assert response.json()["error"] == "There is no 'a/b%2F' among the accounts."


def test_unsupported_method_is_a_405(shop: Shop) -> None:
    response = shop.raw("DELETE", f"{shop.company}/data/info")
    assert response.status_code == 405
    assert response.headers["Allow"] == "GET, POST"


@pytest.mark.parametrize("body", [b"{", b"\xff", b'{"a": NaN}', b"[" * 100_000])
def test_malformed_json_is_a_400(shop: Shop, body: bytes) -> None:
    response = shop.raw("POST", shop.push_path, body)
    assert response.status_code == 400
    assert "not JSON" in response.json()["error"]


@for_each(
    ("body", "expected"),
    [
        (b"{}", [("status", "is required")]),
        (b'{"status": null}', [("status", "is required")]),
        (b"[]", [("", "must be an object")]),
        (b'{"status": 1}', [("status", "must be text")]),
        (b'{"status": "Active", "customerName": {}}', [("customerName", "must be text")]),
        (b'{"status": "Active", "contacts": {}}', [("contacts", "must be an array")]),
        (b'{"status": "Active", "metadata": {"isDeleted": 1}}', [("metadata.isDeleted", "must be true or false")]),
        (
            b'{"contacts": [{"status": "Active"}, {"address": {"type": "Unknown", "city": 5}}]}',
            [
                ("status", "is required"),
                ("contacts[1].status", "is required"),
                ("contacts[1].address.city", "must be text"),
            ],
        ),
        (
            b'{"status": "Active", "supplementalData": {"content": {"a": 1}}}',
            [("supplementalData.content.a", "must be an object")],
        ),
    ],
)
def test_every_wrong_field_is_listed_by_path(shop: Shop, body: bytes, expected: list[tuple[str, str]]) -> None:
    found = _findings(shop.raw("POST", shop.push_path, body))
    assert sorted(found) == sorted(expected)


@pytest.mark.parametrize("amount", [b'"12.50"', b"true", b"{}"])
def test_an_amount_must_be_a_number(shop: Shop, amount: bytes) -> None:
    body = b'{"currentBalance": ' + amount + b"}"
    response = shop.raw("POST", f"{shop.connection}/push/accounts", body)
    assert _findings(response) == [("currentBalance", "must be a number")]


def test_push_without_body_is_a_400(shop: Shop) -> None:
    assert shop.raw("POST", f"{shop.connection}/push/accounts", b"").status_code == 400


def test_unknown_property_is_accepted_with_a_warning(shop: Shop) -> None:
    response = shop.raw("POST", shop.push_path, b'{"status": "Active", "countryCode": "GB"}')
    assert response.status_code == 200
    assert response.json()["validation"]["warnings"] == [
        {
            "itemId": "countryCode",
            "message": "countryCode is not supported, and will be ignored",
            "validatorName": "Unsupported",
        }
    ]


def test_unknown_enum_value_is_a_400(shop: Shop) -> None:
    response = shop.raw("POST", shop.push_path, b'{"status": "InActive"}')
    assert _findings(response) == [("status", "must be one of Unknown, Active, Archived")]


def test_commerce_connection_accepts_no_push(shop: Shop) -> None:
    path = f"{shop.company}/connections/{shop.sandbox.commerce_connection_id}/push/customers"
    response = shop.raw("POST", path, b'{"status": "Active"}')
    assert response.status_code == 404
    assert "not supported by platform" in response.json()["error"]


@for_each("minutes", ["", "soon", "1.5", "2147483648", "99999999999999999999", "9" * 5000, "1&timeoutInMinutes=2"])
def test_integer_in_the_query_is_checked(shop: Shop, minutes: str) -> None:
    response = shop.raw("POST", f"{shop.push_path}?timeoutInMinutes={minutes}", b'{"status": "Active"}')
    assert response.status_code == 400


def test_refused_pushes_are_not_recorded() -> None:
    with bookshop() as shop:
        shop.raw("POST", shop.push_path, b"{}")
        shop.raw("POST", shop.push_path, b'{"status": "Active"}', Authorization="Basic wrong")
        assert shop.sandbox.ledger == ()
