"""The gate of a run: one pause for all who meet a limit together, and a stop for what will not pass."""

from __future__ import annotations

import pytest
from support.bulk_shop import Time

from codatsynccommerce._runtime.client import Clock
from codatsynccommerce.bulk.throttle import Gate
from codatsynccommerce.models import errors

PATH = "/companies/c/connections/d/push/customers"


@pytest.fixture
def time() -> Time:
    return Time()


@pytest.fixture
def gate(time: Time) -> Gate:
    return Gate(Clock(time.now, time.now, time.sleep, lambda: 0.5))


def limit(retry_after: float | None = None) -> errors.RateLimitError:
    error = errors.RateLimitError("429: too many requests", 429)
    error.retry_after = retry_after
    return error


def waited(gate: Gate, time: Time) -> float:
    before = time.seconds
    assert gate.wait(PATH)
    return time.seconds - before


def test_a_limit_that_many_workers_meet_at_once_is_one_pause(gate: Gate, time: Time) -> None:
    for _ in range(10):
        gate.limited(limit())
    assert waited(gate, time) == pytest.approx(1)
    for _ in range(10):
        gate.limited(limit())
    assert waited(gate, time) == pytest.approx(1.5)


def test_a_short_pause_does_not_end_a_longer_one(gate: Gate, time: Time) -> None:
    gate.limited(limit(30))
    gate.limited(limit(1))
    assert waited(gate, time) == pytest.approx(30)


def test_pauses_with_answers_between_them_go_on_for_ever(gate: Gate, time: Time) -> None:
    for _ in range(100):
        gate.limited(limit())
        assert waited(gate, time) == pytest.approx(1)
        gate.answered()


def test_ten_records_in_a_row_without_an_answer_end_a_run_and_nineteen_apart_do_not(gate: Gate) -> None:
    lost = errors.APIConnectionError("the connection failed")
    for _ in range(3):
        gate.answered()
        for _ in range(9):
            gate.unanswered(lost)
    assert not gate.stopped
    gate.unanswered(lost)
    assert (gate.stopped, gate.reason) == (True, lost)


def test_a_refusal_closes_for_a_company_and_connection_whatever_else_the_path_says(gate: Gate) -> None:
    first, second = errors.PermissionDeniedError("403: first"), errors.PermissionDeniedError("403: second")
    gate.refuse(f"{PATH}?timeoutInMinutes=5", first)
    gate.refuse(PATH.replace("/c/", "/e/"), second)
    assert (gate.wait(PATH), gate.refusal, gate.stopped) == (False, first, False)
    assert gate.wait(PATH.replace("/d/", "/other/"))


def test_the_first_reason_to_stop_is_the_one_that_is_told(gate: Gate) -> None:
    first, second = errors.AuthenticationError("401: first"), errors.AuthenticationError("401: second")
    gate.stop(first)
    gate.stop(second)
    gate.stop()
    assert gate.reason is first
    assert not gate.wait(PATH)
