"""Waiting for push operations: what is known about each, and how a round reads those that have not ended."""

from __future__ import annotations

from collections.abc import Callable
from inspect import isawaitable
from typing import TYPE_CHECKING

from codatsynccommerce._runtime.errors import SDKError
from codatsynccommerce._runtime.polling import FIRST_PAUSE, MAX_PAUSE, PollLoop
from codatsynccommerce._runtime.retry import is_transient
from codatsynccommerce.models.errors import NotFoundError

from .events import is_about, state_from_event
from .history import PushHistory
from .outcome import SUCCESS, Push, PushKey, final_status, key_of, requested_at, state_of, wait_timeout_error

if TYPE_CHECKING:
    from collections.abc import Awaitable, Iterable, Sequence

    from codatsynccommerce._runtime.client import Pipeline
    from codatsynccommerce.models import shared
    from codatsynccommerce.webhooks.inbox import Inbox, WriteEvent

OnUpdate = Callable[["shared.PushOperation"], object]

_INBOX_PAUSE = 0.05
"""Seconds between two checks of an inbox."""


class PushPoller:
    """One wait for push operations.

    Attributes:
        keys: Their keys, in the order given.
        known: The last known state of each.
    """

    def __init__(
        self,
        pipeline: Pipeline,
        pushes: Sequence[Push],
        timeout: float,
        on_update: OnUpdate | None,
        inbox: Inbox | None = None,
        *,
        report_all: bool,
    ) -> None:
        """Begin with what is known already.

        Arguments:
            pipeline: The client that reads.
            pushes: What to wait for.
            timeout: Seconds to wait at most.
            on_update: Called with states that are read.
            inbox: Holds the webhook events that may end the wait; None if there is no inbox.
            report_all: Whether `on_update` is called with every state; else with those that changed.

        Raises:
            errors.RequestError: One of them is not a push operation, or the timeout is not a number of seconds.
        """
        self.keys = [key_of(push) for push in pushes]
        self.known = {key: state for key, push in zip(self.keys, pushes, strict=True) if (state := state_of(push))}
        self._on_update = on_update
        self._inbox = inbox
        self._handled: set[PushKey] = set()
        self._report_all = report_all
        self._pipeline = pipeline
        self._loop = PollLoop(pipeline, timeout)
        self._history = PushHistory(pipeline, self._loop)
        self._updates: list[shared.PushOperation] = []
        self._not_found: SDKError | None = None
        self._failure: SDKError | None = None

    @property
    def open_keys(self) -> list[PushKey]:
        """The keys of those that are not known to have ended, each once."""
        return [key for key in dict.fromkeys(self.keys) if key not in self.known or not final_status(self.known[key])]

    @property
    def states(self) -> list[shared.PushOperation]:
        """Their last known states, in the order given."""
        return [self.known[key] for key in self.keys if key in self.known]

    async def run(self, *, by_key: bool) -> list[shared.PushOperation]:
        """Wait until all have ended, and return their states in the order given.

        Arguments:
            by_key: Whether each is read by its key; else by the list of its company as far as that helps.

        Raises:
            errors.WaitTimeoutError: Some had not ended in time.
            errors.SDKError: One cannot be read, and a later round would not change that.
        """
        read = self._read_each if by_key else self._read_lists
        await self._take_events()
        await self._after_round()
        # A state that a response has just shown need not be read again at once.
        poll_at_once = any(key not in self.known for key in self.open_keys)
        finished = await self._loop.run(
            read,
            lambda: not self.open_keys,
            self._after_round,
            poll_at_once=poll_at_once,
            pause=self._pause if self._inbox else None,
            # Events arrive earlier than polls. Polls find the outcomes of events that were lost.
            first_pause=MAX_PAUSE if self._inbox else FIRST_PAUSE,
        )
        if finished:
            return self.states
        problem = self._loop.problem or self._not_found
        raise wait_timeout_error(self.states, len(self.open_keys), len(set(self.keys)), problem)

    async def _pause(self, seconds: float) -> None:
        """Wait for some seconds, or until an event has come for each that is open."""
        clock = self._pipeline.clock
        end = clock.monotonic() + seconds
        while self.open_keys and (left := end - clock.monotonic()) > 0:
            await self._pipeline.sleep(min(left, _INBOX_PAUSE))
            await self._take_events()
            await self._after_round()

    async def _take_events(self) -> None:
        """Take the states of open push operations from the events in the inbox, each once."""
        for key in self.open_keys if self._inbox else ():
            event = self._inbox.find(key.operation) if self._inbox and key not in self._handled else None
            if event and is_about(event, key):
                self._handled.add(key)
                self._note(key, await self._state_after(event, key))

    async def _state_after(self, event: WriteEvent, key: PushKey) -> shared.PushOperation:
        """Return the state that an event reports. The reasons of a failure are read from the API."""
        state = state_from_event(event, key, self.known.get(key))
        if final_status(state) == SUCCESS:
            return state
        try:
            read = await self._history.read(key)
        except SDKError:  # The event alone shows how it ended.
            return state
        return read if read and final_status(read) else state

    async def _after_round(self) -> None:
        """Report what was read, after reading: an error of the caller's function is not a problem of the poll."""
        while self._updates:
            state = self._updates.pop(0)
            if self._on_update:
                result = self._on_update(state)
                if isawaitable(result):  # From a coroutine function, in the asynchronous client.
                    await result
        if self._failure:
            self._failure.operations = tuple(self.states)
            raise self._failure

    async def _read_each(self) -> None:
        self._not_found = None
        for key in self.open_keys:
            await self._read(key)

    async def _read_lists(self) -> None:
        self._not_found = None
        companies: dict[str, list[PushKey]] = {}
        for key in self.open_keys:
            companies.setdefault(key.company_id, []).append(key)
        for company_id, keys in companies.items():
            await self._read_company(company_id, keys)

    async def _read_company(self, company_id: str, keys: list[PushKey]) -> None:
        missing = {key.operation for key in keys}
        if len(keys) == 1 or await self._try(keys, self._read_list(company_id, missing)):
            for key in keys:
                if key.operation in missing:
                    await self._read(key)

    async def _read_list(self, company_id: str, missing: set[str]) -> None:
        # Twice as many as were waited for at first, so that slow operations are still found among newer ones.
        least = 2 * len({key for key in self.keys if key.company_id == company_id})
        waiting = [self.known[key] for name in missing if (key := PushKey(company_id, name)) in self.known]
        oldest = min((when for state in waiting if (when := requested_at(state)) is not None), default=None)
        await self._history.read_newest(
            company_id,
            missing,
            lambda state: self._note(PushKey(company_id, state.push_operation_key), state),
            least=least,
            oldest=oldest,
        )

    async def _read(self, key: PushKey) -> None:
        await self._try([key], self._read_one(key))

    async def _read_one(self, key: PushKey) -> None:
        state = await self._history.read(key)
        if state is not None:
            self._note(key, state)

    async def _try(self, keys: Iterable[PushKey], reading: Awaitable[None]) -> bool:
        """Read, and keep an error that would come again, so that the others are read before it is raised."""
        try:
            await reading
        except SDKError as problem:
            if is_transient(problem):
                raise
            # A push that the API itself returned exists, but may not appear here yet.
            if isinstance(problem, NotFoundError) and all(key in self.known for key in keys):
                self._not_found = problem
            else:
                self._failure = self._failure or problem
            return False
        return True

    def _note(self, key: PushKey, state: shared.PushOperation) -> None:
        before, self.known[key] = self.known.get(key), state
        if self._report_all or before != state:
            self._updates.append(state)
