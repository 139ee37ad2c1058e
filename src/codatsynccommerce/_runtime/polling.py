"""Waiting for something: poll with growing pauses until it is finished or the time is over.

The API publishes no interval for polling, and polls count against the daily quota: pauses grow from 2 to 30 seconds.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from .client import CallOptions
from .errors import SDKError
from .retry import is_transient
from .timeout import Timeout

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from .client import Pipeline

FIRST_PAUSE = 2.0
MAX_PAUSE = 30.0
PAUSE_GROWTH = 1.5
_LAST_POLL = 5.0
"""Seconds kept for the last poll, but no more than a tenth of the wait."""
_SHORTEST_LIMIT = 0.001


class PollLoop:
    """One wait: its time limit, its pauses, and what kept the last round from reading.

    Attributes:
        problem: The error that ended the last round and may not occur in the next; None if the round was read.
    """

    def __init__(self, pipeline: Pipeline, timeout: float) -> None:
        """Begin the wait.

        Arguments:
            pipeline: The client that reads.
            timeout: Seconds to wait at most.

        Raises:
            errors.RequestError: The timeout is not a number of seconds.
        """
        self.problem: SDKError | None = None
        self._pipeline = pipeline
        self._seconds = Timeout.of(timeout).total
        self.restart()

    def restart(self) -> None:
        """Restart the time limit from now."""
        self._end = self._pipeline.clock.monotonic() + self._seconds
        self._last_poll = self._end - min(_LAST_POLL, self._seconds / 10)

    def call_options(self) -> CallOptions:
        """Return the options of a request of this wait, which ends with the wait or earlier."""
        left = max(self._end - self._pipeline.clock.monotonic(), _SHORTEST_LIMIT)
        return CallOptions(timeout=(self._pipeline.settings.timeout or Timeout()).within(min(left, Timeout.total)))

    async def run(
        self,
        read: Callable[[], Awaitable[None]],
        is_finished: Callable[[], bool],
        after_round: Callable[[], Awaitable[None]],
        *,
        poll_at_once: bool,
        pause: Callable[[float], Awaitable[None]] | None = None,
        first_pause: float = FIRST_PAUSE,
    ) -> bool:
        """Read in rounds until all is finished, or the time is over.

        Arguments:
            read: Reads once. A transient error ends only the round; any other error ends the wait.
            is_finished: Returns whether the wait is over.
            after_round: Called after each round. What it raises ends the wait.
            poll_at_once: Whether to begin with a round; else with a pause.
            pause: Waits for some seconds, or less if what is waited for changes meanwhile. None waits in full.
            first_pause: Seconds of the first pause.

        Returns:
            Whether all is finished.
        """
        pause = pause or self._pipeline.sleep
        seconds, requested_pause = first_pause, 0.0
        while not is_finished():
            if not poll_at_once:
                left = self._last_poll - self._pipeline.clock.monotonic()
                if left <= 0 or requested_pause > left:
                    return False
                await pause(min(max(seconds, requested_pause), left))
                seconds = min(seconds * PAUSE_GROWTH, MAX_PAUSE)
                if is_finished():
                    return True
            poll_at_once, requested_pause, self.problem = False, 0.0, None
            try:
                await read()
            except SDKError as problem:
                if not is_transient(problem):
                    raise
                self.problem = problem
                requested_pause = problem.retry_after or 0.0
            await after_round()
        return True
