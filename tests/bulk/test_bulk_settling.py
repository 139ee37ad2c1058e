"""What the push history can tell of a record whose key is forgotten, and what it cannot."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from codatsynccommerce._runtime.codec import codec
from codatsynccommerce._runtime.codec import json_text as jsontext
from codatsynccommerce.models import operations
from codatsynccommerce.sandbox.http import ApiError, HTTPResponse

if TYPE_CHECKING:
    from collections.abc import Callable

    from support.bulk_shop import Shop

    from codatsynccommerce.sandbox.http import HTTPRequest

LOST = 7
"""Lost answers that make a run give up on a record: four attempts, and three once more at its end."""
HOUR_AND_A_HALF = 90 * 60


def change_history(shop: Shop, change: Callable[[dict[str, Any]], dict[str, Any]]) -> None:
    """Let the push history come otherwise."""

    def gateway(incoming: HTTPRequest, behind: Callable[[], HTTPResponse]) -> HTTPResponse:
        answer = behind()
        if incoming.method != "GET" or not incoming.path.endswith("/push") or answer.status != 200:
            return answer
        body = codec.encode(Any, change(jsontext.parse(answer.body))).encode()
        return HTTPResponse(200, body, answer.headers)

    shop.put_between(gateway)


def lose(shop: Shop, fault: Any, *, answered: bool) -> list[Any]:
    """Push a record whose every answer is lost, behind one that was answered; give all, 90 minutes later."""
    requests = [shop.customer("First")] if answered else []
    assert shop.push(requests, workers=1).succeeded == len(requests)
    shop.sandbox.fail_next(fault, times=LOST)
    requests.append(shop.customer("Ada"))
    assert shop.push(requests, workers=1).unknown == 1
    return requests


def later(shop: Shop, requests: list[Any]) -> Any:
    shop.time.seconds += HOUR_AND_A_HALF
    return shop.push(requests)


def upper_case(page: dict[str, Any]) -> dict[str, Any]:
    for one in page["results"]:
        one["dataConnectionKey"] = one["dataConnectionKey"].upper()
    return page


def without_type(page: dict[str, Any]) -> dict[str, Any]:
    for one in page["results"]:
        del one["dataType"]
    return page


def without_connection(page: dict[str, Any]) -> dict[str, Any]:
    for one in page["results"]:
        one["dataConnectionKey"] = None
    return page


def without_time(page: dict[str, Any]) -> dict[str, Any]:
    for one in page["results"]:
        del one["requestedOnUtc"]
    return page


def oldest_first(page: dict[str, Any]) -> dict[str, Any]:
    page["results"].sort(key=lambda one: one["requestedOnUtc"])
    return page


@pytest.mark.parametrize("answered", [True, False], ids=["after another", "alone"])
@pytest.mark.parametrize("change", [upper_case, without_type, without_connection, without_time, oldest_first])
def test_a_record_that_was_taken_is_never_sent_again(
    shop: Shop, change: Callable[[dict[str, Any]], dict[str, Any]], *, answered: bool
) -> None:
    for number in range(80):
        shop.client.accounting_customers.create_accounting_customer(shop.customer(f"Long ago {number}"))
    shop.time.seconds += 7 * 24 * 3600
    requests = lose(shop, "drop", answered=answered)
    change_history(shop, change)
    later(shop, requests)
    assert shop.names.count("Ada") == 1


@pytest.mark.parametrize(
    ("page", "answered"),
    [
        ({}, True),
        ({}, False),
        ({"results": None, "totalResults": 3}, True),
        ({"results": None, "totalResults": 3}, False),
        ({"results": [], "totalResults": 3, "pageNumber": 1, "pageSize": 500}, False),
    ],
)
def test_a_history_that_did_not_come_whole_proves_nothing(shop: Shop, page: dict[str, Any], *, answered: bool) -> None:
    requests = lose(shop, "drop", answered=answered)
    change_history(shop, lambda _: page)
    assert later(shop, requests).unknown == 1
    assert shop.names.count("Ada") == 1


def test_a_push_near_the_time_of_a_record_proves_neither(shop: Shop) -> None:
    requests = lose(shop, "reset", answered=True)
    shop.time.seconds += 60
    shop.client.accounting_customers.create_accounting_customer(shop.customer("Somebody else's"))
    report = later(shop, requests)
    assert (report.unknown, shop.names) == (1, ["First", "Somebody else's"])
    (row,) = report.rows("unknown")
    assert row.error == f"1 records may be 1 push operations of that time, look at {_last(shop)}"


@pytest.mark.parametrize("hours", [0.1, 3, 20])
def test_without_an_answer_of_that_time_a_push_of_the_same_day_proves_neither(shop: Shop, hours: float) -> None:
    requests = lose(shop, "reset", answered=False)
    shop.time.seconds += hours * 3600
    shop.client.accounting_customers.create_accounting_customer(shop.customer("Somebody else's"))
    report = later(shop, requests)
    assert (report.unknown, shop.names) == (1, ["Somebody else's"])


@pytest.mark.parametrize("hours", [3, 30])
def test_a_clock_that_was_set_since_proves_nothing(shop: Shop, hours: int) -> None:
    requests = lose(shop, "drop", answered=False)
    shop.sandbox._app.now = lambda: shop.time.seconds - hours * 3600
    report = later(shop, requests)
    assert (report.unknown, shop.names) == (1, ["Ada"])


@pytest.mark.parametrize("ahead", [-5 * 3600, 0, 5 * 3600])
def test_a_record_alone_is_found_by_the_date_of_the_answer(shop: Shop, ahead: int) -> None:
    shop.sandbox._app.now = lambda: shop.time.seconds + ahead
    requests = lose(shop, "drop", answered=False)
    report = later(shop, requests)
    assert (report.succeeded, shop.names) == (1, ["Ada"])
    (row,) = report.rows()
    assert (row.operation_key, row.warnings) == (_last(shop), "found in the push history by its time")


@pytest.mark.parametrize("date", ["", "yesterday", "Tue, 14 Foo 2023 22:13:20 GMT"])
def test_an_answer_that_does_not_tell_the_time_is_no_obstacle(shop: Shop, date: str) -> None:
    requests = lose(shop, "drop", answered=False)
    shop.put_between(lambda _, behind: behind().with_headers({"Date": date}))
    assert (later(shop, requests).succeeded, shop.names) == (1, ["Ada"])


def test_a_record_that_was_taken_at_a_later_attempt_is_found_at_that_time(shop: Shop) -> None:
    requests = lose(shop, "reset", answered=True)
    shop.time.seconds += 1800
    shop.sandbox.fail_next("drop", times=6)
    assert shop.push(requests).unknown == 1
    later(shop, requests)
    assert shop.names == ["First", "Ada"]


def test_a_record_that_was_answered_at_a_later_attempt_says_nothing_of_the_clocks(shop: Shop) -> None:
    shop.sandbox.fail_next(503, retry_after=50)
    requests = lose(shop, "drop", answered=True)
    assert (later(shop, requests).succeeded, shop.names) == (2, ["First", "Ada"])


def test_the_date_of_an_answer_says_nothing_where_records_were_answered(shop: Shop) -> None:
    requests = lose(shop, "reset", answered=True)
    shop.time.seconds += 3600
    shop.client.accounting_customers.create_accounting_customer(shop.customer("Somebody else's"))
    shop.sandbox._app.now = lambda: shop.time.seconds + 3600
    assert (later(shop, requests).succeeded, shop.names) == (2, ["First", "Somebody else's", "Ada"])


def test_a_long_history_is_read_no_further_than_the_records_need(shop: Shop) -> None:
    for number in range(80):
        shop.client.accounting_customers.create_accounting_customer(shop.customer(f"Long ago {number}"))
    shop.time.seconds += 7 * 24 * 3600
    change_history(shop, lambda page: {**page, "totalResults": 5000, "_links": None})
    assert shop.push(shop.customers(2)).succeeded == 2
    assert {one.query.count("page=1&") for one in shop.sandbox.requests if one.method == "GET"} == {1}


def test_a_record_alone_that_never_arrived_is_sent_under_a_new_key(shop: Shop) -> None:
    requests = lose(shop, "reset", answered=False)
    assert (later(shop, requests).succeeded, shop.names, len(set(shop.keys))) == (1, ["Ada"], 2)


def test_a_push_to_another_connection_is_not_taken_for_a_record(shop: Shop) -> None:
    requests = lose(shop, "reset", answered=True)
    shop.client.accounting_customers.create_accounting_customer(shop.customer("Somewhere else"))
    other = _last(shop)

    def elsewhere(page: dict[str, Any]) -> dict[str, Any]:
        for one in page["results"]:
            if one["pushOperationKey"] == other:
                one["dataConnectionKey"] = shop.sandbox.commerce_connection_id
        return page

    change_history(shop, elsewhere)
    assert (later(shop, requests).succeeded, shop.names) == (2, ["First", "Somewhere else", "Ada"])


def test_records_that_ended_in_two_ways_are_not_told_apart(shop: Shop) -> None:
    requests = [shop.customer("First"), shop.customer("Ada"), shop.customer("please reject me")]
    shop.push(requests[:1], workers=1)
    shop.sandbox.fail_next("drop", times=2 * LOST)
    assert shop.push(requests, workers=1).unknown == 2
    for _ in range(2):  # The sandbox ends an operation once somebody has seen it under way.
        shop.client.push_data.list_operations(operations.GetCompanyPushHistoryRequest(shop.sandbox.company_id))
    seen = len(shop.keys)
    report = later(shop, requests)
    assert (report.succeeded, report.unknown, len(shop.keys)) == (1, 2, seen)
    keys = ", ".join(one.push_operation_key for one in reversed(shop.sandbox.ledger[1:]))
    assert {row.error for row in report.rows("unknown")} == {
        f"2 records may be 2 push operations of that time, look at {keys}"
    }


def test_a_push_that_a_younger_record_may_be_settles_no_older_one(shop: Shop) -> None:
    requests = [shop.customer("First"), shop.customer("Ada"), shop.customer("Eve")]
    shop.push(requests[:1], workers=1)
    began = shop.time.seconds
    for times in (4, 3):
        shop.sandbox.fail_next(503, times=times, retry_after=2)
        shop.sandbox.fail_next("drop", times=times)
    assert shop.push(requests, workers=1).unknown == 2
    shop.time.seconds = began + 89 * 60  # The key of Ada counts as forgotten, that of Eve is six seconds younger.
    shop.sandbox.fail_next("drop", times=6)
    report = shop.push(requests)
    assert report.unknown == 2
    assert not any("of that time" in (row.error or "") for row in report.rows())
    assert shop.push(requests).succeeded == 3
    assert shop.names == ["First", "Eve", "Ada"]


def test_a_younger_record_that_the_history_does_not_show_yet_is_not_sent_anew(shop: Shop) -> None:
    requests = [*lose(shop, "reset", answered=True), shop.customer("Eve")]
    shop.time.seconds += 3600
    for for_ada, for_eve in ((3, 4), (3, 3)):
        shop.sandbox.fail_next("reset", times=for_ada)
        shop.sandbox.fail_next("drop", times=for_eve)
    assert shop.push(requests, workers=1).unknown == 2
    eve = _last(shop)

    def behind_time(page: dict[str, Any]) -> dict[str, Any]:
        shown = [one for one in page["results"] if one["pushOperationKey"] != eve]
        return {**page, "results": shown, "totalResults": len(shown)}

    change_history(shop, behind_time)
    shop.time.seconds += 1800
    shop.sandbox.fail_next("drop", times=6)
    report = shop.push(requests)
    assert (report.succeeded, report.unknown, shop.names) == (2, 1, ["First", "Eve", "Ada"])


def test_nulls_in_an_outcome_and_in_the_history_do_not_end_a_run(shop: Shop) -> None:
    def with_nulls(page: dict[str, Any]) -> dict[str, Any]:
        odd = {"errors": [None], "warnings": [None, {"itemId": None, "message": 5}]}
        page["results"] = [None, *({**one, "changes": [None], "validation": odd} for one in page["results"]), None]
        return page

    change_history(shop, with_nulls)
    report = shop.push(shop.customers(3))
    assert [(row.status, row.warnings) for row in report.rows()] == [("succeeded", "5")] * 3


def test_following_survives_a_408_and_one_company_that_cannot_be_read(shop: Shop) -> None:
    def gateway(incoming: HTTPRequest, behind: Callable[[], HTTPResponse]) -> HTTPResponse:
        if "/gone/" not in incoming.path:
            return behind()
        if incoming.method == "GET":
            return ApiError(404, "No such company.").response()
        pending = {"companyId": "gone", "pushOperationKey": "k", "status": "Pending", "statusCode": 202}
        return HTTPResponse(200, codec.encode(Any, pending).encode(), {"Content-Type": "application/json"})

    shop.put_between(gateway)
    gone = shop.customer("Gone")
    gone.company_id = "gone"
    requests = [gone, *shop.customers(3)]
    assert shop.push(requests, wait=False).pending == 4
    shop.sandbox.fail_next(408, times=5)
    report = shop.push(requests)
    assert (report.succeeded, report.pending) == (3, 1)
    assert report.stopped is not None
    assert report.stopped.startswith("404: No such company.")


def _last(shop: Shop) -> str:
    return shop.sandbox.ledger[-1].push_operation_key
