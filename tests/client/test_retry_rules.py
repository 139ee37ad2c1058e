"""The retry policy: which failures are retried, after how long, until when."""

from __future__ import annotations

from typing import Any

from hypothesis import given
from hypothesis import strategies as st
from support.for_each import for_each

from codatsynccommerce import utils
from codatsynccommerce._runtime.retry import (
    MAX_RETRY_AFTER,
    NO_RETRIES,
    READ_POLICY,
    WRITE_POLICY,
    RetryPolicy,
    policy_for,
    retry_delay,
)
from codatsynccommerce.models import errors


def failed(status: int | None, retry_after: float | None = None) -> errors.SDKError:
    error = errors.APIConnectionError("broken") if status is None else errors.SDKError("refused", status)
    error.retry_after = retry_after
    return error


def delay(policy: RetryPolicy, attempt: int, error: errors.SDKError, **given: float) -> float | None:
    return retry_delay(policy, attempt, error, **{"elapsed": 0.0, "left": 120.0, "random": 0.999, **given})


def backoff(*values: Any, connection_errors: bool = True) -> utils.RetryConfig:
    return utils.RetryConfig("backoff", utils.BackoffStrategy(*values), connection_errors)


@for_each(
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
def test_which_failures_are_retried_by_default(status: int | None, read: bool, write: bool) -> None:
    assert (delay(READ_POLICY, 1, failed(status)) is not None) is read
    assert (delay(WRITE_POLICY, 1, failed(status)) is not None) is write
    assert delay(NO_RETRIES, 1, failed(status)) is None


def test_conflict_is_retried_from_second_attempt() -> None:
    assert [delay(WRITE_POLICY, attempt, failed(409)) is None for attempt in (1, 2, 3, 4)] == [True, False, False, True]
    assert [delay(READ_POLICY, attempt, failed(409)) for attempt in (1, 2, 3)] == [None] * 3


def test_four_attempts_with_growing_delays() -> None:
    pauses = [delay(READ_POLICY, attempt, failed(503), random=1.0) for attempt in (1, 2, 3, 4, 5)]
    assert pauses == [0.5, 0.75, 1.125, None, None]


@for_each("chance", [0.0, 0.25, 0.999])
def test_jitter_is_full(chance: float) -> None:
    assert delay(READ_POLICY, 2, failed(503), random=chance) == 0.75 * chance


@for_each("takes_idempotency_key", [False, True])
@for_each("status", [None, 408, 429, 500, 501, 503, 599])
def test_configuration_is_obeyed_to_the_letter(takes_idempotency_key: bool, status: int | None) -> None:
    policy = policy_for(backoff(100, 1000, 2.0, 10_000), takes_idempotency_key=takes_idempotency_key)
    made = [delay(policy, attempt, failed(status), random=0.1) for attempt in range(1, 8)]
    assert made == [0.1, 0.2, 0.4, 0.8, 1.0, 1.0, 1.0]
    assert delay(policy, 1000, failed(status), elapsed=9.0) == 1.0
    assert delay(policy, 1000, failed(status), elapsed=9.001) is None


@for_each("status", [200, 301, 400, 404, 409, 422, 600])
def test_configuration_retries_nothing_else(status: int) -> None:
    assert delay(policy_for(backoff(100, 1000, 2.0, 10_000), takes_idempotency_key=True), 2, failed(status)) is None


def test_configuration_without_connection_errors() -> None:
    policy = policy_for(backoff(100, 1000, 2.0, 10_000, connection_errors=False), takes_idempotency_key=False)
    assert delay(policy, 1, failed(None)) is None
    assert delay(policy, 1, failed(503)) == 0.1


@for_each("config", [utils.RetryConfig("none", None), utils.RetryConfig("backoff", None)])
def test_configuration_without_backoff_sends_once(config: utils.RetryConfig) -> None:
    assert policy_for(config, takes_idempotency_key=True) is NO_RETRIES


def test_max_delay_holds_for_any_attempt() -> None:
    policy = policy_for(backoff(500, 60_000, 1.5, 3_600_000), takes_idempotency_key=False)
    assert delay(policy, 5000, failed(503)) == 60.0


@for_each(
    ("asked", "expected"), [(0.0, 0.4995), (0.2, 0.4995), (2.0, 2.0), (60.0, 60.0), (60.1, None), (86_400.0, None)]
)
def test_retry_after_is_honoured_up_to_limit(asked: float, expected: float | None) -> None:
    policy = READ_POLICY._replace(max_elapsed=1000.0)
    assert delay(policy, 1, failed(429, asked)) == expected


def test_no_delay_crosses_the_deadline() -> None:
    assert delay(READ_POLICY, 1, failed(429, 5.0), left=5.0) is None
    assert delay(READ_POLICY, 1, failed(429, 5.0), left=5.01) == 5.0
    assert delay(READ_POLICY, 1, failed(503), elapsed=59.9) is None


ERRORS = st.builds(failed, st.none() | st.integers(100, 700), st.none() | st.floats(0, 1e6))
TIMES = st.floats(0, 1e6)


@given(
    policy=st.sampled_from(
        [
            READ_POLICY,
            WRITE_POLICY,
            NO_RETRIES,
            policy_for(backoff(500, 60_000, 1.5, 3_600_000), takes_idempotency_key=True),
        ]
    ),
    attempt=st.integers(1, 10_000),
    error=ERRORS,
    elapsed=TIMES,
    left=st.floats(-10, 1e6),
    random=st.floats(0, 1, exclude_max=True),
)
def test_any_delay_keeps_every_promise(
    policy: RetryPolicy, attempt: int, error: errors.SDKError, elapsed: float, left: float, random: float
) -> None:
    seconds = retry_delay(policy, attempt, error, elapsed=elapsed, left=left, random=random)
    if seconds is not None:
        assert attempt < policy.max_attempts
        assert elapsed + seconds <= policy.max_elapsed
        assert 0 <= seconds < left
        assert seconds >= (error.retry_after or 0)
        assert seconds <= max(policy.max_delay, MAX_RETRY_AFTER)
        assert error.status_code is None or error.status_code in {*policy.statuses, 409}


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
def test_no_configuration_makes_unusable_delay(config: utils.RetryConfig, attempt: int) -> None:
    seconds = delay(policy_for(config, takes_idempotency_key=False), attempt, failed(503))
    assert seconds is None or 0 <= seconds < 1e6
