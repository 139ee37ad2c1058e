"""What can be wrong with a webhook message."""

from ..._runtime.errors import SDKError


class WebhookVerificationError(SDKError):
    """A webhook message is not authentic: not signed with your secret, too old, too new, or malformed."""


class WebhookDecodeError(SDKError):
    """A webhook message is authentic, but its body is not an event."""
