"""Lists in pages, in order, filtered by a query."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from urllib.parse import quote

import pytest
from support.bookshop import Shop, bookshop
from support.for_each import for_each

from codatsynccommerce.models import operations

if TYPE_CHECKING:
    from collections.abc import Iterator


@pytest.fixture(scope="module")
def shop() -> Iterator[Shop]:
    with bookshop() as opened:
        yield opened


def _orders(shop: Shop, **query: Any) -> Any:
    request = operations.ListCommerceOrdersRequest(shop.sandbox.company_id, shop.sandbox.connection_id, **query)
    orders = shop.client.commerce_orders.list_commerce_orders(request).commerce_orders
    assert orders is not None
    return orders


def _ids(shop: Shop, expression: str) -> list[str]:
    return [row.id for row in _orders(shop, query=expression, page_size=5000).results]


def test_pages_cover_the_whole_list(shop: Shop) -> None:
    pages = [_orders(shop, page=number) for number in (1, 2, 3)]
    assert [len(page.results) for page in pages] == [100, 100, 50]
    assert [row.id for page in pages for row in page.results] == [str(number) for number in range(1, 251)]
    assert {page.total_results for page in pages} == {250}
    assert _orders(shop, page=4).results == []


def test_links_lead_to_the_neighbours(shop: Shop) -> None:
    path = f"{shop.connection}/data/commerce-orders"
    first = shop.get(f"{path}?page=1&pageSize=100&orderBy=-id")
    second = shop.get(first["_links"]["next"]["href"])
    third = shop.get(second["_links"]["next"]["href"])
    assert first["_links"]["self"] == {"href": path}
    assert "previous" not in first["_links"]
    assert "next" not in third["_links"]
    assert shop.get(third["_links"]["current"]["href"]) == third
    assert shop.get(second["_links"]["previous"]["href"]) == first


def test_links_keep_the_query_and_the_order(shop: Shop) -> None:
    query = f"query={quote('totalRefund>0&&currency=GBP')}&orderBy=-createdDate"
    first = shop.get(f"{shop.connection}/data/commerce-orders?pageSize=6&{query}")
    second = shop.get(first["_links"]["next"]["href"])
    assert [row["id"] for page in (first, second) for row in page["results"]] == [
        str(number) for number in range(250, 0, -25)
    ]


@for_each("query", ["page=0", "page=x", "pageSize=0", "pageSize=5001", "pageSize=-1", "page=1.0"])
def test_invalid_page_is_a_400(shop: Shop, query: str) -> None:
    assert shop.raw("GET", f"{shop.connection}/data/commerce-orders?{query}").status_code == 400


def test_the_largest_page_is_5000(shop: Shop) -> None:
    assert len(_orders(shop, page_size=5000).results) == 250


def test_rows_are_ordered_up_and_down(shop: Shop) -> None:
    up = [row.total_amount for row in _orders(shop, order_by="totalAmount", page_size=5000).results]
    down = [row.total_amount for row in _orders(shop, order_by="-totalAmount", page_size=5000).results]
    assert up == sorted(up)
    assert down == sorted(up, reverse=True)
    assert up[0] < up[-1]


def test_rows_without_the_property_come_first(shop: Shop) -> None:
    with bookshop() as fresh:
        fresh.push()
        found = fresh.get(f"{fresh.company}/push?orderBy=completedOnUtc")
    assert [row["status"] for row in found["results"]] == ["Pending", "Success"]


@for_each(
    ("expression", "expected"),
    [
        ("id=61", ["61"]),
        (" id = 61 ", ["61"]),
        ("orderNumber=#1061", ["61"]),
        ("orderNumber~#106&&id!=60", [str(number) for number in range(61, 70)]),
        ("orderNumber~#1061||id=7", ["7", "61"]),
        ("{id=61||id=62}&&locationRef.id=61", ["61"]),
        ("id=61||id=62&&locationRef.id=61", ["61"]),
        ("{{id=61}}", ["61"]),
        ("{ {id=61} } && {id=61||id=62&&country=GBR}", ["61"]),
        ("{" * 1000 + "id=61" + "}" * 1000, ["61"]),
        ("{id=61||" * 150 + "id=62" + "}" * 150, ["61", "62"]),
        ("id=62||{id=61&&{currency=EUR||currency=GBP}}", ["61", "62"]),
        ("orderNumber~1061||orderNumber~=", ["61"]),
        ("totalRefund>0&&totalRefund<=1000&&createdDate<2023-04-10", ["25", "50"]),
        ("createdDate>=2023-08-27T00:00:00Z", ["250"]),
        ("createdDate=2023-03-02T02:13:00Z", ["1"]),
        ("totalRefund>0.00&&id=25", ["25"]),
        ("country!=GBR", []),
        ("closedDate<2023-01-01", []),
    ],
)
def test_a_query_chooses_rows(shop: Shop, expression: str, expected: list[str]) -> None:
    assert _ids(shop, expression) == expected


def test_numbers_are_compared_as_numbers(shop: Shop) -> None:
    above = _ids(shop, "totalAmount>9.5")
    assert above
    assert sorted(above + _ids(shop, "totalAmount<=9.50")) == sorted(_ids(shop, "currency=GBP"))


def test_true_and_false_are_compared(shop: Shop) -> None:
    accounts = shop.get(f"{shop.company}/data/accounts?query=isBankAccount%3Dtrue")["results"]
    assert [account["id"] for account in accounts] == ["90"]
    assert shop.get(f"{shop.company}/data/accounts?query=metadata.isDeleted!%3Dtrue")["totalResults"] == 10


def test_text_is_searched_in_any_case(shop: Shop) -> None:
    path = f"{shop.connection}/data/commerce-customers?query=customerName~ADA"
    assert {row["customerName"].split()[0] for row in shop.get(path)["results"]} == {"Ada"}


@for_each(
    ("expression", "words"),
    [
        ("colour=red", "Could not resolve property colour on CommerceOrder"),
        ("customerRef.colour=red", "Could not resolve property customerRef.colour on CommerceOrder"),
        ("orderLineItems.quantity=1", "Could not resolve property"),
        ("customerRef=1", "Could not resolve property"),
        ("id", "cannot be read at 'id'"),
        ("=61", "cannot be read at '=61'"),
        ("id=61&&", "cannot be read at its end"),
        ("&&id=61", "cannot be read at '&&'"),
        ("{id=61", "cannot be read at its end"),
        ("id=61}", "cannot be read at '}'"),
        ("{id=61}{id=62}", "cannot be read at '{'"),
        ("totalAmount>many", "cannot be compared with 'many'"),
        ("totalAmount~1", "totalAmount is not text"),
        ("orderNumber>#1061", "neither a number nor a date"),
        ("createdDate~2023", "createdDate is not text"),
        ("createdDate>yesterday", "cannot be compared with 'yesterday'"),
        ("totalAmount>NaN", "cannot be compared with 'NaN'"),
        ("{" * 2000, "cannot be read at its end"),
        ("id=" + "6" * 2048, "shorter than 2048"),
    ],
)
def test_malformed_query_is_a_400(shop: Shop, expression: str, words: str) -> None:
    response = shop.raw("GET", f"{shop.connection}/data/commerce-orders?query={quote(expression)}")
    assert response.status_code == 400
    assert words in response.json()["error"]


@pytest.mark.parametrize("name", ["colour", "orderLineItems", "-payments", "customerRef"])
def test_unknown_order_is_a_400(shop: Shop, name: str) -> None:
    assert shop.raw("GET", f"{shop.connection}/data/commerce-orders?orderBy={name}").status_code == 400
