"""CreateWebhookConsumer. Generated from api/platform.yaml by `make generate`."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Dict, List, Optional

from codatsynccommerce._runtime.models import NULLABLE, InputModel


@dataclass
class CreateWebhookConsumer(InputModel):
    """Request to send events to a URL."""

    company_tags: Optional[List[str]] = None
    """Tags as `key:value`, at most 10. Only events of companies with one of these tags are sent."""

    disabled: Optional[bool] = field(default=None, metadata=NULLABLE)
    """Whether to send no events for now."""

    event_types: Optional[List[str]] = None
    """Types of events to send, such as `customers.write.successful`."""

    url: Optional[str] = None
    """Your HTTPS endpoint that receives the events."""

    extra: Optional[Dict[str, Any]] = field(default=None, kw_only=True, repr=False)
    """Fields to send that are not named above, by their JSON names, for what a single integration accepts."""
