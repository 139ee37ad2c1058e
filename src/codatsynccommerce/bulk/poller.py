"""Following push operations to their ends: rounds over the push history, a page of many operations at a time.

One poll for each record would cost the daily quota; a page costs one request, whatever it holds.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from codatsynccommerce._pushes.history import IncompleteHistoryError, pushes_since
from codatsynccommerce._runtime.errors import SDKError
from codatsynccommerce._runtime.polling import FIRST_PAUSE, MAX_PAUSE, PAUSE_GROWTH
from codatsynccommerce._runtime.retry import MAX_RETRY_AFTER, is_transient

from .journal import JournalError
from .outcome import Outcome, outcome_of
from .rules import PENDING, SENDING

if TYPE_CHECKING:
    from collections.abc import Callable

    from codatsynccommerce._pushes.history import Caller
    from codatsynccommerce._runtime.client import Client

    from .journal import JournalStore, OpenCompany, OutcomeStore

_BATCH = 500


def follow(
    client: Client,
    journal: JournalStore,
    stall_timeout: float,
    on_round: Callable[[], None],
    stop_reason: Callable[[], SDKError | None] = lambda: None,
) -> SDKError | None:
    """Read the push history in rounds until every record that the API accepted has come to its end.

    Arguments:
        client: Reads it.
        journal: Holds the records.
        stall_timeout: Seconds in which nothing may come to its end before the wait is given up.
        on_round: Called after each round.
        stop_reason: Returns why no further request may leave, None if one may.

    Returns:
        The error that ended the wait early; None if all have ended, or the time is over.
    """
    clock = client.clock
    pause = FIRST_PAUSE
    before, since = -1, clock.monotonic()
    given_up: dict[str, SDKError] = {}
    journal.apply_events()
    companies = journal.pending_companies()
    while companies:
        problem: SDKError | None = None
        for company in companies:
            if (reason := stop_reason()) is not None:
                return reason
            failed = read_outcomes(client, journal, company)
            if failed and not is_transient(failed) and not isinstance(failed, IncompleteHistoryError):
                given_up[company.company_id] = failed
            problem = failed or problem
        on_round()
        companies = [company for company in journal.pending_companies() if company.company_id not in given_up]
        left = sum(company.pending for company in companies)
        asked = problem.retry_after or 0.0 if problem else 0.0
        if left != before:
            before, since = left, clock.monotonic()
        if left and (asked > MAX_RETRY_AFTER or clock.monotonic() - since >= stall_timeout):
            return problem
        if left:
            clock.sleep(max(pause, asked))
            pause = min(pause * PAUSE_GROWTH, MAX_PAUSE)
            journal.apply_events()
            companies = [company for company in journal.pending_companies() if company.company_id not in given_up]
    return next(iter(given_up.values()), None)


def read_outcomes(client: Caller, journal: OutcomeStore, company: OpenCompany) -> SDKError | None:
    """Write how the operations of a company stand. Return why not all of them could be read, or None."""
    batch: list[Outcome] = []
    try:
        for push in pushes_since(client, company.company_id, company.oldest):
            outcome = outcome_of(push)
            if outcome.state not in (PENDING, SENDING):
                batch.append(outcome)
            if len(batch) == _BATCH:
                journal.update_pending(batch)
                batch = []
    except JournalError:
        raise
    except SDKError as problem:
        return problem
    finally:
        journal.update_pending(batch)
    return None
