"""The throttle of a run: one pause for all who meet a limit together, a pace that finds the limit, and a stop."""

from __future__ import annotations

import heapq
from typing import TYPE_CHECKING

import pytest
from support.bulk_shop import Time

from codatsynccommerce._runtime.client import Clock
from codatsynccommerce.bulk.journal import PushTarget
from codatsynccommerce.bulk.throttle import Throttle
from codatsynccommerce.models import errors

if TYPE_CHECKING:
    from collections.abc import Callable

TARGET = PushTarget("c", "d", "/companies/c/connections/d/push/customers")
LATENCY = 0.03


@pytest.fixture
def time() -> Time:
    return Time()


@pytest.fixture
def throttle(time: Time) -> Throttle:
    return Throttle(Clock(time.now, time.now, time.sleep, lambda: 0.5))


def limit(retry_after: float | None = None) -> errors.RateLimitError:
    error = errors.RateLimitError("429: too many requests", 429)
    error.retry_after = retry_after
    return error


def waited(throttle: Throttle, time: Time) -> float:
    before = time.seconds
    assert throttle.wait(TARGET)
    return time.seconds - before


def test_many_workers_at_one_limit_pause_once(throttle: Throttle, time: Time) -> None:
    for pause in (0.5, 1.0):
        sent = time.seconds
        time.seconds += LATENCY
        for _ in range(10):
            throttle.on_rate_limit(limit(), sent)
        assert waited(throttle, time) == pytest.approx(pause)


def test_short_pause_does_not_end_longer(throttle: Throttle, time: Time) -> None:
    throttle.on_rate_limit(limit(30), time.seconds)
    throttle.on_rate_limit(limit(1), time.seconds)
    assert waited(throttle, time) == pytest.approx(30)


def test_pauses_with_responses_between_never_stop(throttle: Throttle, time: Time) -> None:
    for _ in range(100):
        throttle.on_rate_limit(limit(), time.seconds)
        assert waited(throttle, time) < 6
        throttle.on_response()
    assert not throttle.stopped


def test_pauses_without_responses_stop(throttle: Throttle, time: Time) -> None:
    error = limit()
    for _ in range(20):
        throttle.on_rate_limit(error, time.seconds)
        assert waited(throttle, time) <= 30.1
    throttle.on_rate_limit(error, time.seconds)
    assert (throttle.stopped, throttle.reason) == (True, error)


def test_ten_failures_in_a_row_stop(throttle: Throttle) -> None:
    lost = errors.APIConnectionError("the connection failed")
    for _ in range(3):
        throttle.on_response()
        for _ in range(9):
            throttle.on_no_response(lost)
    assert not throttle.stopped
    throttle.on_no_response(lost)
    assert (throttle.stopped, throttle.reason) == (True, lost)


def test_refusal_closes_one_company_and_connection(throttle: Throttle) -> None:
    first, second = errors.PermissionDeniedError("403: first"), errors.PermissionDeniedError("403: second")
    throttle.close_target(TARGET._replace(path="/other?timeoutInMinutes=5"), first)
    throttle.close_target(TARGET._replace(company_id="e"), second)
    assert (throttle.wait(TARGET), throttle.refusal, throttle.stopped) == (False, first, False)
    assert throttle.wait(TARGET._replace(connection_id="other"))


def test_first_reason_to_stop_is_kept(throttle: Throttle) -> None:
    first, second = errors.AuthenticationError("401: first"), errors.AuthenticationError("401: second")
    throttle.stop(first)
    throttle.stop(second)
    throttle.stop()
    assert throttle.reason is first
    assert not throttle.wait(TARGET)


class Bucket:
    """A server that takes so many requests a second and a burst of as many. A strict one counts refusals too."""

    def __init__(self, rate: float, *, strict: bool = False) -> None:
        self.rate, self.level, self.last, self.strict = rate, rate, 0.0, strict

    def takes(self, now: float) -> bool:
        self.level = min(self.rate, self.level + (now - self.last) * self.rate)
        self.last = now
        taken = self.level >= 1
        if taken or self.strict:
            self.level = max(self.level - 1, 0.0)
        return taken


class Window:
    """A server that takes so many requests in each period."""

    def __init__(self, count: int, period: float) -> None:
        self.count, self.period, self.number, self.seen = count, period, -1.0, 0

    def takes(self, now: float) -> bool:
        if now // self.period != self.number:
            self.number, self.seen = now // self.period, 0
        self.seen += 1
        return self.seen <= self.count


def accepted(takes: Callable[[float], bool], seconds: float, workers: int = 5) -> int:
    """Let workers send to a server that refuses without a Retry-After. Return how many requests it takes."""
    clock = Time()
    start = clock.seconds
    throttle = Throttle(Clock(clock.now, clock.now, clock.sleep, lambda: 0.5))
    arrivals: list[tuple[float, int, float | None]] = [(start, number, None) for number in range(workers)]
    count = 0
    while arrivals[0][0] < start + seconds:
        clock.seconds, worker, sent = heapq.heappop(arrivals)
        if sent is not None:
            if takes(clock.seconds - start):
                count += 1
                throttle.on_response()
            else:
                throttle.on_rate_limit(limit(), sent)
        delay = throttle.delay(TARGET)
        assert delay is not None
        assert not throttle.stopped
        leaves = None if delay else clock.seconds
        heapq.heappush(arrivals, (clock.seconds + (delay or LATENCY), worker, leaves))
    return count


@pytest.mark.parametrize("rate", [5, 16.7, 40, 100])
@pytest.mark.parametrize("strict", [False, True])
def test_pace_finds_most_of_unknown_limit(rate: float, *, strict: bool) -> None:
    seconds = 300
    assert accepted(Bucket(rate, strict=strict).takes, seconds) >= 0.7 * rate * seconds


@pytest.mark.parametrize(("count", "period"), [(40, 1.0), (100, 10.0), (1000, 60.0)])
def test_pace_finds_most_of_window_limit(count: int, period: float) -> None:
    assert accepted(Window(count, period).takes, 600) >= 0.7 * count * 600 / period


def test_pace_is_not_slowed_without_limits() -> None:
    assert accepted(lambda _: True, 10) == pytest.approx(10 * 5 / LATENCY, rel=0.01)


def test_pace_respects_callers_limit() -> None:
    clock = Time()
    throttle = Throttle(Clock(clock.now, clock.now, clock.sleep, lambda: 0.5), max_per_minute=30)
    start = clock.seconds
    for _ in range(10):
        assert throttle.wait(TARGET)
    assert clock.seconds - start == pytest.approx(9 * 2)
