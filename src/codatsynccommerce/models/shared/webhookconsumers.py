"""WebhookConsumers. Generated from api/platform.yaml by `make generate`."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import List, Optional

from codatsynccommerce._runtime.models import NULLABLE, Model

from .webhookconsumer import WebhookConsumer


@dataclass
class WebhookConsumers(Model):
    """All webhook consumers of a client."""

    results: Optional[List[WebhookConsumer]] = field(default=None, metadata=NULLABLE)
    """The webhook consumers, at most 50."""
