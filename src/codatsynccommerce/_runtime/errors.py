"""The errors of an HTTP client: the generic part of the error tree.

`models.errors` draws the whole tree and adds what is the API's own.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from .lazy import LazyModule
from .rate_limit import RateLimit

if TYPE_CHECKING:
    import requests
else:
    requests = LazyModule("requests")

_MAX_LENGTH = 500


class SDKError(Exception):
    """Root of every error that this client raises.

    Attributes:
        message: One line of text, also `str(error)`.
        status_code: HTTP status of the response, or None if there was none.
        body: Text of the response, or an empty string.
        raw_response: The `requests.Response`, or None if there was none.
        headers: Headers of the response (case-insensitive), empty if there was none.
        attempts: How many requests the call sent.
        maybe_applied: True if the call may nevertheless have changed something at the API.
        idempotency_key: Key that every attempt carried. To repeat the call safely, pass this key.
        retry_after: Seconds that the API asked to wait, or None.
        correlation_id: Id of the failure in the API's logs, for its support, or None.
        operations: If it ended a wait, the last known states of everything that was waited for; else empty.
    """

    def __init__(
        self,
        message: str,
        status_code: int | None = None,
        body: str = "",
        raw_response: requests.Response | None = None,
        *,
        headers: Mapping[str, str] | None = None,
    ) -> None:
        """Keep what is known about the failure."""
        super().__init__(message)
        self.message = message
        self.status_code = status_code
        self.body = body
        self.raw_response = raw_response
        self.headers: Mapping[str, str] = {} if headers is None else headers
        self.attempts = 0
        self.maybe_applied = False
        self.idempotency_key: str | None = None
        self.retry_after: float | None = None
        self.correlation_id: str | None = None
        self.operations: tuple[Any, ...] = ()

    @property
    def rate_limit(self) -> RateLimit:
        """How many requests the API still allows: `limit`, `remaining` and `reset`, each None if it does not say."""
        return RateLimit.of(self.headers)

    def __str__(self) -> str:
        """Return what happened in one line."""
        return self.message

    def __reduce__(self) -> tuple[object, ...]:
        """Pickle and copy with every attribute, whatever the constructor of a subclass takes."""
        return (_rebuild, (type(self), self.__dict__.copy()))


class RequestError(SDKError):
    """The request cannot be sent: an argument is wrong. Nothing was sent."""


class APIConnectionError(SDKError):
    """No complete response arrived: the connection failed or broke.

    Attributes:
        transient: Whether another attempt may succeed. False for a certificate that is not trusted.
    """

    transient: bool = True


class APITimeoutError(APIConnectionError):
    """No complete response arrived within the time limit of the call."""


class ResponseDecodeError(SDKError):
    """The API reported success, but its response cannot be read.

    The text names the field, such as `results[17].orderLineItems[2].quantity`.
    """


class IncompleteResponseError(APIConnectionError, ResponseDecodeError):
    """The API reported success, but the connection broke before its response was complete."""


class ResponseMismatchError(ResponseDecodeError):
    """The API reported success, but the response belongs to another request: a cache or a gateway mixed them up."""


class CallInterruptedError(SDKError):
    """What is known about a write that another exception ended: Ctrl-C, a cancelled task, a task's time limit.

    It is never raised. It is the last in the chain of causes of the exception that ended the call, where
    `CallInterruptedError.of(error)` finds it. It has the `idempotency_key` of the write, and `maybe_applied`.
    """

    @classmethod
    def of(cls, error: BaseException | None) -> CallInterruptedError | None:
        """Return what is known about the write that an exception ended, or None if it ended none.

        Arguments:
            error: The exception that you caught, such as a `TimeoutError` or `asyncio.CancelledError`.
        """
        chain: list[BaseException] = []
        while error is not None and error not in chain:  # `raise error from error` is a circle.
            if isinstance(error, cls):
                return error
            chain.append(error)
            error = error.__cause__ or error.__context__
        return None


class PaginationError(SDKError):
    """A list never ends: the server returns the same pages again and again."""


def one_line(text: str) -> str:
    """Return text from a server as one line of limited length, without control characters."""
    shown = "".join(char if char.isprintable() else " " for char in text[: 10 * _MAX_LENGTH])
    folded = " ".join(shown.split())
    return folded if len(folded) <= _MAX_LENGTH else folded[:_MAX_LENGTH] + "..."


def set_public_module(names: Mapping[str, object], module: str) -> None:
    """Make tracebacks and pickles name the module that users import the exceptions from.

    Arguments:
        names: The globals of the module that defines them.
        module: The module to name.
    """
    for value in names.values():
        if isinstance(value, type) and issubclass(value, (Exception, Warning)):
            value.__module__ = module


def _rebuild(kind: type[SDKError], state: dict[str, object]) -> SDKError:
    error = kind.__new__(kind, state["message"])
    error.__dict__.update(state)
    return error
