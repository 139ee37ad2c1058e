"""What can go wrong. The tree is drawn in `codatsynccommerce._core.errors`."""

from codatsynccommerce._core.errors import (
    APIConnectionError,
    APITimeoutError,
    AuthenticationError,
    BadRequestError,
    ConflictError,
    ErrorMessage,
    NotFoundError,
    PaymentRequiredError,
    PermissionDeniedError,
    RateLimitError,
    RequestError,
    ResponseDecodeError,
    SDKError,
    ServerError,
    UnprocessableEntityError,
)

__all__ = [
    "APIConnectionError",
    "APITimeoutError",
    "AuthenticationError",
    "BadRequestError",
    "ConflictError",
    "ErrorMessage",
    "NotFoundError",
    "PaymentRequiredError",
    "PermissionDeniedError",
    "RateLimitError",
    "RequestError",
    "ResponseDecodeError",
    "SDKError",
    "ServerError",
    "UnprocessableEntityError",
]
