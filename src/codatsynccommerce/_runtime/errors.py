"""What can go wrong, as one tree of exceptions.

    SDKError                      the root: catch this one to catch all
    ├── RequestError              bad input, found before anything was sent
    ├── APIConnectionError        no (whole) answer came back
    │   ├── APITimeoutError       ... in the time the call had
    │   └── IncompleteAnswerError ... to the end: a 2xx that was cut, and so a ResponseDecodeError too
    ├── ResponseDecodeError       a 2xx answer that cannot be read
    ├── PaginationError           a list that goes in circles
    ├── PushError                 a push operation did not succeed
    │   ├── PushFailedError       ... and ended as Failed
    │   ├── PushTimedOutError     ... and ended as TimedOut: the record may still appear
    │   └── WaitTimeoutError      ... in the time that we had: wait again
    ├── WebhookVerificationError  a webhook message that is not authentic, see `models.errors.webhooks`
    ├── WebhookDecodeError        an authentic webhook message that is not an event
    └── ErrorMessage              any other status, with the API's error document
        ├── BadRequestError           400
        ├── AuthenticationError       401
        ├── PaymentRequiredError      402
        ├── PermissionDeniedError     403
        ├── NotFoundError             404
        ├── ConflictError             409
        ├── UnprocessableEntityError  422
        ├── RateLimitError            429
        └── ServerError               5XX

The HTTP status decides the class, whatever the body is.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping

    import requests

    from codatsynccommerce.models.shared import PushOperation, Validation

_LONGEST_WORDS = 500


class SDKError(Exception):
    """Root of every failure of this client.

    Attributes:
        message: One line of text, also `str(error)`.
        status_code: HTTP status of the answer, or None where there was none.
        body: Text of the answer, or an empty string.
        raw_response: The `requests.Response`, or None where there was none.
        headers: Headers of the answer (case-insensitive), empty where there was none.
        attempts: How many requests the call sent.
        maybe_applied: True when the call may have changed something at the API all the same.
        idempotency_key: Key that every attempt carried. Repeat the call with it to be safe.
        retry_after: Seconds that the API asked to wait, or None.
        correlation_id: Id of the failure in Codat's logs, for their support, or None.
        operations: Where it ended a wait, the last known states of all that were waited for; else empty.
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
        """Keep what is known of the failure."""
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
        self.operations: tuple[PushOperation, ...] = ()

    def __str__(self) -> str:
        """Say what happened in one line."""
        return self.message

    def __reduce__(self) -> tuple[Any, ...]:
        """Pickle and copy with every attribute, whatever the constructor of a subclass takes."""
        return (_rebuild, (type(self), self.__dict__.copy()))


class RequestError(SDKError):
    """The input cannot be sent. Nothing was sent."""


class APIConnectionError(SDKError):
    """No whole answer came back: the connection failed or broke.

    Attributes:
        transient: Whether trying again may help. False for a certificate that is not trusted.
    """

    transient: bool = True


class APITimeoutError(APIConnectionError):
    """No whole answer came back in the time that the call had."""


class ResponseDecodeError(SDKError):
    """The API said that all went well, but its answer cannot be read.

    The text names the spot, such as `results[17].orderLineItems[2].quantity`.
    """


class IncompleteAnswerError(APIConnectionError, ResponseDecodeError):
    """The API said that all went well, but the connection broke before its answer was whole."""


class PaginationError(SDKError):
    """A list never ends: the server gives the same pages again and again."""


class PushError(SDKError):
    """A push operation did not succeed.

    Attributes:
        operation: Its last known state, a `shared.PushOperation`; None where none was read.
    """

    operation: PushOperation | None = None


class PushFailedError(PushError):
    """The accounting software did not take the record. The text says why."""


class PushTimedOutError(PushError):
    """The API gave up waiting for the accounting software. The record may still appear: look before pushing again."""


class WaitTimeoutError(PushError):
    """The push operation was not finished in the time that we had. Wait again with the same key."""


class PushWarning(UserWarning):
    """The accounting software took a record, and says what it left out or changed."""


class ErrorMessage(SDKError):  # noqa: N818 - the API's own name for its error document
    """The API answered with a status other than 2xx.

    See https://docs.codat.io/using-the-api/errors for what each status means.

    Attributes:
        error: The API's words for the failure, or None.
        service: Which of Codat's services or integrations failed, or None.
        can_be_retried: What the API says of trying again (`Unknown` nearly always), or None.
        detailed_error_code: A finer code, or None. No public list of them exists.
        validation: Errors and warnings by field, or None.
    """

    error: str | None = None
    service: str | None = None
    can_be_retried: str | None = None
    detailed_error_code: int | None = None
    validation: Validation | None = None


class BadRequestError(ErrorMessage):
    """400: the request, its query or a field of its body is wrong."""


class AuthenticationError(ErrorMessage):
    """401: the API key is wrong or missing."""


class PaymentRequiredError(ErrorMessage):
    """402: a limit of the account is reached."""


class PermissionDeniedError(ErrorMessage):
    """403: the key is outdated or may not do this."""


class NotFoundError(ErrorMessage):
    """404: no such thing, or the platform does not support the data type."""


class ConflictError(ErrorMessage):
    """409: the data is not synced yet, or another call is in the way."""


class UnprocessableEntityError(ErrorMessage):
    """422: the idempotency key was used before with another body."""


class RateLimitError(ErrorMessage):
    """429: too many requests. `retry_after` says how long to wait."""


class ServerError(ErrorMessage):
    """5XX: the API, or something before it, failed."""


_BY_STATUS: dict[int, type[ErrorMessage]] = {
    400: BadRequestError,
    401: AuthenticationError,
    402: PaymentRequiredError,
    403: PermissionDeniedError,
    404: NotFoundError,
    409: ConflictError,
    422: UnprocessableEntityError,
    429: RateLimitError,
}


def class_for(status: int) -> type[ErrorMessage]:
    """Give the class that a status other than 2xx is raised as."""
    if status >= 500:  # noqa: PLR2004 - the first status of the 5XX class
        return ServerError
    return _BY_STATUS.get(status, ErrorMessage)


def one_line(text: str) -> str:
    """Fold text of the server's into one line of bearable length."""
    # What a terminal would obey is no text: it could hide the rest of a log.
    shown = "".join(char if char.isprintable() else " " for char in text[: 10 * _LONGEST_WORDS])
    folded = " ".join(shown.split())
    return folded if len(folded) <= _LONGEST_WORDS else folded[:_LONGEST_WORDS] + "..."


def _rebuild(kind: type[SDKError], state: dict[str, Any]) -> SDKError:
    error = kind.__new__(kind, state["message"])
    error.__dict__.update(state)
    return error


# Tracebacks and pickles name the place that users import them from.
for _one in [one for one in globals().values() if isinstance(one, type) and issubclass(one, (Exception, Warning))]:
    _one.__module__ = "codatsynccommerce.models.errors"
