"""What the calls of a client share: its configuration, its transport, its clock and its rate limit."""

from __future__ import annotations

import time
from collections import deque
from typing import TYPE_CHECKING, NamedTuple

from .rate_limit import RateLimit, newest

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Mapping

    from .attempt_report import Attempt
    from .errors import SDKError
    from .http.messages import HTTPResponse
    from .http.transport import Transport
    from .operation import Operation
    from .retry import RetryConfig
    from .security import Credentials, SecuritySource
    from .timeout import Timeout

_KEPT_RATE_LIMITS = 32
"""Number of recent responses that are compared to find the newest: as many as may overtake each other."""


def _random() -> float:
    import random

    return random.random()  # noqa: S311 - spreads retries, and keeps no secret


class Clock(NamedTuple):
    """Sources of time and randomness. Tests pass their own.

    Arguments:
        monotonic: Seconds that never go back.
        now: Seconds since 1970.
        sleep: Waits for some seconds: it blocks in a synchronous client, and returns an awaitable in an asynchronous
            one.
        random: A number from 0 up to 1.
    """

    monotonic: Callable[[], float] = time.monotonic
    now: Callable[[], float] = time.time
    sleep: Callable[[float], Awaitable[None] | None] = time.sleep
    random: Callable[[], float] = _random


class Service(NamedTuple):
    """The facts about the API that the runtime needs.

    Arguments:
        user_agent: Value of the User-Agent header.
        default_credentials: Returns the credentials of a client that was given none.
        error_from_response: Returns the error for a response whose status is not 2xx.
        is_definitive_rejection: Returns whether an error is the API's stored response to the idempotency key, and so
            its verdict on every request that carried the key.
        may_hide_response: Returns whether an error is a refusal that a gateway may have sent in place of the API's
            response.
        find_mismatch: Returns why a response cannot belong to a request, or None if it can. Takes the operation, the
            request object and the response.
        key_lifetime: Seconds from its first use for which an idempotency key may be sent: as long as the API remembers
            it, less the time that a request may take to arrive.
    """

    user_agent: str
    default_credentials: Callable[[], Credentials]
    error_from_response: Callable[[HTTPResponse], SDKError]
    is_definitive_rejection: Callable[[SDKError], bool]
    may_hide_response: Callable[[SDKError], bool]
    find_mismatch: Callable[[Operation[object], object, object], str | None]
    key_lifetime: float


class Settings(NamedTuple):
    """The configuration of a client. It never changes."""

    server: str
    service: Service
    security: SecuritySource = None
    retries: RetryConfig | None = None
    timeout: Timeout | None = None
    on_attempt: Callable[[Attempt], object] | None = None


class CallOptions(NamedTuple):
    """What a caller may set for one call; None takes the value of the client."""

    retries: RetryConfig | None = None
    timeout: Timeout | float | None = None
    idempotency_key: str | None = None
    headers: Mapping[str, str] | None = None

    def __repr__(self) -> str:
        """Leave out the headers, which may hold a key."""
        return f"CallOptions(retries={self.retries!r}, timeout={self.timeout!r})"


class CallContext:
    """What every call of a client is made with."""

    def __init__(self, settings: Settings, transport: Transport, clock: Clock) -> None:
        """Keep what every call needs."""
        self.settings = settings
        self.transport = transport
        self.clock = clock
        # Without a lock, which a forked process could inherit locked: adding to a deque and copying it cannot be
        # interrupted.
        self._rate_limits: deque[RateLimit] = deque(maxlen=_KEPT_RATE_LIMITS)

    @property
    def rate_limit(self) -> RateLimit:
        """The rate limit that the API reported last."""
        return newest(tuple(self._rate_limits))

    def note_rate_limit(self, rate_limit: RateLimit) -> None:
        """Note what a response says about the rate limit."""
        if rate_limit != RateLimit():
            self._rate_limits.append(rate_limit)

    async def sleep(self, seconds: float) -> None:
        """Wait on the clock of the client."""
        pause = self.clock.sleep(seconds)
        if pause is not None:
            await pause
