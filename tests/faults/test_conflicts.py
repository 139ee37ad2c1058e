"""409 under an idempotency key: on the first attempt a refusal, from the second on a sign that the first still runs."""

from __future__ import annotations

import pytest
from support.fault_case import ALL
from support.fault_client import fault_client
from support.fault_steps import fin, read, response_bytes, send

from codatsynccommerce.models import errors
from codatsynccommerce.utils import BackoffStrategy, RetryConfig

_RUNNING = (read, send(response_bytes(b'{"error": "still running"}', "409 Conflict")))
_BUSY = (read, send(response_bytes(b"", "503 Service Unavailable")))
_LOST = (read, fin)
_REFUSED = (read, send(response_bytes(b'{"error": "bad field", "service": "PublicApi"}', "400 Bad Request")))
_BROKEN = (read, send(response_bytes(b"", "500 Internal Server Error")))
_LIMITED = (read, send(response_bytes(b'{"error": "too many requests"}', "429 Too Many Requests")))


@pytest.mark.parametrize("route", ["own", "session", "adapter"])
@pytest.mark.parametrize("first", [_BUSY, _LOST])
def test_409_after_a_lost_response_is_retried(first: tuple[object, ...], route: str) -> None:
    with fault_client(route) as caller:
        caller.server.once(*first)  # type: ignore[arg-type]
        caller.server.once(*_RUNNING)
        caller.call("POST")
        assert caller.server.begun == 3
        assert len(set(caller.server.requests)) == 1


def test_lasting_409_is_ambiguous() -> None:
    with fault_client() as caller:
        caller.server.once(*_LOST)
        caller.server.always(*_RUNNING)
        error = caller.failure("POST")
        assert isinstance(error, errors.ConflictError)
        assert (error.attempts, error.maybe_applied) == (ALL, True)


def test_409_under_a_given_key_is_ambiguous() -> None:
    with fault_client() as caller:
        caller.server.always(*_RUNNING)
        error = caller.failure("POST", idempotency_key="order-7")
        assert (error.attempts, error.maybe_applied, error.idempotency_key) == (1, True, "order-7")


def test_409_to_a_read_is_final() -> None:
    with fault_client() as caller:
        caller.server.once(*_BUSY)
        caller.server.always(*_RUNNING)
        assert caller.failure("GET").attempts == 2


def test_refusal_after_a_lost_response_is_final() -> None:
    """Under one key the API says again what it said first: had it taken the record, it would not refuse it now."""
    with fault_client() as caller:
        caller.server.once(*_LOST)
        caller.server.always(*_REFUSED)
        error = caller.failure("POST")
        assert isinstance(error, errors.BadRequestError)
        assert (error.attempts, error.maybe_applied) == (2, False)


def test_429_after_a_lost_response_is_ambiguous() -> None:
    """The API sends it before it looks at the key."""
    with fault_client() as caller:
        caller.server.once(*_LOST)
        caller.server.always(*_LIMITED)
        error = caller.failure("POST")
        assert isinstance(error, errors.RateLimitError)
        assert (error.attempts, error.maybe_applied) == (ALL, True)


def test_500_ends_a_write() -> None:
    with fault_client() as caller:
        caller.server.once(*_BUSY)
        caller.server.always(*_BROKEN)
        error = caller.failure("POST")
        assert (error.status_code, error.attempts, error.maybe_applied) == (500, 2, True)


def test_retry_config_is_obeyed() -> None:
    config = RetryConfig("backoff", BackoffStrategy(10, 20, 2, 65), retry_connection_errors=True)
    with fault_client(retry_config=config) as caller:
        caller.client._client.clock = caller.client._client.clock._replace(monotonic=lambda: sum(caller.pauses))
        caller.server.always(*_BROKEN)
        assert caller.failure("POST").attempts == 4
        assert caller.pauses == [0.01, 0.02, 0.02]
        assert len(set(caller.server.requests)) == 1


def test_call_inside_an_except_block() -> None:
    with fault_client(listening=False) as refused, fault_client() as caller:
        caller.server.always(*_LOST)
        try:
            refused.call("POST")
        except errors.APIConnectionError as before:
            assert not before.maybe_applied
            assert caller.failure("POST").maybe_applied
