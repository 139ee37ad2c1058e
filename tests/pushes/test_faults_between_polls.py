"""A wait goes on after an error that a later poll may not get, and ends at once after any other."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from support.for_each import for_each
from support.push_documents import COMPANY, KEY, ONCE, operation, states
from support.recorder import Recorder, StubResponse

from codatsynccommerce import CodatSyncCommerce
from codatsynccommerce.models import errors, operations, shared

if TYPE_CHECKING:
    from conftest import Connect, StillTime

    from codatsynccommerce.sandbox import Sandbox


@for_each("fault", [408, 429, 500, 502, 503, 504, 599])
@for_each("place", [0, 1, 2])
def test_a_status_that_passes_is_lived_through(server: Recorder, connect: Connect, fault: int, place: int) -> None:
    sequence: list[Any] = ["Pending", "Pending", "Success"]
    sequence[place:place] = [fault, fault]
    server.will(*states(*sequence))
    assert connect(retry_config=ONCE).push_data.wait_for((COMPANY, KEY)).status == "Success"
    assert len(server.requests) == 5


def test_the_clients_own_retries_come_first(server: Recorder, connect: Connect) -> None:
    server.will(*states("Pending", 503, 503, 503, 503, 429, "Success"))
    assert connect().push_data.wait_for((COMPANY, KEY)).status == "Success"


def test_retry_after_between_polls_is_honoured(server: Recorder, connect: Connect, time: StillTime) -> None:
    server.will(StubResponse(429, b"{}", {"Retry-After": "70"}), *states("Pending", "Success"))
    assert connect().push_data.wait_for((COMPANY, KEY)).status == "Success"
    assert time.pauses == [70, 3]


def test_retry_after_beyond_the_wait_ends_it(server: Recorder, connect: Connect, time: StillTime) -> None:
    server.will(StubResponse(429, b"{}", {"Retry-After": "7200"}))
    with pytest.raises(errors.WaitTimeoutError) as caught:
        connect().push_data.wait_for(operation("Pending"), timeout=60)
    assert isinstance(caught.value.__cause__, errors.RateLimitError)
    assert caught.value.retry_after == 7200
    assert caught.value.operation == operation("Pending")
    assert time.pauses == [2]
    assert len(server.requests) == 1


@pytest.mark.parametrize("fault", ["reset", "drop", "cut", "lost", 500, 503, 429])
def test_a_broken_connection_is_lived_through(codat_sandbox: Sandbox, time: StillTime, fault: Any) -> None:
    security = shared.Security.from_api_key(codat_sandbox.api_key)
    with CodatSyncCommerce(security, server_url=codat_sandbox.url, retry_config=ONCE) as s:
        s._client.clock = time.clock
        customer = shared.AccountingCustomer(status=shared.CustomerStatus.ACTIVE, customer_name="Ada")
        created = s.accounting_customers.create_accounting_customer(
            operations.CreateAccountingCustomerRequest(codat_sandbox.company_id, codat_sandbox.connection_id, customer)
        )
        codat_sandbox.fail_next(fault, times=3)
        done = s.push_data.wait_for(created)
    assert done.status == "Success"
    assert done.changes is not None
    assert done.changes[0].record_ref is not None
    assert done.changes[0].record_ref.id


@pytest.mark.parametrize(
    ("before", "status", "kind"),
    [(["Pending"], 401, errors.AuthenticationError), ([], 404, errors.NotFoundError)],
)
def test_permanent_error_is_raised_at_once(
    server: Recorder, connect: Connect, before: list[str], status: int, kind: type[errors.SDKError]
) -> None:
    server.will(*states(*before, status))
    with pytest.raises(kind):
        connect().push_data.wait_for((COMPANY, KEY))
    assert len(server.requests) == len(before) + 1


@pytest.mark.parametrize("start", [operation("Pending"), (COMPANY, KEY)], ids=["created", "polled"])
def test_returned_push_may_be_missing_at_first(server: Recorder, connect: Connect, start: Any) -> None:
    server.will(*states(*(["Pending"] if isinstance(start, tuple) else []), 404, 404, "Success"))
    assert connect().push_data.wait_for(start).status == "Success"


def test_missing_push_is_polled_until_timeout(server: Recorder, connect: Connect) -> None:
    server.will(StubResponse(404))
    with pytest.raises(errors.WaitTimeoutError, match="last status Pending") as caught:
        connect().push_data.wait_for(operation("Pending"), timeout=30)
    assert isinstance(caught.value.__cause__, errors.NotFoundError)


def test_earlier_fault_is_not_the_cause(server: Recorder, connect: Connect) -> None:
    server.will(StubResponse(429, b"{}", {"Retry-After": "5"}), *states("Pending"))
    with pytest.raises(errors.WaitTimeoutError) as caught:
        connect(retry_config=ONCE).push_data.wait_for((COMPANY, KEY), timeout=30)
    assert caught.value.__cause__ is None
    assert caught.value.retry_after is None


def test_wrong_host_is_polled_until_timeout(connect: Connect, time: StillTime) -> None:
    s = connect(server_url="http://127.0.0.1:9", retry_config=ONCE)
    with pytest.raises(errors.WaitTimeoutError) as caught:
        s.push_data.wait_for((COMPANY, KEY), timeout=60)
    assert isinstance(caught.value.__cause__, errors.APIConnectionError)
    assert time.seconds <= 60


def test_untrusted_certificate_is_raised_at_once(
    connect: Connect, time: StillTime, monkeypatch: pytest.MonkeyPatch
) -> None:
    s = connect()
    untrusted = errors.APIConnectionError("the certificate is not trusted")
    untrusted.transient = False

    def refuse(*_arguments: object) -> Any:
        raise untrusted

    monkeypatch.setattr(s._client.transport, "send", refuse)
    with pytest.raises(errors.APIConnectionError, match="not trusted"):
        s.push_data.wait_for((COMPANY, KEY))
    assert time.pauses == []
