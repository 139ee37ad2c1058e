"""Follow push operations until they end: read the push history in rounds, a page of many operations at a time.

One poll for each record would cost the daily quota; a page costs one request, whatever it holds.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from codatsynccommerce._pushes.history import IncompleteHistoryError, pushes_since
from codatsynccommerce._runtime import runner
from codatsynccommerce._runtime.errors import SDKError
from codatsynccommerce._runtime.polling import PollLoop
from codatsynccommerce._runtime.retry import MAX_RETRY_AFTER, is_transient

from .journal import JournalError
from .outcome import Outcome, outcome_of
from .rules import PENDING, SENDING
from .throttle import NoMoreRequestsError

if TYPE_CHECKING:
    from collections.abc import Callable

    from codatsynccommerce._pushes.history import Caller
    from codatsynccommerce._runtime.client import Client

    from .journal import JournalStore, OpenCompany, OutcomeStore

_BATCH = 500
_SHORTEST_WAIT = 0.001


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
        stall_timeout: Seconds without any record coming to its end after which the wait is given up.
        on_round: Called after each round.
        stop_reason: Returns why no further request may leave, None if one may.

    Returns:
        The error that ended the wait early; None if all have ended, or the time is over.
    """
    wait = _Wait(client, journal, stall_timeout, stop_reason)

    async def after_round() -> None:
        on_round()

    if runner.run(wait.loop.run(wait.read, wait.is_finished, after_round, poll_at_once=True)):
        return wait.ended_by or next(iter(wait.given_up.values()), None)
    return wait.problem


class _Wait:
    """One wait for the push operations of a journal.

    Attributes:
        loop: The wait, which begins again whenever something has ended.
        problem: Why the last round could not read everything, or None.
        ended_by: Why no further request may leave, or None.
        given_up: Companies whose history cannot be read, and why.
    """

    def __init__(
        self,
        client: Client,
        journal: JournalStore,
        stall_timeout: float,
        stop_reason: Callable[[], SDKError | None],
    ) -> None:
        self.loop = PollLoop(client, max(stall_timeout, _SHORTEST_WAIT))
        self.problem: SDKError | None = None
        self.ended_by: SDKError | None = None
        self.given_up: dict[str, SDKError] = {}
        self._client = client
        self._journal = journal
        self._stop_reason = stop_reason
        self._companies: list[OpenCompany] = []
        self._left = -1

    def is_finished(self) -> bool:
        self._journal.apply_events()
        self._companies = [one for one in self._journal.pending_companies() if one.company_id not in self.given_up]
        left = sum(company.pending for company in self._companies)
        if left != self._left:
            self._left = left
            self.loop.restart()
        return self.ended_by is not None or not left

    async def read(self) -> None:
        self.problem = None
        for company in self._companies:
            if (reason := self._stop_reason()) is not None:
                self.ended_by = reason
                return
            failed = read_outcomes(self._client, self._journal, company)
            if failed and not is_transient(failed) and not isinstance(failed, IncompleteHistoryError):
                self.given_up[company.company_id] = failed
            self.problem = failed or self.problem
        if self.problem and (self.problem.retry_after or 0.0) > MAX_RETRY_AFTER:
            self.ended_by = self.problem
        elif self.problem and is_transient(self.problem):
            raise self.problem


def read_outcomes(client: Caller, journal: OutcomeStore, company: OpenCompany) -> SDKError | None:
    """Write the states of a company's operations. Return why not all of them could be read, or None.

    Raises:
        NoMoreRequestsError: No request may leave any more.
    """
    batch: list[Outcome] = []
    try:
        for push in pushes_since(client, company.company_id, company.oldest):
            outcome = outcome_of(push)
            if outcome.state not in (PENDING, SENDING):
                batch.append(outcome)
            if len(batch) == _BATCH:
                journal.update_pending(batch)
                batch = []
    except (JournalError, NoMoreRequestsError):
        raise
    except SDKError as problem:
        return problem
    finally:
        journal.update_pending(batch)
    return None
