"""Dates as the API writes them, to and from Python's.

The API writes three forms: UTC with `Z`, with an offset, and local time of the business without either. See
https://docs.codat.io/using-the-api/overview.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date, datetime


def parse_datetime(text: str) -> datetime:
    """Read a date and time of the API.

    Arguments:
        text: Any form that the API sends: `2022-10-23`, `2022-10-23T10:00:00`, `2022-10-23T10:00:00.1234567Z`,
            `2022-10-23T10:00:00+01:00`.

    Returns:
        A datetime. It is aware where the text says `Z` or an offset, and stays naive where it says neither,
        for then it is the local time of the business. Digits beyond microseconds are cut off.

    Raises:
        ValueError: The text is no date.
    """
    # Imported late: few programs read dates, and this takes longer than the rest of the package.
    from dateutil.parser import isoparse  # noqa: PLC0415

    if not isinstance(text, str):
        message = f"a date must be text, not {type(text).__name__}"
        raise ValueError(message)  # noqa: TRY004 - one error for all that is no date
    try:
        return isoparse(text.strip())
    except OverflowError as problem:  # The hour after the last that Python can count.
        raise ValueError(str(problem)) from None


def format_datetime(value: date) -> str:
    """Write a date or datetime as the API reads it. A naive datetime stays without a zone."""
    text = value.isoformat()
    return text[:-6] + "Z" if text.endswith("+00:00") else text
