"""The road of one request: options settled, attempts made, pauses taken, a response or an error handed back."""

from __future__ import annotations

import logging
import random
import time
from itertools import count
from typing import TYPE_CHECKING, Any, NamedTuple, TypeVar, cast

from ..models.errors.from_response import failure
from . import retry as retries
from .ambiguity import in_doubt
from .errors import APIConnectionError, ErrorMessage, RequestError, ResponseDecodeError, SDKError
from .headers import KEY, call_headers, header
from .http.messages import Exchange
from .retry import RetryConfig
from .security import authorization
from .timeout import Timeout

if TYPE_CHECKING:
    from collections.abc import Callable, Coroutine, Mapping

    from .http.messages import HTTPRequest, HTTPResponse
    from .http.transport import Transport
    from .operation import Operation
    from .security import SecuritySource

Response = TypeVar("Response")

_log = logging.getLogger("codatsynccommerce")
_log.addHandler(logging.NullHandler())
_LINE = "%s %s: %s in %.0f ms, attempt %d, correlation id %s"


class Clock(NamedTuple):
    """Time and chance, so that tests can bring their own."""

    monotonic: Callable[[], float] = time.monotonic
    now: Callable[[], float] = time.time
    sleep: Callable[[float], None] = time.sleep
    random: Callable[[], float] = random.random


class Settings(NamedTuple):
    """What a client was made with."""

    server: str
    security: SecuritySource = None
    retries: RetryConfig | None = None
    timeout: Timeout | None = None


class CallOptions(NamedTuple):
    """What a caller may set for one call; None takes what the client was made with."""

    retries: RetryConfig | None = None
    timeout: Timeout | float | None = None
    idempotency_key: str | None = None
    headers: Mapping[str, str] | None = None

    def __repr__(self) -> str:
        """Hide the headers, which may hold a key."""
        return f"CallOptions(retries={self.retries!r}, timeout={self.timeout!r})"


class _Call(NamedTuple):
    """One call under way: what all its attempts share."""

    operation: Operation[Any]
    wire: HTTPRequest
    headers: Mapping[str, str]
    key: str | None
    fresh: bool
    """Whether the key was made for this call, so that nobody else can have sent it before."""
    limits: Timeout
    rule: retries.Rule
    start: float


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
        call = self._prepare(operation, request, options, arguments)
        doubt = False
        for attempt in count(1):
            began = self.clock.monotonic()
            result, status = self._attempt(call, began)
            told = _told(call, status or type(result).__name__, self.clock.monotonic() - began, attempt, result)
            _log.debug(_LINE, *told)
            if not isinstance(result, SDKError):
                return cast("Response", result)
            doubt = in_doubt(operation, result, before=doubt, alone=attempt == 1 and call.fresh)
            seconds = self._pause(call, attempt, result)
            if seconds is None:
                result.attempts = 0 if isinstance(result, RequestError) else attempt
                result.idempotency_key = call.key
                result.maybe_applied = doubt
                raise result
            _log.warning(_LINE + ", next in %.3f s", *told, seconds)
            self.clock.sleep(seconds)
        raise AssertionError  # count() has no end

    def _prepare(
        self, operation: Operation[Response], request: Any, options: CallOptions, arguments: Mapping[str, Any] | None
    ) -> _Call:
        wire = operation.build_request(request, arguments)
        given = options.headers or {}
        headers = call_headers(
            authorization(self.settings.security),
            given,
            has_body=wire.body is not None,
            takes_idempotency_key=operation.takes_idempotency_key,
            key=options.idempotency_key,
        )
        config = RetryConfig.of(options.retries) or self.settings.retries
        return _Call(
            operation,
            wire,
            headers,
            key=headers[KEY] if operation.takes_idempotency_key else None,
            fresh=options.idempotency_key is None and header(given, KEY) is None,
            limits=_limits(self.settings.timeout if options.timeout is None else Timeout.of(options.timeout), config),
            rule=retries.rule(config, takes_idempotency_key=operation.takes_idempotency_key),
            start=self.clock.monotonic(),
        )

    def _attempt(self, call: _Call, began: float) -> tuple[Any, int | None]:
        """Send one request. Gives the response or the error, and the status where there is one."""
        left = max(call.limits.total - (began - call.start), 0.001)
        try:
            reply = _run(
                self.transport.send(self.settings.server, call.wire, call.headers, call.limits.within(left), Exchange())
            )
        except SDKError as error:
            return error, error.status_code
        if 200 <= reply.status < 300:  # noqa: PLR2004 - the class of statuses that say all is well
            return _read(call, reply), reply.status
        refused = failure(reply)
        refused.retry_after = retries.retry_after(reply.headers.get("Retry-After"), self.clock.now())
        return refused, reply.status

    def _pause(self, call: _Call, attempt: int, error: SDKError) -> float | None:
        if isinstance(error, ErrorMessage):
            outcome = retries.Outcome(error.status_code, error.retry_after)
        elif isinstance(error, APIConnectionError) and error.transient:
            outcome = retries.Outcome(None)
        else:
            return None
        elapsed = self.clock.monotonic() - call.start
        left = call.limits.total - elapsed
        return retries.pause(call.rule, attempt, outcome, elapsed=elapsed, left=left, random=self.clock.random())


def _run(coroutine: Coroutine[Any, Any, HTTPResponse]) -> HTTPResponse:
    """Run a coroutine that never suspends."""
    try:
        coroutine.send(None)
    except StopIteration as stop:
        return cast("HTTPResponse", stop.value)
    message = "a synchronous transport suspended"
    raise RuntimeError(message)


def _read(call: _Call, reply: HTTPResponse) -> Any:
    try:
        return call.operation.parse_response(reply, call.key)
    except ResponseDecodeError as error:
        return error


def _told(call: _Call, outcome: object, seconds: float, attempt: int, result: object) -> tuple[object, ...]:
    """Give what a log line may say of an attempt: of the path only the template, and nothing that was sent."""
    correlation_id = getattr(result, "correlation_id", None)
    return call.operation.method, call.operation.path, outcome, seconds * 1000, attempt, correlation_id


def _limits(chosen: Timeout | None, config: RetryConfig | None) -> Timeout:
    if chosen is not None:
        return chosen
    # A RetryConfig says how long the caller is ready to wait, and is obeyed to the letter.
    asked = config.backoff.max_elapsed_time / 1000 if config and config.backoff else 0
    return Timeout(total=max(asked, Timeout.total))
