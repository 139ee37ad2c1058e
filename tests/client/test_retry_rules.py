"""The pure rules of trying again: which outcomes, after how long, until when."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from codatsynccommerce import utils
from codatsynccommerce._runtime import retry as retries
from codatsynccommerce._runtime.retry import ONCE, READ, WRITE, Outcome, Rule


def paused(rule: Rule, attempt: int, outcome: Outcome, **given: float) -> float | None:
    return retries.pause(rule, attempt, outcome, **{"elapsed": 0.0, "left": 120.0, "random": 0.999, **given})


def backoff(*values: Any, connection_errors: bool = True) -> utils.RetryConfig:
    return utils.RetryConfig("backoff", utils.BackoffStrategy(*values), connection_errors)


@pytest.mark.parametrize(
    ("status", "read", "write"),
    [
        (None, True, True),
        (408, True, True),
        (429, True, True),
        (500, True, False),
        (502, True, True),
        (503, True, True),
        (504, True, True),
        (599, True, False),
        (409, False, False),
        *[(status, False, False) for status in (200, 301, 304, 400, 401, 402, 403, 404, 405, 422, 451, 499, 600)],
    ],
)
def test_which_outcomes_are_tried_again_by_default(status: int | None, read: bool, write: bool) -> None:
    assert (paused(READ, 1, Outcome(status)) is not None) is read
    assert (paused(WRITE, 1, Outcome(status)) is not None) is write
    assert paused(ONCE, 1, Outcome(status)) is None


def test_a_conflict_is_tried_again_for_a_write_from_the_second_attempt_on() -> None:
    assert [paused(WRITE, attempt, Outcome(409)) is None for attempt in (1, 2, 3, 4)] == [True, False, False, True]
    assert [paused(READ, attempt, Outcome(409)) for attempt in (1, 2, 3)] == [None] * 3


def test_there_are_at_most_four_attempts_and_their_pauses_grow() -> None:
    pauses = [paused(READ, attempt, Outcome(503), random=1.0) for attempt in (1, 2, 3, 4, 5)]
    assert pauses == [0.5, 0.75, 1.125, None, None]


@pytest.mark.parametrize("chance", [0.0, 0.25, 0.999])
def test_the_jitter_is_full(chance: float) -> None:
    assert paused(READ, 2, Outcome(503), random=chance) == 0.75 * chance


@pytest.mark.parametrize("takes_idempotency_key", [False, True])
@pytest.mark.parametrize("status", [None, 408, 429, 500, 501, 503, 599])
def test_a_configuration_is_obeyed_to_the_letter(takes_idempotency_key: bool, status: int | None) -> None:
    rule = retries.rule(backoff(100, 1000, 2.0, 10_000), takes_idempotency_key=takes_idempotency_key)
    made = [paused(rule, attempt, Outcome(status), random=0.1) for attempt in range(1, 8)]
    assert made == [0.1, 0.2, 0.4, 0.8, 1.0, 1.0, 1.0]
    assert paused(rule, 1000, Outcome(status), elapsed=9.0) == 1.0
    assert paused(rule, 1000, Outcome(status), elapsed=9.001) is None


@pytest.mark.parametrize("status", [200, 301, 400, 404, 409, 422, 600])
def test_a_configuration_tries_nothing_else_again(status: int) -> None:
    assert paused(retries.rule(backoff(100, 1000, 2.0, 10_000), takes_idempotency_key=True), 2, Outcome(status)) is None


def test_a_configuration_may_leave_out_connection_failures() -> None:
    rule = retries.rule(backoff(100, 1000, 2.0, 10_000, connection_errors=False), takes_idempotency_key=False)
    assert paused(rule, 1, Outcome(None)) is None
    assert paused(rule, 1, Outcome(503)) == 0.1


@pytest.mark.parametrize("config", [utils.RetryConfig("none", None), utils.RetryConfig("backoff", None)])
def test_a_configuration_without_backoff_sends_once(config: utils.RetryConfig) -> None:
    assert retries.rule(config, takes_idempotency_key=True) is ONCE


def test_the_longest_pause_holds_however_often_it_failed() -> None:
    rule = retries.rule(backoff(500, 60_000, 1.5, 3_600_000), takes_idempotency_key=False)
    assert paused(rule, 5000, Outcome(503)) == 60.0


@pytest.mark.parametrize(
    ("asked", "expected"), [(0.0, 0.4995), (0.2, 0.4995), (2.0, 2.0), (60.0, 60.0), (60.1, None), (86_400.0, None)]
)
def test_what_the_api_asks_for_is_waited_unless_it_is_too_long(asked: float, expected: float | None) -> None:
    rule = retries.READ._replace(elapsed=1000.0)
    assert paused(rule, 1, Outcome(429, asked)) == expected


def test_no_pause_crosses_the_deadline() -> None:
    assert paused(READ, 1, Outcome(429, 5.0), left=5.0) is None
    assert paused(READ, 1, Outcome(429, 5.0), left=5.01) == 5.0
    assert paused(READ, 1, Outcome(503), elapsed=59.9) is None


OUTCOMES = st.builds(Outcome, st.none() | st.integers(100, 700), st.none() | st.floats(0, 1e6))
TIMES = st.floats(0, 1e6)


@given(
    rule=st.sampled_from(
        [READ, WRITE, ONCE, retries.rule(backoff(500, 60_000, 1.5, 3_600_000), takes_idempotency_key=True)]
    ),
    attempt=st.integers(1, 10_000),
    outcome=OUTCOMES,
    elapsed=TIMES,
    left=st.floats(-10, 1e6),
    random=st.floats(0, 1, exclude_max=True),
)
def test_any_pause_keeps_every_promise(
    rule: Rule, attempt: int, outcome: Outcome, elapsed: float, left: float, random: float
) -> None:
    seconds = retries.pause(rule, attempt, outcome, elapsed=elapsed, left=left, random=random)
    if seconds is not None:
        assert attempt < rule.attempts
        assert elapsed + seconds <= rule.elapsed
        assert 0 <= seconds < left
        assert seconds >= (outcome.retry_after or 0)
        assert seconds <= max(rule.longest, retries.LONGEST_RETRY_AFTER)
        assert outcome.status is None or outcome.status in {*rule.statuses, 409}


@given(
    st.builds(
        backoff,
        st.integers(-(10**6), 10**6),
        st.integers(-(10**6), 10**6),
        st.floats(-10, 10) | st.floats(),
        st.integers(-(10**6), 10**6),
    ),
    st.integers(1, 5000),
)
def test_no_configuration_makes_a_pause_that_cannot_be_slept(config: utils.RetryConfig, attempt: int) -> None:
    seconds = paused(retries.rule(config, takes_idempotency_key=False), attempt, Outcome(503))
    assert seconds is None or 0 <= seconds < 1e6
