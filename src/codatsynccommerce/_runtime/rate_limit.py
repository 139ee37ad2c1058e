"""How many requests the API still allows, as the headers of a response say."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from datetime import datetime, timezone
from typing import NamedTuple, Optional

_PREFIX = "X-Rate-Limit-"
_UTC = re.compile("[zZ]$")
_FRACTION = re.compile(r"\.\d+")
_FIRST_EPOCH_SECOND = 1_000_000_000
"""The year 2001. A smaller number is not a date."""
_FIRST_EPOCH_MILLISECOND = 100_000_000_000
_MAX_DIGITS = 18


class RateLimit(NamedTuple):
    """The quota of requests. See https://docs.codat.io/using-the-api/rate-limits.

    Attributes:
        limit: How many requests the quota has, None if the API does not say.
        remaining: How many of them are left, None if the API does not say.
        reset: When the quota is full again, in UTC, None if the API does not say.
    """

    limit: Optional[int] = None
    remaining: Optional[int] = None
    reset: Optional[datetime] = None

    @classmethod
    def of(cls, headers: Mapping[str, str]) -> RateLimit:
        """Return what the headers of a response say. A value that cannot be read counts as None."""
        return cls(
            _number(headers.get(_PREFIX + "Limit")),
            _number(headers.get(_PREFIX + "Remaining")),
            _moment(headers.get(_PREFIX + "Reset")),
        )


def newest(rate_limits: Iterable[RateLimit]) -> RateLimit:
    """Return the rate limit that was reported last, of those that arrived in this order.

    Responses to concurrent requests may arrive in another order than they were made. Until the reset of a quota, the
    number of requests left only falls.
    """
    last = RateLimit()
    for one in rate_limits:
        if not _is_older(one, last):
            last = one
    return last


def _is_older(one: RateLimit, other: RateLimit) -> bool:
    if one.reset is None or other.reset is None:
        return False
    if one.reset != other.reset or one.limit != other.limit:
        return one.reset < other.reset
    return one.remaining is not None and other.remaining is not None and one.remaining > other.remaining


def _number(text: str | None) -> int | None:
    text = (text or "").strip()
    return int(text) if text.isascii() and text.isdigit() and len(text) <= _MAX_DIGITS else None


def _moment(text: str | None) -> datetime | None:
    """Return a moment that is given as a date of ISO 8601 or HTTP, or in seconds or milliseconds since 1970."""
    text = (text or "").strip()
    if not text:
        return None
    from email.utils import parsedate_to_datetime

    number = _number(text)
    try:
        if number is not None:
            seconds = number / 1000 if number >= _FIRST_EPOCH_MILLISECOND else number
            return datetime.fromtimestamp(seconds, timezone.utc) if number >= _FIRST_EPOCH_SECOND else None
        moment = datetime.fromisoformat(_FRACTION.sub("", _UTC.sub("+00:00", text))) if text[:4].isdigit() else None
        moment = moment or parsedate_to_datetime(text)
        return moment.astimezone(timezone.utc) if moment.tzinfo else moment.replace(tzinfo=timezone.utc)
    except (ValueError, TypeError, IndexError, OverflowError, OSError):
        return None
