"""Following push operations to their ends: rounds over the push history, a page of many at a time.

One poll for each record would cost the daily quota; a page costs one request, whatever it holds.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from codatsynccommerce._core.errors import APIConnectionError, RateLimitError, SDKError, ServerError
from codatsynccommerce._core.retries import LONGEST_RETRY_AFTER

from .history import pushes_since
from .outcome import PENDING, Outcome, outcome_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from codatsynccommerce._core.client import Client

    from .journal import Journal

_PASSING = (RateLimitError, ServerError, APIConnectionError)
_FIRST_PAUSE, _LONGEST_PAUSE, _GROWTH = 2.0, 30.0, 1.5
_BATCH = 200
_OPEN = "SELECT company, COUNT(*), MIN(requested) FROM records WHERE state = ? GROUP BY company"


def follow(client: Client, journal: Journal, patience: float, on_round: Callable[[], None]) -> SDKError | None:
    """Read the push history in rounds until every record that the API took has come to its end.

    Arguments:
        client: Reads it.
        journal: Holds the records.
        patience: Seconds in which nothing may come to its end before the wait is given up.
        on_round: Called after each round.

    Returns:
        Why the wait ended before its time; None where all have ended, or patience has.
    """
    clock = client.clock
    pause = _FIRST_PAUSE
    before, since = -1, clock.monotonic()
    while companies := journal.ask(_OPEN, (PENDING,)):
        problem: SDKError | None = None
        try:
            for company_id, _, oldest in companies:
                _round(client, journal, company_id, oldest or 0.0)
        except _PASSING as passing:
            problem = passing
        except SDKError as lasting:
            return lasting
        on_round()
        asked = problem.retry_after or 0.0 if problem else 0.0
        left = sum(count for _, count, _ in journal.ask(_OPEN, (PENDING,)))
        if left != before:
            before, since = left, clock.monotonic()
        if not left:
            return None
        if asked > LONGEST_RETRY_AFTER or clock.monotonic() - since >= patience:
            return problem
        clock.sleep(max(pause, asked))
        pause = min(pause * _GROWTH, _LONGEST_PAUSE)
    return None


def _round(client: Client, journal: Journal, company_id: str, oldest: float) -> None:
    batch: list[Outcome] = []
    for push in pushes_since(client, company_id, oldest):
        batch.append(outcome_of(push))
        if len(batch) == _BATCH:
            journal.finish(batch)
            batch = []
    journal.finish(batch)
