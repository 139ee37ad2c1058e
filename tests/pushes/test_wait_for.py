"""`wait_for` returns the finished operation, or raises the error that describes its end."""

from __future__ import annotations

import warnings
from itertools import accumulate
from typing import TYPE_CHECKING, Any

import pytest
from support.for_each import for_each
from support.push_documents import COMPANY, KEY, ONCE, found, listed, operation, push_document, states
from support.recorder import Recorder, StubResponse, json_response

from codatsynccommerce.models import errors, operations, shared

if TYPE_CHECKING:
    from conftest import Connect, StillTime


@for_each("before", [[], ["Pending"], ["Pending"] * 5, ["Queued", "Pending", "AlmostThere"]])
def test_wait_lasts_until_a_final_status(server: Recorder, connect: Connect, before: Any) -> None:
    server.will(*states(*before, "Success"))
    done = connect().push_data.wait_for((COMPANY, KEY))
    assert done == operation("Success")
    assert len(server.requests) == len(before) + 1
    assert {(one.method, one.path) for one in server.requests} == {("GET", f"/companies/{COMPANY}/push/{KEY}")}


_NULLS: dict[str, Any] = {
    "validation": {"errors": [None, {"itemId": 7, "message": None}], "warnings": [None, {"message": 5}]}
}


@for_each("status", ["Success", "Failed"])
def test_odd_values_in_an_outcome(server: Recorder, connect: Connect, status: str) -> None:
    server.will(json_response(push_document(status, **_NULLS, errorMessage=404, changes=[None])))
    with warnings.catch_warnings(record=True) as shown:
        warnings.simplefilter("always")
        try:
            assert connect().push_data.wait_for((COMPANY, KEY)).status == status
        except errors.PushFailedError as error:
            assert str(error) == "push of customers ended as Failed: 7; 404"
    assert [str(one.message) for one in shown] == [f"push of customers ({KEY}): 5"]


def test_null_in_the_list_is_skipped(server: Recorder, connect: Connect) -> None:
    rows = [None, push_document("Success", "a"), None, push_document("Success", "b")]
    server.will(listed(rows))
    done = connect().push_data.wait_for_all([(COMPANY, "a"), (COMPANY, "b")])
    assert [one.push_operation_key for one in done] == ["a", "b"]


def test_created_push_is_polled_after_a_pause(server: Recorder, connect: Connect, time: StillTime) -> None:
    server.will(
        json_response({**push_document("Pending"), "data": {"customerName": "Ada"}}), *states("Pending", "Success")
    )
    s = connect()
    customer = shared.AccountingCustomer(status=shared.CustomerStatus.ACTIVE)
    created = s.accounting_customers.create_accounting_customer(
        operations.CreateAccountingCustomerRequest(COMPANY, "2e9d2c44", customer)
    )
    assert s.push_data.wait_for(created).status == "Success"
    assert [one.method for one in server.requests] == ["POST", "GET", "GET"]
    assert time.pauses == [2, 3]


def test_wait_takes_a_payload(server: Recorder, connect: Connect) -> None:
    server.will(*states("Success"))
    payload = shared.AccountingCreateCustomerResponse.from_dict(push_document("Pending"))
    assert connect().push_data.wait_for(payload) == operation("Success")


def test_it_takes_the_answer_of_a_poll(server: Recorder, connect: Connect) -> None:
    server.will(*states("Pending", "Success"))
    s = connect()
    polled = s.push_data.get_operation(operations.GetPushOperationRequest(COMPANY, KEY))
    assert s.push_data.wait_for(polled).status == "Success"


def test_what_is_finished_already_costs_no_request(server: Recorder, connect: Connect, time: StillTime) -> None:
    s = connect()
    assert s.push_data.wait_for(operation("Success")) == operation("Success")
    with pytest.raises(errors.PushFailedError):
        s.push_data.wait_for(operation("Failed"))
    with pytest.raises(errors.PushTimedOutError):
        s.push_data.wait_for(operation("TimedOut"))
    assert server.requests == []
    assert time.pauses == []


def test_polls_are_gentle(server: Recorder, connect: Connect, time: StillTime) -> None:
    server.will(*states(*["Pending"] * 10, "Success"))
    connect().push_data.wait_for((COMPANY, KEY), timeout=600)
    assert time.pauses[:4] == [2, 3, 4.5, 6.75]
    assert time.pauses[-3:] == [30, 30, 30]


def test_a_push_that_failed_says_why(server: Recorder, connect: Connect) -> None:
    wrong = found("customerName: is taken", "addresses[0].country: must have\ntwo letters", ": no more")
    server.will(json_response(push_document("Failed", validation=wrong, errorMessage="Not taken. Correlation ID: 7f")))
    with pytest.raises(errors.PushFailedError) as caught:
        connect().push_data.wait_for((COMPANY, KEY))
    assert str(caught.value) == (
        "push of customers ended as Failed: customerName: is taken; addresses[0].country: must have two letters; "
        "no more; Not taken. Correlation ID: 7f"
    )
    assert caught.value.operation is not None
    assert caught.value.operation.status == "Failed"
    assert caught.value.maybe_applied is False


@for_each("validation", [None, {}, {"errors": None, "warnings": None}, {"errors": []}])
def test_failed_push_without_a_reason(connect: Connect, validation: Any) -> None:
    with pytest.raises(errors.PushFailedError, match=r"^push of customers ended as Failed: no reason given$"):
        connect().push_data.wait_for(operation("Failed", validation=validation))


def test_timed_out_push_may_still_appear(connect: Connect) -> None:
    with pytest.raises(errors.PushTimedOutError, match="TimedOut: The books were closed") as caught:
        connect().push_data.wait_for(operation("TimedOut", errorMessage="The books were closed"))
    assert caught.value.maybe_applied is True


def test_wait_timeout_keeps_the_last_state(server: Recorder, connect: Connect, time: StillTime) -> None:
    server.will(*states("Pending"))
    s = connect()
    with pytest.raises(errors.WaitTimeoutError, match="not finished in time, last status Pending") as caught:
        s.push_data.wait_for((COMPANY, KEY), timeout=60)
    assert caught.value.operation == operation("Pending")
    assert caught.value.maybe_applied is True
    assert 50 <= time.seconds <= 60
    server.will(*states("Success"))
    assert s.push_data.wait_for(caught.value.operation).status == "Success"


def test_last_poll_leaves_time_for_its_response(server: Recorder, connect: Connect, time: StillTime) -> None:
    server.will(*states("Pending"))
    s = connect()
    with pytest.raises(errors.WaitTimeoutError) as caught:
        s.push_data.wait_for(operation("Pending"), timeout=1)
    assert time.pauses == [pytest.approx(0.9)]
    assert caught.value.__cause__ is None
    assert len(server.requests) == 1


def test_wait_timeout_tells_the_last_problem(server: Recorder, connect: Connect) -> None:
    server.will(StubResponse(503))
    with pytest.raises(errors.WaitTimeoutError, match="last status unknown") as caught:
        connect(retry_config=ONCE).push_data.wait_for((COMPANY, KEY), timeout=30)
    assert isinstance(caught.value.__cause__, errors.ServerError)
    assert caught.value.operation is None


@for_each(
    ("several", "warned"),
    [
        (found("countryCode: was left out", kind="warnings"), ["push of customers (op-1): countryCode: was left out"]),
        (None, []),
    ],
)
def test_warnings_are_shown_where_the_caller_stands(
    connect: Connect, client_kind: str, several: Any, warned: list[str]
) -> None:
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        connect().push_data.wait_for(operation("Success", validation=several))
    assert [str(one.message) for one in caught] == warned
    assert {one.category for one in caught} <= {errors.PushWarning}
    if client_kind == "sync":  # The other stands on an event loop here.
        assert {one.filename for one in caught} <= {__file__}


def test_warnings_of_a_failed_push_are_shown(connect: Connect) -> None:
    with pytest.warns(errors.PushWarning, match="status: is not known"), pytest.raises(errors.PushFailedError):
        connect().push_data.wait_for(operation("Failed", validation=found("status: is not known", kind="warnings")))


@for_each("spelled", [str.lower, str.upper])
def test_statuses_are_compared_without_case(server: Recorder, connect: Connect, spelled: Any) -> None:
    s = connect()
    server.will(*states(spelled("Pending"), spelled("Success")))
    assert s.push_data.wait_for((COMPANY, KEY)).status == spelled("Success")
    with pytest.raises(errors.PushFailedError):
        s.push_data.wait_for(operation(spelled("Failed")))
    with pytest.raises(errors.PushTimedOutError):
        s.push_data.wait_for(operation(spelled("TimedOut")))
    assert len(server.requests) == 2


def test_on_update_hears_every_poll(server: Recorder, connect: Connect) -> None:
    server.will(*states("Pending", "Pending", "Success"))
    heard: list[str] = []
    connect().push_data.wait_for((COMPANY, KEY), on_update=lambda state: heard.append(str(state.status)))
    assert heard == ["Pending", "Pending", "Success"]


@for_each("error", [KeyboardInterrupt, errors.ServerError, errors.NotFoundError])
def test_error_in_on_update_ends_the_wait(server: Recorder, connect: Connect, error: Any) -> None:
    server.will(*states("Pending"))

    def stop(_state: shared.PushOperation) -> None:
        raise error("mine")

    with pytest.raises(error, match="mine"):
        connect().push_data.wait_for((COMPANY, KEY), on_update=stop)
    assert len(server.requests) == 1


@for_each(
    "nothing",
    [
        None,
        KEY,
        (KEY,),
        (COMPANY, KEY, "more"),
        (COMPANY, None),
        ("", KEY),
        operations.ListCompaniesResponse("application/json", 200),
        shared.PushOperation(COMPANY, "c", "", "2023", shared.PushOperationStatus.PENDING, 202),
    ],
)
def test_what_names_no_push_operation_is_refused(server: Recorder, connect: Connect, nothing: Any) -> None:
    with pytest.raises(errors.RequestError, match="push operation"):
        connect().push_data.wait_for(nothing)
    assert server.requests == []


@for_each("timeout", [0, -1, True, None, float("nan")])
def test_unusable_timeout_is_refused(server: Recorder, connect: Connect, timeout: Any) -> None:
    with pytest.raises(errors.RequestError, match="timeout must be"):
        connect().push_data.wait_for((COMPANY, KEY), timeout=timeout)
    assert server.requests == []


def test_pauses_add_up_to_the_timeout(server: Recorder, connect: Connect, time: StillTime) -> None:
    server.will(*states("Pending"))
    with pytest.raises(errors.WaitTimeoutError):
        connect().push_data.wait_for((COMPANY, KEY))
    assert list(accumulate(time.pauses))[-1] == 115
    assert len(server.requests) < 12
