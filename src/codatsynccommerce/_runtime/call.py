"""The pipeline of one call: prepare the request, send it, retry while that is safe, return the response or raise.

It is written once, as coroutines, for the synchronous and the asynchronous client. It can suspend at two points only:
in `Transport.send` and in `Clock.sleep`.
"""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING, Generic, TypeVar

from .ambiguity import may_have_been_applied, note_interruption
from .attempt_report import Attempt
from .errors import RequestError, ResponseMismatchError, SDKError
from .headers import IDEMPOTENCY_KEY, build_headers, get_header
from .http.messages import SUCCESS, Exchange
from .log import logger
from .rate_limit import RateLimit
from .retry import RetryConfig, parse_retry_after, policy_for, retry_delay
from .security import authorization
from .timeout import MAX_SECONDS, Timeout

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from .context import CallContext, CallOptions
    from .http.messages import HTTPResponse
    from .operation import Operation

Response = TypeVar("Response")

_LOG_FORMAT = "%s %s: %s in %.0f ms, attempt %d, correlation id %s"

_SHORTEST_LIMIT = 0.001
"""Shortest time limit of an attempt, in seconds: a limit of zero would mean none."""


class Call(Generic[Response]):
    """One call: what all its attempts share, and what is known about them."""

    def __init__(
        self,
        context: CallContext,
        operation: Operation[Response],
        request: object,
        options: CallOptions,
        arguments: Mapping[str, object] | None,
    ) -> None:
        """Build the request. Every attempt sends the same bytes.

        Raises:
            errors.RequestError: The request, a header or an option cannot be used.
        """
        settings, given = context.settings, options.headers or {}
        self._context = context
        self._settings = settings
        self._service = settings.service
        self._clock = context.clock
        self._operation = operation
        self._request = request
        self._http_request = operation.build_request(request, arguments)
        self._headers = build_headers(
            authorization(settings.security, self._service.default_credentials),
            given,
            user_agent=self._service.user_agent,
            has_body=self._http_request.body is not None,
            takes_idempotency_key=operation.takes_idempotency_key,
            key=options.idempotency_key,
        )
        self._key = self._headers[IDEMPOTENCY_KEY] if operation.takes_idempotency_key else None
        self._key_is_new = options.idempotency_key is None and get_header(given, IDEMPOTENCY_KEY) is None
        config = RetryConfig.of(options.retries) or settings.retries
        self._policy = policy_for(config, takes_idempotency_key=operation.takes_idempotency_key)
        self._limits = _limits(settings.timeout if options.timeout is None else Timeout.of(options.timeout), config)
        self._started = self._clock.monotonic()
        self._started_at = self._clock.now()
        self._exchange = Exchange()
        self._attempts = 0
        self._ambiguous = False

    async def run(self) -> Response:
        """Make attempts until one succeeds or another would not be safe or useful.

        Raises:
            errors.SDKError: The call failed.
        """
        try:
            return await self._run()
        except BaseException as interruption:
            if isinstance(interruption, SDKError) and interruption is not self._exchange.foreign:
                raise
            # It comes from elsewhere: a time limit of a task, Ctrl-C, a cancelled task, a hook. It passes through, with
            # a note of what it leaves open.
            if self._operation.is_write:
                maybe_applied = self._ambiguous or self._exchange.sent
                note_interruption(interruption, self._key, self._attempts, maybe_applied=maybe_applied)
                if isinstance(interruption, SDKError):  # Whoever catches it reads it there.
                    interruption.maybe_applied = interruption.maybe_applied or maybe_applied
            raise

    async def _run(self) -> Response:
        while True:
            self._attempts += 1
            began = self._clock.monotonic()
            try:
                response = await self._attempt()
            except SDKError as failure:
                if failure is self._exchange.foreign:
                    raise
                error = failure
            else:
                self._report(began, response)
                return response
            self._ambiguous = self._is_ambiguous(error)
            self._exchange = Exchange()  # What was sent so far has been judged.
            delay = self._delay(error)
            self._report(began, error, delay)
            if delay is not None:
                await self._context.sleep(delay)
            if delay is None or self._time_left() <= 0:
                error.attempts = self._attempts - isinstance(error, RequestError)  # Which was not sent.
                error.idempotency_key = self._key
                error.maybe_applied = self._ambiguous
                raise error

    async def _attempt(self) -> Response:
        """Send the request once and return the response."""
        limits = self._limits.within(max(self._time_left(), _SHORTEST_LIMIT))
        response = await self._context.transport.send(
            self._settings.server, self._http_request, self._headers, limits, self._exchange
        )
        if response.status not in SUCCESS:
            refusal = self._service.error_from_response(response)
            headers = response.headers
            refusal.retry_after = parse_retry_after(headers.get("Retry-After"), self._clock.now(), headers.get("Date"))
            raise refusal
        result = self._operation.parse_response(response, self._key)
        mismatch = self._service.find_mismatch(self._operation, self._request, result)
        if mismatch is not None:
            raise self._mismatch(response, mismatch)
        return result

    @staticmethod
    def _mismatch(response: HTTPResponse, reason: str) -> ResponseMismatchError:
        message = f"{response.status}: the response does not belong to the request: {reason}"
        return ResponseMismatchError(message, response.status, response.text, response.raw, headers=response.headers)

    def _is_ambiguous(self, error: SDKError) -> bool:
        return may_have_been_applied(
            self._operation,
            error,
            previous=self._ambiguous or self._exchange.repeated,
            key_is_new=self._key_is_new and self._attempts == 1 and not self._exchange.repeated,
            is_definitive_rejection=self._service.is_definitive_rejection,
            may_hide_response=self._service.may_hide_response,
        )

    def _delay(self, error: SDKError) -> float | None:
        """Return the seconds until the next attempt, or None if there should be none."""
        return retry_delay(
            self._policy,
            self._attempts,
            error,
            elapsed=self._clock.monotonic() - self._started,
            left=self._time_left(),
            random=self._clock.random(),
        )

    def _time_left(self) -> float:
        """Return the seconds until the call must end: by its time limit, and before the API forgets the key."""
        elapsed = self._clock.monotonic() - self._started
        left = self._limits.total - elapsed
        if self._key is None:
            return left
        # A suspended machine stops one of the two clocks; the greater age is the safe one.
        age = max(elapsed, self._clock.now() - self._started_at)
        return min(left, self._service.key_lifetime - age)

    def _report(self, began: float, outcome: Response | SDKError, delay: float | None = None) -> None:
        """Log an attempt and call the caller's hook, with the template of the path and nothing that was sent."""
        error = outcome if isinstance(outcome, SDKError) else None
        seconds = self._clock.monotonic() - began
        status: int | None = getattr(outcome, "status_code", None)
        rate_limit: RateLimit | None = getattr(outcome, "rate_limit", None)
        if rate_limit is not None:
            self._context.note_rate_limit(rate_limit)
        fields = (
            self._operation.method,
            self._operation.template,
            status or type(outcome).__name__,
            seconds * 1000,
            self._attempts,
            error.correlation_id if error else None,
        )
        with suppress(Exception):  # A handler that fails must not change the outcome of the call.
            logger().debug(_LOG_FORMAT, *fields)
            if delay is not None:
                logger().warning(_LOG_FORMAT + ", next in %.3f s", *fields, delay)
        if self._settings.on_attempt is not None:
            attempt = Attempt(
                operation=self._operation.name,
                method=self._operation.method,
                path=self._operation.template,
                server=self._settings.server,
                number=self._attempts,
                status=status,
                error=type(error).__name__ if error else None,
                started_at=self._clock.now() - seconds,
                seconds=seconds,
                idempotency_key=self._key,
                next_delay=delay,
            )
            self._tell(self._settings.on_attempt, attempt)

    @staticmethod
    def _tell(on_attempt: Callable[[Attempt], object], attempt: Attempt) -> None:
        try:
            on_attempt(attempt)
        except Exception as error:  # noqa: BLE001 - the hook must not change what becomes of the call
            with suppress(Exception):
                logger().warning("on_attempt raised %s", type(error).__name__)


def _limits(chosen: Timeout | None, config: RetryConfig | None) -> Timeout:
    if chosen is not None:
        return chosen
    if config is None or config.backoff is None:
        return _DEFAULT_LIMITS
    # A RetryConfig says how long the caller is ready to wait, and is followed exactly.
    return Timeout(total=min(max(config.backoff.max_elapsed_time / 1000, Timeout.total), MAX_SECONDS))


_DEFAULT_LIMITS = Timeout()
