"""The road of one request: options settled, attempts made, pauses taken, a response or an error handed back."""

from __future__ import annotations

import logging
import random
import time
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any, TypeVar

from . import headers as header_rules
from . import retries
from .errors import APIConnectionError, ErrorMessage, RequestError, ResponseDecodeError, SDKError
from .failures import failure
from .options import Timeout

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from .operation import Operation
    from .options import RetryConfig
    from .reply import Wire
    from .security import SecuritySource
    from .transport import Transport

Response = TypeVar("Response")

_log = logging.getLogger("codatsynccommerce")
_log.addHandler(logging.NullHandler())


@dataclass(frozen=True)
class Clock:
    """Time and chance, so that tests can bring their own."""

    monotonic: Callable[[], float] = time.monotonic
    now: Callable[[], float] = time.time
    sleep: Callable[[float], None] = time.sleep
    random: Callable[[], float] = random.random


@dataclass(frozen=True)
class Settings:
    """What a client was made with."""

    server: str
    security: SecuritySource = field(default=None, repr=False)
    retries: RetryConfig | None = None
    timeout: Timeout | None = None


@dataclass(frozen=True)
class CallOptions:
    """What a caller may set for one call; None takes what the client was made with."""

    retries: RetryConfig | None = None
    timeout: Timeout | float | None = None
    idempotency_key: str | None = None
    headers: Mapping[str, str] | None = field(default=None, repr=False)


class Client:
    """Walks requests along the road."""

    def __init__(self, settings: Settings, transport: Transport, clock: Clock | None = None) -> None:
        """Keep what every call needs."""
        self.settings = settings
        self.transport = transport
        self.clock = clock or Clock()

    def call(
        self,
        operation: Operation[Response],
        request: Any,
        options: CallOptions,
        arguments: Mapping[str, Any] | None = None,
    ) -> Response:
        """Make one call: as many attempts as the rule allows, all with the same key and the same bytes.

        Arguments:
            operation: What to call.
            request: Its request object, None where it takes none.
            options: What the caller set for this call.
            arguments: Values of the query that the request object has no attribute for.

        Raises:
            errors.SDKError: The call failed.
        """
        wire = operation.wire(request, arguments)
        headers = header_rules.call_headers(
            self.settings.security,
            options.headers,
            has_body=wire.body is not None,
            keyed=operation.keyed,
            key=options.idempotency_key,
        )
        key = headers.get(header_rules.KEY) if operation.keyed else None
        key_is_ours = options.idempotency_key is None and header_rules.header(options.headers or {}, header_rules.KEY) is None
        config = options.retries or self.settings.retries
        rule = retries.rule(config, keyed=operation.keyed)
        limits = self._limits(options.timeout, config)
        start = self.clock.monotonic()
        attempt, doubt = 0, False
        while True:
            attempt += 1
            result = self._attempt(operation, wire, headers, limits, start, attempt, key)
            if not isinstance(result, SDKError):
                return result
            doubt = _doubt(operation, result, before=doubt, first=attempt == 1 and key_is_ours)
            seconds = self._pause(rule, attempt, result, limits, start)
            if seconds is None:
                result.attempts = 0 if isinstance(result, RequestError) else attempt
                result.idempotency_key = key
                result.maybe_applied = doubt
                raise result
            _log.warning(
                "%s %s: attempt %d failed with %s; next in %.3f s",
                operation.verb,
                operation.path,
                attempt,
                result.status_code or type(result).__name__,
                seconds,
            )
            self.clock.sleep(seconds)

    def _limits(self, given: Timeout | float | None, config: RetryConfig | None) -> Timeout:
        chosen = self.settings.timeout if given is None else Timeout.of(given)
        if chosen is not None:
            return chosen
        limits = Timeout()
        # A RetryConfig says how long the caller is ready to wait, and is obeyed to the letter.
        asked = config.backoff.max_elapsed_time / 1000 if config and config.backoff else 0
        return replace(limits, total=asked) if asked > limits.total else limits

    def _attempt(
        self,
        operation: Operation[Response],
        wire: Wire,
        headers: Mapping[str, str],
        limits: Timeout,
        start: float,
        attempt: int,
        key: str | None,
    ) -> Response | SDKError:
        began = self.clock.monotonic()
        left = max(limits.total - (began - start), 0.001)
        result: Response | SDKError
        status: int | None = None
        try:
            reply = self.transport.send(
                self.settings.server, wire, headers, connect=limits.connect, read=limits.read, left=left
            )
            status = reply.status
            if 200 <= status < 300:  # noqa: PLR2004 - the class of statuses that say all is well
                result = operation.read(reply, key)
            else:
                result = failure(reply)
                result.retry_after = retries.retry_after(reply.headers.get("Retry-After"), self.clock.now())
        except SDKError as error:
            result = error
            result.maybe_applied = result.maybe_applied or isinstance(error, ResponseDecodeError)
        _log.debug(
            "%s %s: %s in %.0f ms, attempt %d, correlation id %s",
            operation.verb,
            operation.path,
            status or type(result).__name__,
            (self.clock.monotonic() - began) * 1000,
            attempt,
            getattr(result, "correlation_id", None),
        )
        return result

    def _pause(self, rule: retries.Rule, attempt: int, error: SDKError, limits: Timeout, start: float) -> float | None:
        if isinstance(error, ErrorMessage):
            outcome = retries.Outcome(error.status_code, error.retry_after)
        elif isinstance(error, APIConnectionError) and error.transient:
            outcome = retries.Outcome(None)
        else:
            return None
        elapsed = self.clock.monotonic() - start
        left = limits.total - elapsed
        return retries.pause(rule, attempt, outcome, elapsed=elapsed, left=left, random=self.clock.random())


def _doubt(operation: Operation[Any], error: SDKError, *, before: bool, first: bool) -> bool:
    """Say whether a write may have happened, after an error and what the attempts before it left open.

    Arguments:
        operation: What was called.
        error: How the attempt ended.
        before: What the attempts before left open.
        first: Whether no other request can have carried the key: a 409 is then no sign of one that still runs.
    """
    if not operation.writes:
        return False
    status = error.status_code
    if not isinstance(error, ErrorMessage) or status is None:
        return before or error.maybe_applied
    if status >= 500 or status == 408:  # noqa: PLR2004 - it is not known how far the request came
        return True
    if status == 409:  # noqa: PLR2004
        return before or (operation.keyed and not first)
    # Under a key a plain refusal is the answer to every attempt: the API replays the first answer it gave.
    return before and not (operation.keyed and 400 <= status < 500 and status != 429)  # noqa: PLR2004
