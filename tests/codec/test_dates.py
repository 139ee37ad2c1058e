"""Dates in every form that the API sends, and Python's dates as the API takes them."""
# ruff: noqa: DTZ001 - a time without a zone is one of the forms

from __future__ import annotations

from datetime import date, datetime, timedelta, timezone, tzinfo
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.for_each import for_each

from codatsynccommerce import utils
from codatsynccommerce._runtime.codec import codec
from codatsynccommerce._runtime.datetimes import format_datetime
from codatsynccommerce.models import shared

UTC = timezone.utc
HOUR_AHEAD = timezone(timedelta(hours=1))


@for_each(
    ("text", "expected"),
    [
        ("2022-10-23T10:00:00Z", datetime(2022, 10, 23, 10, tzinfo=UTC)),
        ("2022-10-23T10:00:00", datetime(2022, 10, 23, 10)),
        ("2022-10-23T10:00:00.123Z", datetime(2022, 10, 23, 10, 0, 0, 123000, UTC)),
        ("2022-10-23T10:00:00.1234567Z", datetime(2022, 10, 23, 10, 0, 0, 123456, UTC)),
        ("2022-10-23T10:00:00.1234567", datetime(2022, 10, 23, 10, 0, 0, 123456)),
        ("2022-10-23T10:00:00.123456+00:00", datetime(2022, 10, 23, 10, 0, 0, 123456, UTC)),
        ("2022-10-23T10:00:00+01:00", datetime(2022, 10, 23, 10, tzinfo=HOUR_AHEAD)),
        ("2022-10-23T10:00:00.1234567-05:30", datetime(2022, 10, 23, 15, 30, 0, 123456, UTC)),
        ("2022-10-23", datetime(2022, 10, 23)),
        ("0001-01-01T00:00:00", datetime(1, 1, 1)),
        ("9999-12-31T23:59:59.9999999Z", datetime(9999, 12, 31, 23, 59, 59, 999999, UTC)),
        ("  2022-10-23T10:00:00Z\n", datetime(2022, 10, 23, 10, tzinfo=UTC)),
        ("2022-10-23T10:00Z", datetime(2022, 10, 23, 10, tzinfo=UTC)),
    ],
)
def test_each_form_of_the_api_is_read(text: str, expected: datetime) -> None:
    found = utils.parse_datetime(text)
    assert found == expected
    assert (found.tzinfo is None) == (expected.tzinfo is None)


def test_local_time_keeps_no_zone() -> None:
    """The API sends the local time of the business."""
    assert utils.parse_datetime("2022-10-23T10:00:00").tzinfo is None
    assert utils.parse_datetime("2022-10-23").tzinfo is None


@for_each("text", ["", "yesterday", "2022-13-01", "2022-02-30T00:00:00Z", "10:00", "{}", "0000-01-01"])
def test_invalid_date_raises_value_error(text: str) -> None:
    with pytest.raises(ValueError, match=r"."):
        utils.parse_datetime(text)


OFFSETS = st.integers(-14 * 60, 14 * 60).map(lambda minutes: timezone(timedelta(minutes=minutes)))


@given(st.datetimes(timezones=st.none() | OFFSETS | st.just(UTC)))
def test_any_datetime_that_is_sent_is_read_back(value: datetime) -> None:
    again = utils.parse_datetime(format_datetime(value))
    assert again == value
    assert again.utcoffset() == value.utcoffset()


@given(st.dates())
def test_any_date_that_is_sent_is_read_back(value: date) -> None:
    assert utils.parse_datetime(format_datetime(value)).date() == value


@given(st.text(max_size=40))
def test_parse_returns_date_or_raises_value_error(text: str) -> None:
    try:
        found = utils.parse_datetime(text)
    except ValueError:
        return
    assert type(found) is datetime


class London(tzinfo):
    """A zone that is as far from UTC as UTC in winter, as zoneinfo has."""

    def tzname(self, _when: datetime | None) -> str:
        return "GMT"

    def utcoffset(self, _when: datetime | None) -> timedelta:
        return timedelta()

    def dst(self, _when: datetime | None) -> timedelta:
        return timedelta()


@for_each(
    ("value", "text"),
    [
        (datetime(2022, 10, 23, 10, tzinfo=UTC), "2022-10-23T10:00:00Z"),
        (datetime(2022, 10, 23, 10, tzinfo=London()), "2022-10-23T10:00:00Z"),
        (datetime(2022, 10, 23, 10), "2022-10-23T10:00:00"),
        (datetime(2022, 10, 23, 10, 0, 0, 5, HOUR_AHEAD), "2022-10-23T10:00:00.000005+01:00"),
        (date(2022, 10, 23), "2022-10-23"),
    ],
)
def test_date_is_sent_as_iso_8601(value: Any, text: str) -> None:
    made = shared.AccountingAccount(modified_date=value)
    assert codec.encode(shared.AccountingAccount, made) == f'{{"modifiedDate":"{text}"}}'
    assert f'"modifiedDate": "{text}"' in made.to_json()
    free = shared.AccountOption(extra={"when": [value]})
    assert codec.encode(shared.AccountOption, free) == f'{{"when":["{text}"]}}'


def test_to_dict_converts_dates_only_for_json() -> None:
    made: Any = shared.AccountingAccount()
    made.modified_date = date(2022, 10, 23)
    assert made.to_dict()["modifiedDate"] == date(2022, 10, 23)
    assert made.to_dict(encode_json=True)["modifiedDate"] == "2022-10-23"


def test_decoded_date_keeps_its_text() -> None:
    made = shared.AccountingAccount.from_dict({"modifiedDate": "2022-10-23T10:00:00.1234567Z"})
    assert made.modified_date == "2022-10-23T10:00:00.1234567Z"
    assert codec.encode(shared.AccountingAccount, made) == '{"modifiedDate":"2022-10-23T10:00:00.1234567Z"}'


@for_each("value", [None, 20221023, date(2022, 10, 23)])
def test_only_text_is_read_as_a_date(value: Any) -> None:
    with pytest.raises(ValueError, match="a date must be text"):
        utils.parse_datetime(value)
