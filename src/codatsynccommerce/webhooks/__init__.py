"""Receive webhooks: verify their signatures, read them as typed events, and settle waits with them.

`verify` checks a signature, `parse` also reads the event, and `Inbox` hands write events to
`s.push_data.wait_for`. `sign` signs a message to test a receiver with.

See docs/guides/webhooks.md and https://docs.codat.io/using-the-api/webhooks/overview.
"""

from __future__ import annotations

from codatsynccommerce.models import webhooks as _events
from codatsynccommerce.models.webhooks import *  # noqa: F403 - the events, which `_events.__all__` lists

from .inbox import Inbox
from .parsing import parse
from .signatures import sign, verify

__all__ = ["Inbox", "parse", "sign", "verify"]
__all__ += _events.__all__
