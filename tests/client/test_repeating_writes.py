"""Writes that fail: one key and the same bytes on every attempt, and never repeated where that is not safe."""
# pyright: basic

from __future__ import annotations

import uuid
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


@for_each("status", [408, 429, 502, 503, 504])
def test_write_repeats_key_and_bytes(status: int, connect: Connect, server: Recorder) -> None:
    server.will(StubResponse(status))
    error = fails(push, connect())
    assert len(server.requests) == 4
    assert {one.headers["Idempotency-Key"] for one in server.requests} == {error.idempotency_key}
    assert len({one.body for one in server.requests}) == 1
    assert uuid.UUID(error.idempotency_key).version == 4
    assert error.maybe_applied is (status != 429)


def test_a_write_is_never_repeated_after_500(connect: Connect, server: Recorder, time: StillTime) -> None:
    server.will(StubResponse(500))
    error = fails(push, connect())
    assert (type(error), error.attempts, error.maybe_applied, time.pauses) == (errors.ServerError, 1, True, [])


def test_write_stops_at_a_later_500(connect: Connect, server: Recorder) -> None:
    server.will(StubResponse(503), StubResponse(500))
    assert fails(push, connect()).attempts == 2


def test_a_conflict_at_once_is_an_error(connect: Connect, server: Recorder, time: StillTime) -> None:
    server.will(json_response({"statusCode": 409, "service": "PublicApi", "error": "no"}, 409))
    error = fails(push, connect())
    assert (type(error), error.attempts, error.maybe_applied, time.pauses) == (errors.ConflictError, 1, False, [])


def test_conflict_after_a_failure_is_retried(connect: Connect, server: Recorder) -> None:
    server.will(StubResponse(503), StubResponse(409), json_response({"pushOperationKey": "k", "status": "Success"}))
    response = push(connect())
    assert response.accounting_create_customer_response.status is shared.PushOperationStatus.SUCCESS
    assert len(server.requests) == 3
    server.renew()
    server.will(StubResponse(503), StubResponse(409))
    error = fails(push, connect())
    assert (error.attempts, error.maybe_applied) == (4, True)


def test_stored_refusal_holds_for_earlier_attempts(connect: Connect, server: Recorder) -> None:
    refusal = StubResponse(400, b'{"statusCode": 400, "service": "PublicApi", "error": "no"}')
    server.will(StubResponse(503), refusal)
    assert fails(push, connect()).maybe_applied is False
    server.will(StubResponse(503), refusal)
    assert fails(replace, connect()).maybe_applied is True


@for_each("body", [b"", b"{}", b"<html>Not found</html>", b'{"message": "Not found"}'])
@for_each("call", [push, replace])
def test_gateway_refusal_proves_nothing(
    call: Callable[..., Any], body: bytes, connect: Connect, server: Recorder
) -> None:
    """A filter that looks at responses refuses after the API has applied the write."""
    server.will(StubResponse(503), StubResponse(404, body))
    assert fails(call, connect()).maybe_applied is True
    server.will(StubResponse(404, body))
    assert fails(call, connect()).maybe_applied is True
    assert fails(get, connect()).maybe_applied is False


@for_each("status", [407, 411, 413, 414, 417, 421, 431])
def test_refusal_of_the_head_is_definitive(status: int, connect: Connect, server: Recorder) -> None:
    server.will(StubResponse(status, b"<html>No</html>"))
    assert fails(push, connect()).maybe_applied is False


def test_key_of_the_caller_is_on_the_response(connect: Connect, server: Recorder) -> None:
    server.will(json_response({}))
    assert push(connect(), idempotency_key="order-1").idempotency_key == "order-1"
    assert push(connect(), headers={"idempotency-key": "order-2"}).idempotency_key == "order-2"
    assert [one.headers.get_all("Idempotency-Key") for one in server.requests] == [["order-1"], ["order-2"]]
    assert get(connect()).idempotency_key is None


def test_derived_key_is_the_same_everywhere() -> None:
    assert utils.idempotency_key_for("order-123") == utils.idempotency_key_for("order-123")
    assert uuid.UUID(utils.idempotency_key_for("order-123", "customer")).version == 5
    assert (
        len({utils.idempotency_key_for(*parts) for parts in (("ab", "c"), ("a", "bc"), ("abc",), ("a", "b", "c"))}) == 4
    )


@for_each("parts", [(), (1.5,), ("merchant-7", None), (b"order",)])
def test_key_is_made_of_texts_and_whole_numbers(parts: tuple[Any, ...]) -> None:
    with pytest.raises(ValueError, match="one or more texts or whole numbers"):
        utils.idempotency_key_for(*parts)
