"""Calls that fail and are retried, over real HTTP, with a clock that advances only by pauses."""
# pyright: basic

from __future__ import annotations

import socket
import sys
from email.utils import formatdate
from typing import TYPE_CHECKING, Any

import pytest
from support.for_each import for_each
from support.recorder import StubResponse, json_response

from codatsynccommerce import utils
from codatsynccommerce.models import errors, operations, shared

if TYPE_CHECKING:
    from collections.abc import Callable

    from conftest import Connect, StillTime
    from support.recorder import Recorder

    from codatsynccommerce import CodatSyncCommerce

PATIENT = utils.RetryConfig("backoff", utils.BackoffStrategy(100, 400, 2.0, 1500), retry_connection_errors=True)


def get(client: CodatSyncCommerce, **options: Any) -> Any:
    return client.companies.get_company(operations.GetCompanyRequest("c"), **options)


def push(client: CodatSyncCommerce, **options: Any) -> Any:
    customer = shared.AccountingCustomer(status=shared.CustomerStatus.ACTIVE)
    request = operations.CreateAccountingCustomerRequest("c", "d", customer)
    return client.accounting_customers.create_accounting_customer(request, **options)


def replace(client: CodatSyncCommerce, **options: Any) -> Any:
    request = operations.ReplaceCompanyRequest("c", shared.CreateCompany(name="n"))
    return client.companies.replace(request, **options)


def fails(call: Callable[..., Any], client: CodatSyncCommerce, **options: Any) -> errors.SDKError:
    with pytest.raises(errors.SDKError) as raised:
        call(client, **options)
    return raised.value


def near(pauses: list[float]) -> Any:
    return pytest.approx(pauses, rel=0.01)


def test_configuration_for_ever(connect: Connect, server: Recorder, time: StillTime) -> None:
    config = utils.RetryConfig("backoff", utils.BackoffStrategy(1000, 1000, 1, sys.maxsize))
    server.will(*[StubResponse(503)] * 200, json_response({"id": "c"}))
    assert get(connect(retry_config=config)).status_code == 200
    assert len(time.pauses) == 200


@for_each("call", [get, replace])
@for_each("status", [408, 429, 500, 502, 503, 504])
def test_read_or_replacement_is_tried_four_times(
    call: Callable[..., Any], status: int, connect: Connect, server: Recorder, time: StillTime
) -> None:
    server.will(StubResponse(status))
    error = fails(call, connect())
    assert (error.status_code, error.attempts, len(server.requests)) == (status, 4, 4)
    assert time.pauses == near([0.5, 0.75, 1.125])


def test_a_failure_that_passes_is_not_seen(connect: Connect, server: Recorder, time: StillTime) -> None:
    server.will(StubResponse(503, b"<html>"), StubResponse(429), json_response({"id": "c"}))
    assert get(connect()).company.id == "c"
    assert len(time.pauses) == 2


@for_each("status", [400, 401, 402, 403, 404, 422])
@for_each("call", [get, push, replace])
def test_refusal_is_raised_at_once(call: Callable[..., Any], status: int, connect: Connect, server: Recorder) -> None:
    server.will(json_response({"statusCode": status, "service": "PublicApi", "error": "no"}, status))
    error = fails(call, connect(retry_config=PATIENT))
    assert (error.status_code, error.attempts, error.maybe_applied) == (status, 1, False)


@pytest.mark.parametrize("call", [get, push])
def test_configuration_is_obeyed_for_every_method(
    call: Callable[..., Any], connect: Connect, server: Recorder, time: StillTime
) -> None:
    server.will(StubResponse(500))
    error = fails(call, connect(retry_config=PATIENT))
    assert time.pauses == near([0.1, 0.2, 0.4, 0.4, 0.4])
    assert error.attempts == 6


def test_the_configuration_of_a_call_wins(connect: Connect, server: Recorder, time: StillTime) -> None:
    server.will(StubResponse(503))
    assert fails(get, connect(retry_config=PATIENT), retries=utils.RetryConfig("none", None)).attempts == 1
    assert fails(get, connect(), retries=PATIENT).attempts == 6


@pytest.mark.parametrize("asked", ["3", formatdate(1_700_000_003, usegmt=True)])
def test_what_the_api_asks_for_is_waited(asked: str, connect: Connect, server: Recorder, time: StillTime) -> None:
    server.will(json_response({}, 429, Retry_After=asked), json_response({"id": "c"}))
    assert get(connect()).company.id == "c"
    assert time.pauses == [3.0]


@pytest.mark.parametrize("asked", ["61", "86400", formatdate(1_700_003_600, usegmt=True)])
def test_retry_after_of_hours_is_raised(asked: str, connect: Connect, server: Recorder, time: StillTime) -> None:
    server.will(json_response({"error": "quota"}, 429, Retry_After=asked))
    for config in (None, PATIENT):
        error = fails(get, connect(retry_config=config))
        assert type(error) is errors.RateLimitError
        assert error.retry_after is not None
        assert error.retry_after > 60
        assert (error.attempts, error.error) == (1, "quota")
    assert time.pauses == []


def test_a_nonsense_wait_is_ignored(connect: Connect, server: Recorder, time: StillTime) -> None:
    server.will(json_response({}, 503, Retry_After="soon"), json_response({"id": "c"}))
    assert get(connect()).company.id == "c"
    assert time.pauses == near([0.5])


def test_no_delay_past_the_deadline(connect: Connect, server: Recorder, time: StillTime) -> None:
    server.will(json_response({}, 503, Retry_After="10"))
    error = fails(get, connect(), timeout=9)
    assert (error.attempts, error.retry_after, time.pauses) == (1, 10.0, [])


@pytest.mark.parametrize("call", [get, push])
def test_refused_connection_is_retried(call: Callable[..., Any], connect: Connect, time: StillTime) -> None:
    with socket.socket() as closed:
        closed.bind(("127.0.0.1", 0))
        url = f"http://127.0.0.1:{closed.getsockname()[1]}"
        error = fails(call, connect(server_url=url))
    assert type(error) is errors.APIConnectionError
    assert (error.attempts, error.maybe_applied, error.status_code) == (4, False, None)
    assert time.pauses == near([0.5, 0.75, 1.125])


def test_connection_errors_are_not_retried_if_configured(connect: Connect) -> None:
    with socket.socket() as closed:
        closed.bind(("127.0.0.1", 0))
        config = utils.RetryConfig("backoff", utils.BackoffStrategy(1, 1, 1, 1000), retry_connection_errors=False)
        client = connect(server_url=f"http://127.0.0.1:{closed.getsockname()[1]}", retry_config=config)
        assert fails(get, client).attempts == 1


def test_unreadable_response_is_not_retried(connect: Connect, server: Recorder) -> None:
    server.will(StubResponse(200, b"{"))
    for call, maybe in ((get, False), (push, True)):
        error = fails(call, connect())
        assert (type(error), error.attempts, error.maybe_applied) == (errors.ResponseDecodeError, 1, maybe)


def test_bad_input_sends_nothing_and_counts_nothing(connect: Connect, server: Recorder, time: StillTime) -> None:
    request = operations.CreateAccountingCustomerRequest("", "d")
    error = fails(lambda client: client.accounting_customers.create_accounting_customer(request), connect())
    assert (type(error), error.attempts, error.maybe_applied) == (errors.RequestError, 0, False)
    assert (server.requests, time.pauses) == ([], [])


def test_interrupted_delay_leaves_the_client_usable(connect: Connect, server: Recorder, time: StillTime) -> None:
    def interrupted(_seconds: float) -> None:
        raise KeyboardInterrupt

    client = connect()
    client._client.clock = time.clock._replace(sleep=interrupted)
    server.will(StubResponse(503), json_response({"id": "c"}))
    with pytest.raises(KeyboardInterrupt):
        get(client)
    assert get(client).company.id == "c"
