"""Waiting for push operations: rounds of reading, with pauses that grow, until all have ended or the time is over.

The API publishes no interval for polling, and polls cost the daily quota: pauses grow from 2 to 30 seconds.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from codatsynccommerce._runtime.errors import APIConnectionError, NotFoundError, RateLimitError, SDKError, ServerError
from codatsynccommerce._runtime.timeout import Timeout

from .lookups import Lookups
from .outcome import Key, Pushed, end_of, key_of, requested, state_of, unfinished

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from codatsynccommerce._runtime.client import Client
    from codatsynccommerce._runtime.errors import WaitTimeoutError
    from codatsynccommerce.models import shared

    OnUpdate = Callable[[shared.PushOperation], object]

_FIRST_PAUSE = 2.0
_LONGEST_PAUSE = 30.0
_GROWTH = 1.5
_LAST_POLL = 5.0
"""Seconds kept for the last poll, but no more than a tenth of the wait."""
_REQUEST_TIMEOUT = 408


class Waiting:
    """Operations that are waited for: their keys and last states, and the time that is left."""

    def __init__(
        self, client: Client, pushed: Sequence[Pushed], timeout: float, on_update: OnUpdate | None, *, every: bool
    ) -> None:
        """Start with what is known already."""
        self.client = client
        self.keys = [key_of(one) for one in pushed]
        self.known = {key: state for key, one in zip(self.keys, pushed, strict=True) if (state := state_of(one))}
        self.on_update = on_update
        self.every = every
        seconds = Timeout.of(timeout).total
        self.until = client.clock.monotonic() + seconds
        self.last_poll = self.until - min(_LAST_POLL, seconds / 10)
        self.lookups = Lookups(client, self.until)
        self.news: list[shared.PushOperation] = []
        self.problem: SDKError | None = None
        self.failed: SDKError | None = None

    @property
    def open(self) -> list[Key]:
        """Give the keys of those that are not known to be finished, each once."""
        return [key for key in dict.fromkeys(self.keys) if key not in self.known or not end_of(self.known[key])]

    @property
    def finished(self) -> bool:
        """Whether all have ended."""
        return not self.open

    @property
    def states(self) -> list[shared.PushOperation]:
        """Their last known states, in the order given."""
        return [self.known[key] for key in self.keys if key in self.known]

    def run(self, read: Callable[[], None]) -> None:
        """Read in rounds until all are finished or the time is over."""
        pause, asked = _FIRST_PAUSE, 0.0
        # What an answer has just said need not be asked at once.
        known = all(key in self.known for key in self.open)
        while not self.finished:
            if known:
                left = self.last_poll - self.client.clock.monotonic()
                if left <= 0 or asked > left:
                    return
                self.client.clock.sleep(min(max(pause, asked), left))
                pause = min(pause * _GROWTH, _LONGEST_PAUSE)
            known, asked, self.problem = True, 0.0, None
            try:
                read()
            except SDKError as problem:
                self.problem = problem
                asked = problem.retry_after or 0.0
            self._tell()
            if self.failed:
                self.failed.operations = tuple(self.states)
                raise self.failed

    def read_each(self) -> None:
        """Read each by its key."""
        for key in self.open:
            self._read(key)

    def read_lists(self) -> None:
        """Read the newest operations of each company, and one by one those that are not among them."""
        companies: dict[str, list[Key]] = {}
        for key in self.open:
            companies.setdefault(key.company_id, []).append(key)
        for company_id, keys in companies.items():
            self._read_company(company_id, keys)

    def ran_out(self) -> WaitTimeoutError:
        """Make the error for a time that was too short."""
        return unfinished(self.states, len(self.open), len(set(self.keys)), self.problem)

    def _try(self, keys: Iterable[Key], read: Callable[[], None]) -> bool:
        """Read, and keep an error that would come again, so that the others are read before it is raised."""
        try:
            read()
        except SDKError as problem:
            if passes(problem):
                raise
            # What the API has told of itself exists, and may be on its way to where it is looked for.
            if isinstance(problem, NotFoundError) and all(key in self.known for key in keys):
                self.problem = problem
            else:
                self.failed = self.failed or problem
            return False
        return True

    def _read(self, key: Key) -> None:
        self._try([key], lambda: self._note(key, self.lookups.one(key)))

    def _read_company(self, company_id: str, keys: list[Key]) -> None:
        missing = {key.operation for key in keys}
        if len(keys) == 1 or self._try(keys, lambda: self._read_list(company_id, missing)):
            for key in keys:
                if key.operation in missing:
                    self._read(key)

    def _read_list(self, company_id: str, missing: set[str]) -> None:
        # Twice as many as were asked for at first, so that those that wait longest stay in sight of the newer ones.
        least = 2 * len({key for key in self.keys if key.company_id == company_id})
        asked = [self.known[key] for one in missing if (key := Key(company_id, one)) in self.known]
        oldest = min((when for state in asked if (when := requested(state)) is not None), default=None)
        for state in self.lookups.newest(company_id, missing, least, oldest):
            self._note(Key(company_id, state.push_operation_key), state)

    def _note(self, key: Key, state: shared.PushOperation | None) -> None:
        if state is None:
            return
        before, self.known[key] = self.known.get(key), state
        if self.every or before != state:
            self.news.append(state)

    def _tell(self) -> None:
        # Not while reading: what goes wrong in the caller's own code is no problem of a poll.
        while self.news:
            state = self.news.pop(0)
            if self.on_update:
                self.on_update(state)


def passes(problem: SDKError) -> bool:
    """Say whether a later poll may go better."""
    if isinstance(problem, APIConnectionError):
        return problem.transient
    return isinstance(problem, (RateLimitError, ServerError)) or problem.status_code == _REQUEST_TIMEOUT
