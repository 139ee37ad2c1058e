"""A stand-in for the API on this computer: for trying things out, and for testing your own code.

Needs the extra `sandbox`: `pip install 'codatsynccommerce[sandbox]'`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from codatsynccommerce._runtime.lazy import lazy

if TYPE_CHECKING:
    from .recorder import RecordedPush as RecordedPush
    from .recorder import RecordedRequest as RecordedRequest
    from .sandbox import Sandbox as Sandbox
    from .webhooks import WebhookDelivery as WebhookDelivery

__all__ = ["RecordedPush", "RecordedRequest", "Sandbox", "WebhookDelivery"]

# Loaded when first used: pytest imports this package in every run, for its fixture.
__getattr__, __dir__ = lazy(
    globals(),
    {
        "RecordedPush": ".recorder",
        "RecordedRequest": ".recorder",
        "Sandbox": ".sandbox",
        "WebhookDelivery": ".webhooks",
    },
)
