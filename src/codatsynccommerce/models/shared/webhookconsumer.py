"""WebhookConsumer. Generated from api/platform.yaml by `make generate`."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import List, Optional

from codatsynccommerce._runtime.models import NULLABLE, Model


@dataclass
class WebhookConsumer(Model):
    """URL of yours that Codat sends events to."""

    company_id: Optional[str] = field(default=None, metadata=NULLABLE)
    """Identifier (UUID) of the only company whose events are sent. Superseded by `company_tags`."""

    company_tags: Optional[List[str]] = field(default=None, metadata=NULLABLE)
    """Tags as `key:value`. Only events of companies with one of these tags are sent."""

    disabled: Optional[bool] = field(default=None, metadata=NULLABLE)
    """Whether no events are sent. Codat sets it after five days of failed deliveries."""

    event_types: Optional[List[str]] = field(default=None, metadata=NULLABLE)
    """Types of events that are sent, such as `customers.write.successful`."""

    id: Optional[str] = None
    """Identifier (UUID) of the webhook consumer."""

    url: Optional[str] = None
    """Your endpoint that receives the events."""
