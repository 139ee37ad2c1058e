"""Delete webhook consumer. Generated from api/platform.yaml by `make generate`."""

from __future__ import annotations

from dataclasses import dataclass

from codatsynccommerce._runtime.models import Request, Response
from codatsynccommerce._runtime.operation import Operation


@dataclass
class DeleteWebhookConsumerRequest(Request):
    """The request of `delete_consumer`."""

    webhook_id: str
    """Identifier (UUID) of the webhook consumer, as returned by `s.webhook_consumers.list_consumers`."""


@dataclass
class DeleteWebhookConsumerResponse(Response[None]):
    """The response of `delete_consumer`."""


DELETE_WEBHOOK_CONSUMER: Operation[DeleteWebhookConsumerResponse] = Operation(
    name="delete-webhook-consumer",
    method="DELETE",
    path="/webhooks/{webhook_id}",
    request=DeleteWebhookConsumerRequest,
    response=DeleteWebhookConsumerResponse,
)
