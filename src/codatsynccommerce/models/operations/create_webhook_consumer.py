"""Create webhook consumer. Generated from api/platform.yaml by `make generate`."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Optional

from codatsynccommerce._runtime.models import Response
from codatsynccommerce._runtime.operation import WHOLE_REQUEST, Operation
from codatsynccommerce.models import shared


@dataclass
class CreateWebhookConsumerResponse(Response["shared.WebhookConsumer"]):
    """The response of `create_consumer`."""

    webhook_consumer: Optional[shared.WebhookConsumer] = None
    """The new webhook consumer."""


CREATE_WEBHOOK_CONSUMER: Operation[CreateWebhookConsumerResponse] = Operation(
    name="create-webhook-consumer",
    method="POST",
    path="/webhooks",
    body=WHOLE_REQUEST,
    request=shared.CreateWebhookConsumer,
    response=CreateWebhookConsumerResponse,
    payload="webhook_consumer",
)
