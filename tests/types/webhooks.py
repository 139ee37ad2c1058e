"""What type checkers report about webhooks. Read by mypy and pyright, never run."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import flask
from typing_extensions import assert_type

from codatsynccommerce import CodatSyncCommerce, webhooks
from codatsynccommerce.models import operations, shared

if TYPE_CHECKING:
    import fastapi


async def receivers(request: fastapi.Request) -> None:
    assert_type(webhooks.parse(await request.body(), request.headers, "whsec_"), webhooks.Event)
    webhooks.verify(flask.request.get_data(), flask.request.headers, ["whsec_"], tolerance=timedelta(minutes=1))
    webhooks.verify(b"", {"webhook-id": "1"}, ("whsec_",), now=lambda: 5.0)
    webhooks.verify(b"", [(b"webhook-id", b"1")], "whsec_")
    webhooks.verify("text", {}, "whsec_")  # type: ignore[arg-type] # pyright: ignore[reportArgumentType]
    assert_type(webhooks.sign(b"", "whsec_"), dict[str, str])


def events(event: webhooks.Event) -> None:
    assert_type(event.event_type, str)
    if isinstance(event, webhooks.WriteSuccessfulEvent):
        assert_type(event.payload, webhooks.WriteCompletion)
    match event:
        case webhooks.CompanyCreatedEvent(payload=company):
            assert_type(company, shared.Company)
        case _:
            pass


def waits(s: CodatSyncCommerce, created: operations.CreateAccountingCustomerResponse, event: webhooks.Event) -> None:
    inbox = webhooks.Inbox()
    assert_type(inbox.put(event), bool)
    assert_type(s.push_data.wait_for(created, inbox=inbox), shared.PushOperation)
