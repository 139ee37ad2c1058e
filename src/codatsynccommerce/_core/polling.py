"""Waiting for push operations: rounds of reading, with pauses that grow, until all have ended or the time is over.

The API publishes no interval for polling, and polls cost the daily quota: pauses grow from 2 to 30 seconds.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from codatsynccommerce.models import operations, shared

from .client import CallOptions
from .errors import APIConnectionError, RateLimitError, SDKError, ServerError, WaitTimeoutError
from .options import Timeout
from .outcomes import Key, Pushed, is_final, key_of, state_of
from .paging import items

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from .client import Client

    OnUpdate = Callable[[shared.PushOperation], object]

_FIRST_PAUSE = 2.0
_LONGEST_PAUSE = 30.0
_GROWTH = 1.5
_LAST_POLL = 5.0
"""Seconds kept for the last poll, but no more than a tenth of the wait."""
_LARGEST_PAGE = 5000
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
        self.problem: SDKError | None = None

    @property
    def open(self) -> list[Key]:
        """Give the keys of those that are not known to be finished, each once."""
        return [key for key in dict.fromkeys(self.keys) if key not in self.known or not is_final(self.known[key])]

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
            known, asked = True, 0.0
            try:
                read()
            except SDKError as problem:
                if not _passes(problem):
                    raise
                self.problem = problem
                asked = problem.retry_after or 0.0

    def read_each(self) -> None:
        """Read each by its key."""
        for key in self.open:
            self._read(key)

    def read_lists(self) -> None:
        """Read the newest operations of each company, and one by one those that are too old to be among them."""
        companies: dict[str, dict[str, Key]] = {}
        for key in self.open:
            companies.setdefault(key.company_id, {})[key.operation] = key
        for company_id, wanted in companies.items():
            self._read_list(company_id, wanted)

    def ran_out(self) -> WaitTimeoutError:
        """Make the error for a time that was too short."""
        states = tuple(self.states)
        last = next((one for one in states if not is_final(one)), None)
        error = WaitTimeoutError(
            f"{len(self.open)} of {len(set(self.keys))} push operations not finished in time, "
            f"last status {last.status if last else 'unknown'}"
        )
        error.operation = last
        error.operations = states
        error.maybe_applied = True
        error.retry_after = self.problem.retry_after if self.problem else None
        error.__cause__ = self.problem
        return error

    def _read(self, key: Key) -> None:
        request = operations.GetPushOperationRequest(company_id=key.company_id, push_operation_key=key.operation)
        self._note(key, self.client.call(operations.GET_PUSH_OPERATION, request, self._options()).push_operation)

    def _read_list(self, company_id: str, missing: dict[str, Key]) -> None:
        # Twice as many as were asked for at first, so that those that wait longest stay in sight of the newer ones.
        most = 2 * len({key for key in self.keys if key.company_id == company_id})
        request = operations.GetCompanyPushHistoryRequest(
            company_id=company_id, order_by="-requestedOnUtc", page_size=min(_LARGEST_PAGE, max(100, most))
        )
        for state in items(self._page, request, "push_operations", max(100, most)) if len(missing) > 1 else ():
            key = missing.pop(state.push_operation_key, None)
            if key:
                self._note(key, state)
            if not missing:
                return
        for key in missing.values():
            self._read(key)

    def _page(self, request: operations.GetCompanyPushHistoryRequest) -> operations.GetCompanyPushHistoryResponse:
        return self.client.call(operations.GET_COMPANY_PUSH_HISTORY, request, self._options())

    def _options(self) -> CallOptions:
        # One poll must not outlive the wait, and a slow one is no reason to end it.
        left = max(self.until - self.client.clock.monotonic(), 0.001)
        return CallOptions(timeout=(self.client.settings.timeout or Timeout()).within(min(left, Timeout.total)))

    def _note(self, key: Key, state: shared.PushOperation | None) -> None:
        if state is None:
            return
        before, self.known[key] = self.known.get(key), state
        if self.on_update and (self.every or before != state):
            self.on_update(state)


def _passes(problem: SDKError) -> bool:
    """Say whether a later poll may go better."""
    if isinstance(problem, APIConnectionError):
        return problem.transient
    return isinstance(problem, (RateLimitError, ServerError)) or problem.status_code == _REQUEST_TIMEOUT
