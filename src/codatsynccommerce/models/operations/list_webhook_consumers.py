"""List webhook consumers. Generated from api/platform.yaml by `make generate`."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Optional

from codatsynccommerce._runtime.models import ListResponse
from codatsynccommerce._runtime.operation import Operation
from codatsynccommerce.models import shared


@dataclass
class ListWebhookConsumersResponse(ListResponse["shared.WebhookConsumers"]):
    """The response of `list_consumers`."""

    webhook_consumers: Optional[shared.WebhookConsumers] = None
    """All webhook consumers of the client."""


LIST_WEBHOOK_CONSUMERS: Operation[ListWebhookConsumersResponse] = Operation(
    name="list-webhook-consumers",
    method="GET",
    path="/webhooks",
    response=ListWebhookConsumersResponse,
    payload="webhook_consumers",
)
