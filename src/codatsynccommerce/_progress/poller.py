"""One wait for one link, refresh or sync: its rounds, its reports, and the error when the time is over."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from inspect import isawaitable
from typing import TYPE_CHECKING, Generic, TypeVar

from codatsynccommerce._runtime.polling import PollLoop
from codatsynccommerce.models.errors import WaitTimeoutError

if TYPE_CHECKING:
    from codatsynccommerce._runtime.client import CallOptions, Pipeline

State = TypeVar("State")
Read = Callable[["CallOptions"], Awaitable["State | None"]]


class StatePoller(Generic[State]):
    """Reads a state until it is final."""

    def __init__(
        self,
        pipeline: Pipeline,
        read: Read[State],
        is_final: Callable[[State], bool],
        on_update: Callable[[State], object] | None,
    ) -> None:
        """Begin with nothing known.

        Arguments:
            pipeline: The client that reads.
            read: Reads the state once; None if the state that was read belongs to something else.
            is_final: Returns whether a state is the last one.
            on_update: Called with each state that is read. May be a coroutine function in the asynchronous client.
        """
        self._pipeline = pipeline
        self._read = read
        self._is_final = is_final
        self._on_update = on_update
        self._state: State | None = None
        self._updates: list[State] = []

    async def run(self, timeout: float, known: State | None, subject: str, status: Callable[[State], object]) -> State:
        """Wait until the state is final, and return it.

        Arguments:
            timeout: Seconds to wait at most.
            known: The state that is known already. It is not read again at once.
            subject: What is waited for, in words, for the error.
            status: Returns the part of a state that the error names.

        Raises:
            errors.WaitTimeoutError: It was not final in time; `operations` holds the last known state.
            errors.SDKError: It cannot be read, and a later round would not change that.
        """
        self._state = known
        loop = PollLoop(self._pipeline, timeout)

        async def read() -> None:
            state = await self._read(loop.call_options())
            if state is not None:
                self._state = state
                self._updates.append(state)

        await loop.run(read, self._is_finished, self._report, poll_at_once=known is None)
        if self._state is not None and self._is_final(self._state):
            return self._state
        last = "unknown" if self._state is None else status(self._state)
        error = WaitTimeoutError(f"{subject} not finished in time, last status {last}")
        error.operations = () if self._state is None else (self._state,)
        error.retry_after = loop.problem.retry_after if loop.problem else None
        raise error from loop.problem

    def _is_finished(self) -> bool:
        return self._state is not None and self._is_final(self._state)

    async def _report(self) -> None:
        while self._updates:
            state = self._updates.pop(0)
            result = self._on_update(state) if self._on_update else None
            if isawaitable(result):
                await result
