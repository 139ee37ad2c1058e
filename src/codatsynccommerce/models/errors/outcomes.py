"""The errors that end a wait: the operation failed, or was not finished in time."""

from __future__ import annotations

from ..._runtime.errors import SDKError
from .. import shared


class PushError(SDKError):
    """A push operation did not succeed.

    Attributes:
        operation: Its last known state, a `shared.PushOperation`; None if none was read.
    """

    operation: shared.PushOperation | None = None


class PushFailedError(PushError):
    """The accounting software rejected the record. The text says why."""


class PushTimedOutError(PushError):
    """The API stopped waiting for the accounting software. The record may still appear: check before you push again."""


class RefreshFailedError(PushError):
    """A refresh ended in an error. The text says why; `operations` holds the refresh."""


class SyncFailedError(PushError):
    """A sync failed. The text says why; `operations` holds the sync."""


class WaitTimeoutError(PushError):
    """The operation was not finished within the time limit of the wait. Wait for it again."""


class PushWarning(UserWarning):
    """The accounting software accepted a record, but left out or changed something; the text says what."""
