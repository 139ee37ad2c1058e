"""How far the clock of the API is from ours, and so whether a push operation came when a record was sent."""

from __future__ import annotations

from email.utils import parsedate_to_datetime
from typing import TYPE_CHECKING

from codatsynccommerce._pushes.outcome import requested_at

if TYPE_CHECKING:
    from codatsynccommerce._runtime.client import Clock
    from codatsynccommerce.models import shared

    from .history import Page
    from .journal import Entry, Journal

_CLOSE = 10.0
"""Seconds around the time of a record in which an operation may be it."""
_SLACK = 180.0
"""Seconds around it in which none may have come, for it to be absent: a request may be long under way."""
_WIDE_SLACK = 24 * 3600.0
"""The same where no record was answered: the clock of this computer may have been set since it was sent."""
_AHEAD = """SELECT MIN(requested - first_sent), MAX(requested - first_sent) FROM records
    WHERE requested IS NOT NULL AND first_sent = last_sent"""


class Clocks:
    """Two clocks: by how many seconds that of the API is ahead, as the answers show.

    Attributes:
        margin: Seconds before the time of a record from which on the history must be read.
    """

    def __init__(self, journal: Journal, ours: Clock) -> None:
        """Look at the records that were answered."""
        self._ours = ours
        least, most = journal.ask(_AHEAD)[0]
        self._answered = least is not None
        self._ahead: list[float] = [least, most] if self._answered else []
        self.margin = _SLACK - least if self._answered else 2 * _WIDE_SLACK

    def see(self, page: Page) -> None:
        """Look at the date of an answer, where no record was answered."""
        try:
            date = parsedate_to_datetime(page.headers.get("Date") or "").timestamp()
        except (TypeError, ValueError):
            return
        if not self._answered:
            self._ahead.append(date - self._ours.now())

    def is_close(self, entry: Entry, push: shared.PushOperation) -> bool:
        """Say whether an operation came at the very time of a record. Clocks of unknown difference count as one."""
        return _between(entry, push, self._ahead or [0.0], _CLOSE)

    def may_be(self, entry: Entry, push: shared.PushOperation) -> bool:
        """Say whether an operation may have come at the time of a record."""
        if self._answered:
            return _between(entry, push, self._ahead, _SLACK)
        return _between(entry, push, [0.0, *self._ahead], _WIDE_SLACK)


def _between(entry: Entry, push: shared.PushOperation, ahead: list[float], slack: float) -> bool:
    moment = requested_at(push)
    start = (entry.first_sent or 0.0) + min(ahead) - slack
    end = (entry.last_sent or 0.0) + max(ahead) + slack
    return moment is None or start <= moment <= end  # One whose time cannot be read may be any.
