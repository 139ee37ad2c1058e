"""What the push history proves about records whose keys are forgotten, and what it leaves to a person."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from codatsynccommerce.sandbox.http import ApiError, HTTPResponse

if TYPE_CHECKING:
    from collections.abc import Callable

    from support.bulk_shop import Shop

    from codatsynccommerce import bulk
    from codatsynccommerce.sandbox.http import HTTPRequest

pytestmark = pytest.mark.both_stores

LOST = 7
"""Lost responses that make a run give up on a record: four attempts, and three more at its end."""
HOUR_AND_A_HALF = 90 * 60


def lose(shop: Shop, fault: Any, *names: str, responded: bool = True) -> list[Any]:
    """Push records whose every response is lost, behind one that got a response. Return all."""
    requests = [shop.customer("First")] if responded else []
    assert shop.push(requests, workers=1).succeeded == len(requests)
    names = names or ("Ada",)
    shop.fail_creates(fault, times=LOST * len(names))
    requests.extend(map(shop.customer, names))
    assert shop.push(requests, workers=1).unknown == len(names)
    return requests


def later(shop: Shop, requests: list[Any], seconds: float = HOUR_AND_A_HALF) -> bulk.Report:
    shop.time.seconds += seconds
    return shop.push(requests)


def create_elsewhere(shop: Shop, name: str) -> str:
    """Create a record without the journal. Return the key of its push operation."""
    shop.client.accounting_customers.create_accounting_customer(shop.customer(name))
    return shop.sandbox.ledger[-1].push_operation_key


@pytest.mark.parametrize("responded", [True, False], ids=["after another", "alone"])
def test_absent_record_is_sent_under_new_key(shop: Shop, *, responded: bool) -> None:
    requests = lose(shop, "reset", responded=responded)
    keys = len(set(shop.keys))
    report = later(shop, requests)
    assert (report.succeeded, shop.names.count("Ada"), len(set(shop.keys))) == (len(requests), 1, keys + 1)


def test_older_operations_of_others_do_not_count(shop: Shop) -> None:
    for number in range(80):
        create_elsewhere(shop, f"Long ago {number}")
    shop.time.seconds += 3600
    requests = lose(shop, "reset")
    assert (later(shop, requests).succeeded, shop.names[-1]) == (2, "Ada")


@pytest.mark.parametrize("names", [["Ada"], ["Ada", "Eve"]])
def test_applied_record_is_unknown_with_candidates(shop: Shop, names: list[str]) -> None:
    requests = lose(shop, "drop", *names)
    sent = len(shop.keys)
    for _ in range(2):
        report = later(shop, requests)
        assert (report.succeeded, report.unknown, len(shop.keys)) == (1, len(names), sent)
    assert shop.names == ["First", *names]
    operation_keys = tuple(one.push_operation_key for one in shop.sandbox.ledger[1:])
    for row in report.rows("unknown"):
        assert (row.candidates, row.operation_key, row.record_id) == (operation_keys, None, None)
        assert row.error is not None
        count = "2 operations" if len(names) > 1 else "1 operation"
        assert row.error.endswith(f"; the push history: it shows {count} that may be this record")
        assert row.error.count("the push history") == 1


def test_operations_of_others_leave_records_unknown(shop: Shop) -> None:
    requests = lose(shop, "reset")
    other = create_elsewhere(shop, "Somebody else")
    report = later(shop, requests)
    (row,) = report.rows("unknown")
    assert (row.candidates, shop.names) == ((other,), ["First", "Somebody else"])


def _odd(**changes: Any) -> Callable[[dict[str, Any]], dict[str, Any]]:
    def change(page: dict[str, Any]) -> dict[str, Any]:
        return {**page, "results": [{**one, **changes} for one in page["results"]]}

    return change


@pytest.mark.parametrize(
    "changes",
    [
        {"dataType": "Customers"},
        {"dataType": "invoices"},
        {"dataType": None},
        {"dataConnectionKey": "another"},
        {"requestedOnUtc": None},
        {"requestedOnUtc": 25},
        {"requestedOnUtc": "2099-01-01T00:00:00Z"},
        {"companyId": "another"},
        {"status": 7},
    ],
)
def test_odd_row_never_proves_absence(shop: Shop, changes: dict[str, Any]) -> None:
    requests = lose(shop, "drop")
    shop.gateway.change_history(_odd(**changes))
    assert later(shop, requests).unknown == 1
    assert shop.names.count("Ada") == 1


def test_odd_operation_key_never_proves_absence(shop: Shop) -> None:
    requests = lose(shop, "drop")
    ada = shop.sandbox.ledger[-1].push_operation_key

    def change(page: dict[str, Any]) -> dict[str, Any]:
        for one in page["results"]:
            if one["pushOperationKey"] == ada:
                one["pushOperationKey"] = 1.5
        return page

    shop.gateway.change_history(change)
    (row,) = later(shop, requests).rows("unknown")
    assert (len(row.candidates), shop.names.count("Ada")) == (1, 1)


@pytest.mark.parametrize(
    "page",
    [
        {},
        {"results": None, "totalResults": 3},
        {"results": [], "totalResults": 3, "pageNumber": 1, "pageSize": 500},
        {"results": [], "totalResults": "3", "pageNumber": 1, "pageSize": 500},
        {"results": [], "totalResults": 0, "pageNumber": 1, "pageSize": 500},
    ],
)
def test_incomplete_history_proves_nothing(shop: Shop, page: dict[str, Any]) -> None:
    requests = lose(shop, "reset")
    shop.gateway.change_history(lambda _: page)
    (row,) = later(shop, requests).rows("unknown")
    assert "it cannot be read whole" in (row.error or "")
    assert shop.names == ["First"]


def test_repeated_operation_hides_another(shop: Shop) -> None:
    """The API may list operations of one moment in another order for each page."""
    requests = lose(shop, "drop", "Ada")
    first = shop.sandbox.ledger[0].push_operation_key
    shown: list[Any] = []

    def gateway(request: HTTPRequest, behind: Callable[[], HTTPResponse]) -> HTTPResponse:
        response = behind()
        if request.method != "GET" or "orderBy=-requestedOnUtc" not in request.target:
            return response
        page, number = json.loads(response.body), 2 if "page=2" in request.target else 1
        shown.extend([one for one in page["results"] if one["pushOperationKey"] == first])
        page.update(results=shown[:1], pageNumber=number, totalResults=2, _links=None)
        return HTTPResponse(200, json.dumps(page).encode(), response.headers)

    shop.gateway.put(gateway)
    assert later(shop, requests).unknown == 1
    assert shop.names.count("Ada") == 1


def test_without_history_nothing_is_sent(shop: Shop) -> None:
    requests = lose(shop, "reset")
    broken = True

    def gateway(request: HTTPRequest, behind: Callable[[], HTTPResponse]) -> HTTPResponse:
        broken_now = broken and request.method == "GET" and "pageSize=500" in request.target
        return ApiError(503, "Not now.").response() if broken_now else behind()

    shop.gateway.put(gateway)
    (row,) = later(shop, requests).rows("unknown")
    assert "the push history: it cannot be read whole: 503" in (row.error or "")
    broken = False
    assert (shop.push(requests).succeeded, shop.names) == (2, ["First", "Ada"])


def test_history_is_read_no_further_than_needed(shop: Shop) -> None:
    for number in range(80):
        create_elsewhere(shop, f"Long ago {number}")
    shop.time.seconds += 7 * 24 * 3600
    shop.gateway.change_history(lambda page: {**page, "totalResults": 5000, "_links": None})
    assert shop.push(shop.customers(2)).succeeded == 2
    assert not any("page=2" in one.query for one in shop.sandbox.requests)


def test_young_absent_record_waits(shop: Shop) -> None:
    """The history may not show an operation of the last minutes yet."""
    shop.fail_creates(500)
    assert shop.push([shop.customer("Ada")]).unknown == 1
    assert later(shop, [shop.customer("Ada")], 200).unknown == 1
    report = later(shop, [shop.customer("Ada")], 200)
    (row,) = report.rows()
    assert row.status == "failed"
    assert (row.error or "").endswith("; the push history: it proves that the record was not created")
    assert len(shop.keys) == 1
    assert (report.retry_failed().succeeded, shop.names) == (1, ["Ada"])


def test_earlier_failed_operation_is_not_a_candidate(shop: Shop) -> None:
    report = shop.push([shop.customer("please reject me")])
    shop.fail_creates("reset", times=LOST)
    assert report.retry_failed().unknown == 1
    assert later(shop, [shop.customer("please reject me")]).failed == 1
    assert len(shop.names) == 2


def test_younger_unknown_record_keeps_older_unknown(shop: Shop) -> None:
    """An operation that nobody holds may be that of a younger record, whose own key can still tell."""
    requests = [*lose(shop, "reset"), shop.customer("Eve")]
    shop.time.seconds += 80 * 60
    failing = {"Ada": "reset", "Eve": "drop"}
    shop.gateway.fail_named(failing)
    assert (shop.push(requests, workers=1).unknown, shop.names) == (2, ["First", "Eve"])
    shop.time.seconds += 15 * 60
    del failing["Ada"]
    assert (shop.push(requests).unknown, shop.names) == (2, ["First", "Eve"])
    failing.clear()
    assert (shop.push(requests).succeeded, shop.names) == (3, ["First", "Eve", "Ada"])


def test_nulls_in_history_do_not_end_run(shop: Shop) -> None:
    def with_nulls(page: dict[str, Any]) -> dict[str, Any]:
        odd = {"errors": [None], "warnings": [None, {"itemId": None, "message": 5}]}
        page["results"] = [None, *({**one, "changes": [None], "validation": odd} for one in page["results"]), None]
        return page

    shop.gateway.change_history(with_nulls)
    report = shop.push(shop.customers(3))
    assert [(row.status, row.warnings) for row in report.rows()] == [("succeeded", "5")] * 3


def test_one_unreadable_company_does_not_end_wait(shop: Shop) -> None:
    def gateway(request: HTTPRequest, behind: Callable[[], HTTPResponse]) -> HTTPResponse:
        if "/gone/" not in request.path:
            return behind()
        if request.method == "GET":
            return ApiError(404, "No such company.").response()
        pending = {"companyId": "gone", "pushOperationKey": "k", "status": "Pending", "statusCode": 202}
        return HTTPResponse(200, json.dumps(pending).encode(), {"Content-Type": "application/json"})

    shop.gateway.put(gateway)
    gone = shop.customer("Gone")
    gone.company_id = "gone"
    requests = [gone, *shop.customers(3)]
    report = shop.push(requests, wait=False)
    assert report.pending == 4, list(report.rows())
    shop.sandbox.fail_next(408, times=5)
    report = shop.push(requests)
    assert (report.succeeded, report.pending) == (3, 1)
    assert report.stopped is not None
    assert report.stopped.startswith("404: No such company.")


@pytest.mark.only_file("workers ask again while others are not sent yet")
def test_history_is_read_once_for_all_records(shop: Shop) -> None:
    """Many records that are open together cost one reading of the history, not one each."""
    names = [f"Open {number}" for number in range(9)]
    requests = lose(shop, "drop", *names)
    before = len(shop.paths)
    assert later(shop, requests).unknown == len(names)
    assert shop.paths[before:] == ["GET push", "GET push"]  # The first one reads the clock.
