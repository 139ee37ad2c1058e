"""The errors that a response with a status other than 2xx is raised as."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..._runtime.errors import SDKError

if TYPE_CHECKING:
    from ..shared import Validation


class ErrorMessage(SDKError):  # noqa: N818 - the API's own name for its error document
    """The API responded with a status other than 2xx.

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
    """403: the API key is outdated or may not do this."""


class NotFoundError(ErrorMessage):
    """404: the resource does not exist, or the platform does not support the data type."""


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
    """Return the class that a status other than 2xx is raised as."""
    if status >= 500:  # noqa: PLR2004 - the first status of the 5XX class
        return ServerError
    return _BY_STATUS.get(status, ErrorMessage)
