"""The API's clock as a range: every uncertainty widens it, so that no key looks younger than it is."""

from __future__ import annotations

from email.utils import formatdate
from time import gmtime, strftime, tzset

import pytest
from support.bulk_shop import Time

from codatsynccommerce._runtime.client import Clock
from codatsynccommerce.bulk.api_clock import ApiClock, Moment

HOUR = 3600.0


@pytest.fixture
def time() -> Time:
    return Time()


@pytest.fixture
def clock(time: Time) -> ApiClock:
    return ApiClock(Clock(time.monotonic, time.wall, time.sleep, lambda: 0.5))


def observe(clock: ApiClock, time: Time, *, took: float = 0.0, ahead: float = 0.0) -> None:
    """See a response that took some seconds. The API wrote its Date when the request came."""
    sent, date = clock.now(), formatdate(time.seconds + ahead, usegmt=True)
    time.seconds += took
    clock.observe(date, sent)


def true_range(clock: ApiClock, moment: Moment, truth: float) -> tuple[float, float]:
    earliest, latest = clock.earliest(moment), clock.latest(moment)
    assert earliest is not None
    assert latest is not None
    assert earliest <= truth <= latest
    return earliest, latest


def test_nothing_is_known_before_first_response(clock: ApiClock) -> None:
    assert (clock.is_known, clock.earliest(clock.now()), clock.latest(clock.now())) == (False, None, None)


@pytest.mark.parametrize("date", [None, "", "yesterday", "Tue, 14 Foo 2023 22:13:20 GMT"])
def test_unreadable_date_is_ignored(clock: ApiClock, date: str | None) -> None:
    clock.observe(date, clock.now())
    assert not clock.is_known


@pytest.mark.parametrize("form", ["%a, %d %b %Y %H:%M:%S GMT", "%a, %d %b %Y %H:%M:%S", "%a %b %d %H:%M:%S %Y"])
def test_date_is_utc_wherever_this_computer_is(
    clock: ApiClock, time: Time, form: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TZ", "Asia/Kolkata")
    tzset()
    try:
        clock.observe(strftime(form, gmtime(time.seconds)), clock.now())
    finally:
        monkeypatch.undo()
        tzset()
    true_range(clock, clock.now(), time.seconds)


@pytest.mark.parametrize("wall_ahead", [0.0, -7 * HOUR, 7 * HOUR])
def test_range_holds_the_true_time(clock: ApiClock, time: Time, wall_ahead: float) -> None:
    time.wall_ahead = wall_ahead
    first, truth = clock.now(), time.seconds
    time.seconds += 10
    observe(clock, time, took=3)
    time.seconds += 100
    for moment, true_time in ((first, truth), (clock.now(), time.seconds)):
        earliest, latest = true_range(clock, moment, true_time)
        assert latest - earliest <= 3 + 1.001


def test_wall_clock_step_widens_range(clock: ApiClock, time: Time) -> None:
    observe(clock, time)
    time.wall_ahead -= HOUR
    true_range(clock, clock.now(), time.seconds)
    time.wall_ahead += 2 * HOUR
    earliest, latest = true_range(clock, clock.now(), time.seconds)
    assert latest - earliest == pytest.approx(HOUR, abs=2)


def test_sleeping_computer_widens_range(clock: ApiClock, time: Time) -> None:
    observe(clock, time)
    time.seconds += 2 * HOUR
    time.monotonic_behind += 2 * HOUR
    earliest, latest = true_range(clock, clock.now(), time.seconds)
    assert latest - earliest == pytest.approx(2 * HOUR, abs=2)


def test_stale_response_widens_range(clock: ApiClock, time: Time) -> None:
    """A cache may repeat a response of yesterday, with its Date."""
    observe(clock, time)
    observe(clock, time, ahead=-24 * HOUR)
    earliest, latest = true_range(clock, clock.now(), time.seconds)
    assert latest - earliest == pytest.approx(24 * HOUR, abs=2)


def test_elapsed_time_is_the_longer_one() -> None:
    assert Moment(10.0, 100.0).elapsed_since(Moment(5.0, 90.0)) == 10.0
    assert Moment(10.0, 80.0).elapsed_since(Moment(5.0, 90.0)) == 5.0
