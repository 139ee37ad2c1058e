"""Dates of the API to and from Python's, and those of HTTP.

The API writes three forms: UTC with `Z`, a time with an offset, and local time of the business with neither. See
https://docs.codat.io/using-the-api/overview.
"""

from __future__ import annotations

from datetime import date, datetime, timezone


def parse_datetime(text: str) -> datetime:
    """Read a date or time that the API sent.

    Arguments:
        text: Any form that the API sends: `2022-10-23`, `2022-10-23T10:00:00`, `2022-10-23T10:00:00.1234567Z`,
            `2022-10-23T10:00:00+01:00`.

    Returns:
        A datetime. It is aware if the text ends with `Z` or an offset. Otherwise it is naive, since the text then is
        the local time of the business. Digits beyond microseconds are cut off.

    Raises:
        ValueError: The text is not a date.
    """
    from dateutil.parser import isoparse

    if not isinstance(text, str):
        message = f"a date must be text, not {type(text).__name__}"
        raise ValueError(message)  # noqa: TRY004 - one error for everything that is not a date
    try:
        return isoparse(text.strip())
    except OverflowError as problem:  # An hour later than the last moment that Python can represent.
        raise ValueError(str(problem)) from None


def utc_seconds(value: object) -> float | None:
    """Return a time that the API sent in UTC in seconds since 1970, or None if the value is no time."""
    text = str(value)
    try:
        moment = datetime.fromisoformat(text)  # Takes a tenth of the time. Python 3.10 does not read a `Z`.
    except ValueError:
        try:
            moment = parse_datetime(text)
        except ValueError:
            return None
    return (moment if moment.tzinfo else moment.replace(tzinfo=timezone.utc)).timestamp()


def format_datetime(value: date) -> str:
    """Return a date or datetime as the API reads it. A naive datetime stays without a zone.

    Raises:
        ValueError: The value stands for a missing date, as `pandas.NaT` does, which is a datetime to `isinstance`.
    """
    if value != value:  # noqa: PLR0124 - true of such values alone
        message = f"{type(value).__name__} stands for a missing date: use None"
        raise ValueError(message)
    text = value.isoformat()
    return text[:-6] + "Z" if text.endswith("+00:00") else text


def parse_http_date(text: str | None) -> float | None:
    """Return the date of a header in seconds since 1970, or None if the header is missing or holds no date."""
    from email.utils import parsedate_to_datetime

    try:
        when = parsedate_to_datetime(text or "")
        # An HTTP date is in UTC, also in the old form that does not say so.
        return when.replace(tzinfo=when.tzinfo or timezone.utc).timestamp()
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
