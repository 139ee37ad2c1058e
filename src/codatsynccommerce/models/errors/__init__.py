"""What can go wrong, as one tree of exceptions.

::

    SDKError                          the root: catch this one to catch all
    ├── RequestError                  an argument is wrong; nothing was sent
    ├── APIConnectionError            no complete response arrived
    │   ├── APITimeoutError           ... within the time limit
    │   └── IncompleteResponseError   ... although it began with a 2xx; also a ResponseDecodeError
    ├── ResponseDecodeError           a 2xx response that cannot be read
    │   └── ResponseMismatchError     ... or belongs to another request
    ├── PaginationError               a list whose pages repeat
    ├── PushError                     a push operation, or a wait for anything, did not succeed
    │   ├── PushFailedError           ... it ended as Failed
    │   ├── PushTimedOutError         ... it ended as TimedOut: the record may still appear
    │   ├── RefreshFailedError        ... a refresh ended in an error
    │   ├── SyncFailedError           ... a sync failed
    │   └── WaitTimeoutError          ... it was not finished in time: wait again
    ├── WebhookVerificationError      a webhook message that is not authentic, see `models.errors.webhooks`
    ├── WebhookDecodeError            an authentic webhook message that is not an event
    ├── CallInterruptedError          never raised: tells what is known about a write that another exception ended
    └── ErrorMessage                  any status other than 2xx, with the API's error document
        ├── BadRequestError           400
        ├── AuthenticationError       401
        ├── PaymentRequiredError      402
        ├── PermissionDeniedError     403
        ├── NotFoundError             404
        ├── ConflictError             409
        ├── UnprocessableEntityError  422
        ├── RateLimitError            429
        └── ServerError               5XX

    PushWarning                       a warning: what the accounting software left out or changed

The HTTP status decides the class, whatever the body is.
"""

from ..._runtime.errors import (
    APIConnectionError,
    APITimeoutError,
    CallInterruptedError,
    IncompleteResponseError,
    PaginationError,
    RequestError,
    ResponseDecodeError,
    ResponseMismatchError,
    SDKError,
    set_public_module,
)
from .. import shared as shared  # The hints of the errors name it, in the module that they say they are of.
from .outcomes import (
    PushError,
    PushFailedError,
    PushTimedOutError,
    PushWarning,
    RefreshFailedError,
    SyncFailedError,
    WaitTimeoutError,
)
from .statuses import (
    AuthenticationError,
    BadRequestError,
    ConflictError,
    ErrorMessage,
    NotFoundError,
    PaymentRequiredError,
    PermissionDeniedError,
    RateLimitError,
    ServerError,
    UnprocessableEntityError,
)
from .webhooks import WebhookDecodeError, WebhookVerificationError

__all__ = [
    "APIConnectionError",
    "APITimeoutError",
    "AuthenticationError",
    "BadRequestError",
    "CallInterruptedError",
    "ConflictError",
    "ErrorMessage",
    "IncompleteResponseError",
    "NotFoundError",
    "PaginationError",
    "PaymentRequiredError",
    "PermissionDeniedError",
    "PushError",
    "PushFailedError",
    "PushTimedOutError",
    "PushWarning",
    "RateLimitError",
    "RefreshFailedError",
    "RequestError",
    "ResponseDecodeError",
    "ResponseMismatchError",
    "SDKError",
    "ServerError",
    "SyncFailedError",
    "UnprocessableEntityError",
    "WaitTimeoutError",
    "WebhookDecodeError",
    "WebhookVerificationError",
]

set_public_module(globals(), __name__)
