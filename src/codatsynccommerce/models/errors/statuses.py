"""The errors that are raised for a response with a status other than 2xx."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar

from ..._runtime.deprecation import deprecated
from ..._runtime.errors import SDKError
from ..._runtime.interop import DataclassesJsonConfig
from ..._runtime.lazy import LazyModule
from ..._runtime.typing_names import Self
from .. import shared

if TYPE_CHECKING:
    import marshmallow
    import requests
else:
    marshmallow = LazyModule("marshmallow")
    requests = LazyModule("requests")

_FIELDS = ("error", "service", "can_be_retried", "detailed_error_code", "validation", "correlation_id")
_KEPT = "kept for programs written for 0.3.0: read the attributes of the error instead"


class ErrorMessage(SDKError):  # noqa: N818 - the API's own name for its error document
    """The API responded with a status other than 2xx.

    See https://docs.codat.io/using-the-api/errors for what each status means.

    Attributes:
        error: The API's message about the failure, or None.
        service: Which of Codat's services or integrations failed, or None.
        can_be_retried: What the API says about a retry (nearly always `Unknown`), or None.
        detailed_error_code: A more specific code, or None. No public list of them exists.
        validation: Errors and warnings by field, or None.
    """

    error: str | None = None
    service: str | None = None
    can_be_retried: str | None = None
    detailed_error_code: int | None = None
    validation: shared.Validation | None = None

    dataclass_json_config = DataclassesJsonConfig()

    def __init__(
        self,
        message: str = "",
        status_code: int | None = None,
        body: str = "",
        raw_response: requests.Response | None = None,
        *,
        headers: Mapping[str, str] | None = None,
        error: str | None = None,
        service: str | None = None,
        can_be_retried: str | None = None,
        detailed_error_code: int | None = None,
        correlation_id: str | None = None,
        validation: shared.Validation | None = None,
    ) -> None:
        """Keep what is known about the failure. The keyword arguments are the fields of the API's error document.

        Tests of your program can create errors with them: `errors.ErrorMessage(status_code=404, error="Company not
        found")`.
        """
        super().__init__(message or error or "", status_code, body, raw_response, headers=headers)
        self.error = error
        self.service = service
        self.can_be_retried = can_be_retried
        self.detailed_error_code = detailed_error_code
        self.correlation_id = correlation_id
        self.validation = validation

    @classmethod
    @deprecated(_KEPT)
    def from_dict(cls, kvs: Mapping[str, Any]) -> Self:
        """Return the error for an error document, as version 0.3.0 did. Deprecated."""
        return _from_document(cls, _document().from_dict(kvs))

    @classmethod
    @deprecated(_KEPT)
    def from_json(cls, s: str | bytes) -> Self:
        """Return the error for the JSON text of an error document, as version 0.3.0 did. Deprecated."""
        return _from_document(cls, _document().from_json(s))

    @deprecated(_KEPT)
    def to_dict(self, encode_json: bool = False) -> dict[str, Any]:  # noqa: FBT001, FBT002 - as published
        """Return the error document, as version 0.3.0 did. Deprecated: read the attributes instead."""
        return _to_document(self).to_dict(encode_json=encode_json)

    @deprecated(_KEPT)
    def to_json(self, **formats: Any) -> str:
        """Return the error document as JSON text, as version 0.3.0 did. Deprecated: read the attributes instead."""
        return _to_document(self).to_json(**formats)

    @classmethod
    @deprecated(_KEPT)
    def schema(cls, **options: Any) -> marshmallow.Schema:
        """Return the marshmallow schema of the error document. Deprecated."""
        return _document().schema(**options)


_Error = TypeVar("_Error", bound=ErrorMessage)


def _document() -> type[shared.ErrorMessage]:
    from ..shared import ErrorMessage as Document  # noqa: PLC0415 - few programs call what needs it

    return Document


def _from_document(cls: type[_Error], document: shared.ErrorMessage) -> _Error:
    error = cls(document.error or "", document.status_code)
    for name in _FIELDS:
        setattr(error, name, getattr(document, name))
    return error


def _to_document(error: ErrorMessage) -> shared.ErrorMessage:
    return _document()(**{name: getattr(error, name) for name in (*_FIELDS, "status_code")})


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
    """409: the data is not synced yet, or another call is running."""


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
    """Return the class of the error for a status other than 2xx."""
    if status >= 500:  # noqa: PLR2004 - the first status of the 5XX class
        return ServerError
    return _BY_STATUS.get(status, ErrorMessage)
