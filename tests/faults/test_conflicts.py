"""409 under an idempotency key: on the first attempt a refusal, from the second on a sign that the first still runs."""

from __future__ import annotations

import pytest
from support.fault_case import ALL
from support.fault_client import trial
from support.fault_steps import answer, fin, read, say

from codatsynccommerce.models import errors
from codatsynccommerce.utils import BackoffStrategy, RetryConfig

_RUNNING = (read, say(answer(b'{"error": "still running"}', "409 Conflict")))
_BUSY = (read, say(answer(b"", "503 Service Unavailable")))
_LOST = (read, fin)
_REFUSED = (read, say(answer(b'{"error": "bad field", "service": "PublicApi"}', "400 Bad Request")))
_BROKEN = (read, say(answer(b"", "500 Internal Server Error")))
_LIMITED = (read, say(answer(b'{"error": "too many requests"}', "429 Too Many Requests")))


@pytest.mark.parametrize("road", ["own", "session", "adapter"])
@pytest.mark.parametrize("first", [_BUSY, _LOST])
def test_a_409_after_a_lost_answer_is_waited_out(first: tuple[object, ...], road: str) -> None:
    with trial(road) as made:
        made.server.once(*first)  # type: ignore[arg-type]
        made.server.once(*_RUNNING)
        made.call("POST")
        assert made.server.begun == 3
        assert len(set(made.server.requests)) == 1


def test_a_409_that_goes_on_is_in_doubt() -> None:
    with trial() as made:
        made.server.once(*_LOST)
        made.server.always(*_RUNNING)
        error = made.failure("POST")
        assert isinstance(error, errors.ConflictError)
        assert (error.attempts, error.maybe_applied) == (ALL, True)


def test_a_409_under_a_key_of_the_caller_may_be_another_call_that_runs() -> None:
    with trial() as made:
        made.server.always(*_RUNNING)
        error = made.failure("POST", idempotency_key="order-7")
        assert (error.attempts, error.maybe_applied, error.idempotency_key) == (1, True, "order-7")


def test_a_409_to_a_read_is_final_on_any_attempt() -> None:
    with trial() as made:
        made.server.once(*_BUSY)
        made.server.always(*_RUNNING)
        assert made.failure("GET").attempts == 2


def test_a_refusal_after_a_lost_answer_says_that_nothing_happened() -> None:
    """Under one key the API says again what it said first: had it taken the record, it would not refuse it now."""
    with trial() as made:
        made.server.once(*_LOST)
        made.server.always(*_REFUSED)
        error = made.failure("POST")
        assert isinstance(error, errors.BadRequestError)
        assert (error.attempts, error.maybe_applied) == (2, False)


def test_a_429_after_a_lost_answer_says_nothing_of_what_was_lost() -> None:
    """It is answered before the API looks at the key."""
    with trial() as made:
        made.server.once(*_LOST)
        made.server.always(*_LIMITED)
        error = made.failure("POST")
        assert isinstance(error, errors.RateLimitError)
        assert (error.attempts, error.maybe_applied) == (ALL, True)


def test_a_500_ends_a_write_on_any_attempt() -> None:
    with trial() as made:
        made.server.once(*_BUSY)
        made.server.always(*_BROKEN)
        error = made.failure("POST")
        assert (error.status_code, error.attempts, error.maybe_applied) == (500, 2, True)


def test_a_retry_config_is_obeyed_to_the_letter() -> None:
    config = RetryConfig("backoff", BackoffStrategy(10, 20, 2, 65), retry_connection_errors=True)
    with trial(retry_config=config) as made:
        made.client._client.clock = made.client._client.clock._replace(monotonic=lambda: sum(made.pauses))
        made.server.always(*_BROKEN)
        assert made.failure("POST").attempts == 4
        assert made.pauses == [0.01, 0.02, 0.02]
        assert len(set(made.server.requests)) == 1


def test_a_call_made_while_another_failure_is_handled_is_judged_by_its_own() -> None:
    with trial(listening=False) as refused, trial() as made:
        made.server.always(*_LOST)
        try:
            refused.call("POST")
        except errors.APIConnectionError as before:
            assert not before.maybe_applied
            assert made.failure("POST").maybe_applied
