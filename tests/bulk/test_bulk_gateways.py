"""Responses that are not about the record: from a gateway, for a whole company, or to an earlier attempt."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from codatsynccommerce.models import operations
from codatsynccommerce.sandbox.http import ApiError, HTTPResponse

if TYPE_CHECKING:
    from collections.abc import Callable

    from support.bulk_shop import Shop

    from codatsynccommerce.sandbox.http import HTTPRequest

    Behind = Callable[[], HTTPResponse]

pytestmark = pytest.mark.both_stores


def html(status: int) -> HTTPResponse:
    return HTTPResponse(status, b"<html>Nothing here</html>", {"Content-Type": "text/html"})


@pytest.mark.parametrize("status", [301, 302, 303, 400, 404, 407, 413, 421, 422])
def test_gateway_after_lost_response_settles_nothing(shop: Shop, status: int) -> None:
    posts = 0

    def gateway(incoming: HTTPRequest, behind: Behind) -> HTTPResponse:
        nonlocal posts
        posts += incoming.method == "POST"
        if incoming.method == "POST" and posts == 2:
            return html(status)
        return behind().delivered("closed") if incoming.method == "POST" and posts == 1 else behind()

    shop.gateway.put(gateway)
    first = shop.push([shop.customer("Ada")], wait=False)
    assert (first.failed, first.unknown + first.pending) == (0, 1)
    second = shop.push([shop.customer("Ada")])
    assert (second.succeeded, shop.names) == (1, ["Ada"])
    assert len(set(shop.keys)) == 1


def test_303_may_mean_success(shop: Shop) -> None:
    first = True

    def gateway(incoming: HTTPRequest, behind: Behind) -> HTTPResponse:
        response = behind()
        return html(303) if first and incoming.method == "POST" else response

    shop.gateway.put(gateway)
    assert shop.push([shop.customer("Ada")], wait=False).unknown == 1
    first = False
    assert (shop.push([shop.customer("Ada")]).succeeded, shop.names) == (1, ["Ada"])


@pytest.mark.parametrize("body", [b'{"status": "Success"}', b'{"pushOperationKey": "", "status": "Success"}', b"{}"])
def test_response_without_operation_is_unknown(shop: Shop, body: bytes) -> None:
    without = True

    def gateway(incoming: HTTPRequest, behind: Behind) -> HTTPResponse:
        response = behind()
        return HTTPResponse(200, body, response.headers) if without and incoming.method == "POST" else response

    shop.gateway.put(gateway)
    assert shop.push([shop.customer("Ada")]).unknown == 1
    without = False
    assert (shop.push([shop.customer("Ada")]).succeeded, shop.names, len(set(shop.keys))) == (1, ["Ada"], 1)


def test_gateway_at_once_is_a_rejection(shop: Shop) -> None:
    """It refuses what the head of the request says, and passes nothing on."""
    shop.gateway.put(lambda incoming, behind: html(413) if incoming.method == "POST" else behind())
    report = shop.push([shop.customer("Ada")], wait=False)
    assert (report.failed, shop.names) == (1, [])


@pytest.mark.parametrize("status", [400, 401, 402, 403, 404, 409, 418, 422])
def test_gateway_hides_response_of_applied_record(shop: Shop, status: int) -> None:
    hidden = True

    def gateway(incoming: HTTPRequest, behind: Behind) -> HTTPResponse:
        response = behind()
        return html(status) if hidden and incoming.method == "POST" else response

    shop.gateway.put(gateway)
    report = shop.push([shop.customer("Ada")], wait=False)
    assert (report.unknown, report.failed, report.not_sent) == (1, 0, 0)
    hidden = False
    assert report.retry_failed().failed == 0
    assert (shop.push([shop.customer("Ada")]).succeeded, shop.names) == (1, ["Ada"])


@pytest.mark.only_file("workers ask again while others are not sent yet")
def test_gateway_that_refuses_everything_ends_the_run(shop: Shop) -> None:
    shop.gateway.put(lambda incoming, behind: html(403) if incoming.method == "POST" else behind())
    report = shop.push(list(shop.customers(40)), workers=1)
    assert report.stopped is not None
    assert (report.unknown, report.failed) == (10, 0)


@pytest.mark.parametrize("status", [403, 404])
def test_refused_company_is_closed_once(shop: Shop, status: int) -> None:
    def gateway(incoming: HTTPRequest, behind: Behind) -> HTTPResponse:
        return ApiError(status, "Not yours.").response() if "/forbidden/" in incoming.path else behind()

    shop.gateway.put(gateway)
    other = operations.CreateAccountingCustomerRequest(
        "forbidden", shop.sandbox.connection_id, shop.customer("Not here").accounting_customer
    )
    requests = [other, other, *shop.customers(10), other]
    for _ in range(2):
        report = shop.push(requests, workers=1)
        assert (report.succeeded, report.not_sent, report.failed, report.unknown) == (10, 3, 0, 0)
        assert report.stopped is not None
        assert report.stopped.startswith(f"{status}: Not yours.")
    assert len(shop.names) == 10


@pytest.mark.parametrize("status", [403, 404])
def test_refused_company_is_asked_ten_times_at_most(shop: Shop, status: int) -> None:
    """Also if many of its records are unknown: each of them would be refused."""
    lost = {f"Customer {number}": "drop" for number in range(0, 50, 2)}
    shop.gateway.fail_named(lost)
    assert shop.push(shop.customers(50), workers=1, wait=False).unknown == 25
    refused = 0

    def gateway(incoming: HTTPRequest, behind: Behind) -> HTTPResponse:
        nonlocal refused
        if incoming.method == "POST" and is_refused:
            refused += 1
            return ApiError(status, "Not yours.").response()
        return behind()

    is_refused = True
    lost.clear()
    shop.gateway.put(gateway)
    report = shop.push(shop.customers(50))
    assert 0 < refused <= 10
    assert (report.succeeded, report.unknown, report.failed) == (25, 25, 0)
    assert {row.error for row in report.rows("unknown")} == {str(next(report.rows("unknown")).error)}
    is_refused = False
    assert shop.push(shop.customers(50)).succeeded == 50
    assert sorted(shop.names) == sorted(f"Customer {number}" for number in range(50))


@pytest.mark.parametrize("status", [402, 403])
def test_stored_refusal_does_not_stop_later_run(shop: Shop, status: int) -> None:
    lost = True
    stored: set[str | None] = set()

    def gateway(incoming: HTTPRequest, behind: Behind) -> HTTPResponse:
        if lost and incoming.method == "POST":
            stored.add(incoming.idempotency_key)
            return HTTPResponse(0, delivery="closed")
        return (
            ApiError(status, "Stored.").response()
            if incoming.idempotency_key in stored and incoming.idempotency_key
            else behind()
        )

    shop.gateway.put(gateway)
    assert shop.push([shop.customer("Ada")], workers=1).unknown == 1
    lost = False
    report = shop.push([shop.customer("Ada"), *shop.customers(5)], workers=1)
    assert (report.unknown, report.succeeded, report.stopped) == (1, 5, None)


def test_stored_responses_do_not_stop_later_run(shop: Shop) -> None:
    stored: set[str | None] = set()
    before = True

    def gateway(incoming: HTTPRequest, behind: Behind) -> HTTPResponse:
        if before and incoming.method == "POST":
            stored.add(incoming.idempotency_key)
        return (
            ApiError(503, "Stored.").response()
            if incoming.idempotency_key in stored and incoming.idempotency_key
            else behind()
        )

    shop.gateway.put(gateway)
    for _ in range(3):  # Ten in a row end a run.
        shop.push(shop.customers(12), workers=1)
    before = False
    many: list[Any] = list(shop.customers(60))
    assert shop.push(many, workers=1).succeeded == 48
