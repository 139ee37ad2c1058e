"""The Retry-After header: seconds or any HTTP date, on any machine; an invalid value is ignored."""

from __future__ import annotations

import time
from datetime import datetime, timedelta, timezone
from email.utils import format_datetime
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.for_each import for_each

from codatsynccommerce._runtime.retry import parse_retry_after

if TYPE_CHECKING:
    from collections.abc import Iterator

NOW = 1_700_000_000.0


@pytest.fixture(params=["UTC", "America/New_York", "Asia/Kolkata"])
def zone(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    monkeypatch.setenv("TZ", request.param)
    time.tzset()
    yield request.param
    monkeypatch.undo()
    time.tzset()


@for_each(
    "text",
    [
        "Tue, 14 Nov 2023 22:14:00 GMT",
        "Tuesday, 14-Nov-23 22:14:00 GMT",
        "Tue Nov 14 22:14:00 2023",
        "14 Nov 2023 22:14:00",
    ],
)
def test_every_http_date_in_every_time_zone(text: str, zone: str) -> None:
    assert parse_retry_after(text, NOW) == 40.0


@for_each("hours_ahead", [-1000, -2, 0, 2, 1000])
def test_wrong_clock_of_this_computer_does_not_count(hours_ahead: int, zone: str) -> None:
    now, date = NOW + hours_ahead * 3600, "Tue, 14 Nov 2023 22:13:20"
    for sent in (date, f"{date} GMT"):
        assert parse_retry_after("Tue, 14 Nov 2023 22:14:00 GMT", now, sent) == 40.0
        assert parse_retry_after("7", now, sent) == 7.0
    for sent in ("", "soon", "Tue, 99 Nov 2023 22:13:20 GMT"):
        assert parse_retry_after("Tue, 14 Nov 2023 22:14:00 GMT", NOW, sent) == 40.0


@for_each(
    ("text", "seconds"),
    [
        ("0", 0.0),
        ("5", 5.0),
        (" 7 ", 7.0),
        ("1.5", 1.5),
        ("5, 6", 6.0),
        ("9" * 400, 1e9),
        ("86400", 86_400.0),
        ("Tue, 14 Nov 2023 22:13:00 GMT", 0.0),
    ],
)
def test_seconds_and_dates_in_the_past(text: str, seconds: float) -> None:
    assert parse_retry_after(text, NOW) == seconds


@for_each(
    "text",
    [
        None,
        "",
        "soon",
        "-5",
        "+5",
        "5s",
        "1e3",
        "\u0665",
        "nan",
        "inf",
        "5, soon",
        "Tue, 99 Nov 2023 22:14:00 GMT",
        "," * 99,
    ],
)
def test_nonsense_counts_as_none(text: str | None) -> None:
    assert parse_retry_after(text, NOW) is None


@given(st.text() | st.from_regex(r"\d{1,40}(\.\d+)?", fullmatch=True))
def test_any_text_is_a_time_or_none(text: str) -> None:
    found = parse_retry_after(text, NOW)
    assert found is None or found >= 0


@given(st.datetimes(datetime(1970, 1, 2), datetime(2200, 1, 1), timezones=st.just(timezone.utc)))  # noqa: DTZ001
def test_any_http_date_is_read(when: datetime) -> None:
    whole = when.replace(microsecond=0)
    expected = max(0.0, (whole - datetime.fromtimestamp(NOW, timezone.utc)) / timedelta(seconds=1))
    assert parse_retry_after(format_datetime(whole, usegmt=True), NOW) == expected
