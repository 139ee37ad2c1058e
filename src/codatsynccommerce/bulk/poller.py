"""Following push operations to their ends: rounds over the push history, a page of many at a time.

One poll for each record would cost the daily quota; a page costs one request, whatever it holds.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from codatsynccommerce._runtime.errors import SDKError
from codatsynccommerce._runtime.retry import MAX_RETRY_AFTER, is_transient

from .history import IncompleteHistoryError, pushes_since
from .journal import JournalError
from .outcome import PENDING, Outcome, outcome_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from codatsynccommerce._runtime.client import Client

    from .journal import Journal

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
        The error that ended the wait early; None where all have ended, or patience has.
    """
    clock = client.clock
    pause = _FIRST_PAUSE
    before, since = -1, clock.monotonic()
    given_up: dict[str, SDKError] = {}
    while companies := [one for one in journal.ask(_OPEN, (PENDING,)) if one[0] not in given_up]:
        problem: SDKError | None = None
        for company_id, _, oldest in companies:
            failed = _round(client, journal, company_id, oldest or 0.0)
            if failed and not is_transient(failed) and not isinstance(failed, IncompleteHistoryError):
                given_up[company_id] = failed
            problem = failed or problem
        on_round()
        asked = problem.retry_after or 0.0 if problem else 0.0
        left = sum(count for company_id, count, _ in journal.ask(_OPEN, (PENDING,)) if company_id not in given_up)
        if left != before:
            before, since = left, clock.monotonic()
        if left and (asked > MAX_RETRY_AFTER or clock.monotonic() - since >= patience):
            return problem
        if left:
            clock.sleep(max(pause, asked))
            pause = min(pause * _GROWTH, _LONGEST_PAUSE)
    return next(iter(given_up.values()), None)


def _round(client: Client, journal: Journal, company_id: str, oldest: float) -> SDKError | None:
    """Note how the operations of a company stand. Gives why not all of them could be read, None where they could."""
    batch: list[Outcome] = []
    try:
        for push in pushes_since(client, company_id, oldest):
            batch.append(outcome_of(push))
            if len(batch) == _BATCH:
                journal.finish(batch)
                batch = []
    except JournalError:
        raise
    except SDKError as problem:
        return problem
    finally:
        journal.finish(batch)
    return None
