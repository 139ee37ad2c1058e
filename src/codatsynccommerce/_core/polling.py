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

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from .client import Client

    OnUpdate = Callable[[shared.PushOperation], object]

_PASSING = (RateLimitError, ServerError, APIConnectionError)
_FIRST_PAUSE = 2.0
_LONGEST_PAUSE = 30.0
_GROWTH = 1.5
_LARGEST_PAGE = 5000


class Waiting:
    """Operations that are waited for: their keys and last states, and the time that is left."""

    def __init__(self, client: Client, pushed: Sequence[Pushed], timeout: float, on_update: OnUpdate | None) -> None:
        """Start with what is known already."""
        self.client = client
        self.keys = [key_of(one) for one in pushed]
        self.known = {key: state for one in pushed if (state := state_of(one)) for key in [key_of(one)]}
        self.on_update = on_update
        self.until = client.clock.monotonic() + Timeout.of(timeout).total
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
        pause = _FIRST_PAUSE
        clock = self.client.clock
        asked = 0.0
        # What an answer has just said need not be asked at once.
        known = all(key in self.known for key in self.open)
        while not self.finished:
            if known:
                left = self.until - clock.monotonic()
                if left <= 0:
                    return
                clock.sleep(min(max(pause, asked), left))
                pause = min(pause * _GROWTH, _LONGEST_PAUSE)
            known, asked = True, 0.0
            try:
                read()
            except _PASSING as problem:
                self.problem = problem
                asked = problem.retry_after or 0.0

    def read_each(self) -> None:
        """Read each by its key."""
        for key in self.open:
            request = operations.GetPushOperationRequest(company_id=key.company_id, push_operation_key=key.operation)
            self._note(self.client.call(operations.GET_PUSH_OPERATION, request, self._options()).push_operation)

    def read_lists(self) -> None:
        """Read the newest operations of each company, and one by one those that are too old to be among them."""
        for company_id in dict.fromkeys(key.company_id for key in self.open):
            wanted = [key for key in self.open if key.company_id == company_id]
            request = operations.GetCompanyPushHistoryRequest(
                company_id=company_id,
                order_by="-requestedOnUtc",
                page_size=min(_LARGEST_PAGE, max(100, 2 * len(wanted))),
            )
            page = self.client.call(operations.GET_COMPANY_PUSH_HISTORY, request, self._options()).push_operations
            listed = {one.push_operation_key: one for one in (page.results if page and page.results else [])}
            for key in wanted:
                if key.operation in listed:
                    self._note(listed[key.operation])
            if not any(key.operation in listed for key in wanted):
                self.read_each()

    def ran_out(self) -> WaitTimeoutError:
        """Make the error for a time that was too short."""
        states = tuple(self.states)
        last = next((one for one in states if not is_final(one)), None)
        error = WaitTimeoutError(
            f"{len(self.open)} of {len(self.keys)} push operations not finished in time, "
            f"last status {last.status if last else 'unknown'}"
        )
        error.operation = last
        error.operations = states
        error.maybe_applied = True
        error.__cause__ = self.problem
        return error

    def _options(self) -> CallOptions:
        # One poll must not outlive the wait, and a slow one is no reason to end it.
        left = max(self.until - self.client.clock.monotonic(), 0.001)
        return CallOptions(timeout=(self.client.settings.timeout or Timeout()).within(min(left, Timeout.total)))

    def _note(self, state: shared.PushOperation | None) -> None:
        if state is None:
            return
        for key in self.open:
            if key.operation == state.push_operation_key:
                before = self.known.get(key)
                self.known[key] = state
                if self.on_update and (before is None or before != state or len(self.keys) == 1):
                    self.on_update(state)
