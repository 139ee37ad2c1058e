"""The sandbox sends webhooks to a receiver, which ends the waits of a client."""

from __future__ import annotations

from threading import Thread
from typing import TYPE_CHECKING, Any

import pytest
from flask import Flask, request
from werkzeug.serving import make_server

from codatsynccommerce import CodatSyncCommerce, webhooks
from codatsynccommerce.models import errors, operations, shared
from codatsynccommerce.sandbox import Sandbox

if TYPE_CHECKING:
    from collections.abc import Iterator


class Receiver:
    """A receiver that runs until it is stopped."""

    def __init__(self) -> None:
        self.secret = ""
        self.inbox = webhooks.Inbox()
        self.events: list[webhooks.Event] = []
        app = Flask("receiver")
        app.post("/codat")(self.receive)
        self.server = make_server("127.0.0.1", 0, app, threaded=True)
        self.thread = Thread(target=self.server.serve_forever, args=(0.02,))
        self.thread.start()

    def receive(self) -> Any:
        event = webhooks.parse(request.get_data(), request.headers, self.secret)
        self.events.append(event)
        self.inbox.put(event)
        return "", 204

    def stop(self) -> None:
        self.server.shutdown()
        self.thread.join()
        self.server.server_close()


@pytest.fixture
def receiver() -> Iterator[Receiver]:
    receiver = Receiver()
    yield receiver
    receiver.stop()


def created(s: CodatSyncCommerce, sandbox: Sandbox, name: str) -> operations.CreateAccountingCustomerResponse:
    customer = shared.AccountingCustomer(customer_name=name, status=shared.CustomerStatus.ACTIVE)
    return s.accounting_customers.create_accounting_customer(
        operations.CreateAccountingCustomerRequest(sandbox.company_id, sandbox.connection_id, customer)
    )


def test_webhooks_end_waits(receiver: Receiver) -> None:
    with Sandbox(webhooks=f"http://127.0.0.1:{receiver.server.port}/codat") as sandbox:
        receiver.secret = sandbox.webhook_secret
        security = shared.Security.from_api_key(sandbox.api_key)
        with CodatSyncCommerce(security=security, server_url=sandbox.url) as s:
            good, bad = created(s, sandbox, "Ada"), created(s, sandbox, "Please reject me")
            done = s.push_data.wait_for(good, inbox=receiver.inbox)
            assert done.changes
            assert done.changes[0].record_ref
            assert done.changes[0].record_ref.id
            assert [one.method for one in sandbox.requests] == ["POST", "POST"]
            with pytest.raises(errors.PushFailedError, match="reject"):
                s.push_data.wait_for(bad, inbox=receiver.inbox)
            assert [one.method for one in sandbox.requests] == ["POST", "POST", "GET"]


def test_every_event_of_the_sandbox_is_typed(receiver: Receiver) -> None:
    with Sandbox() as sandbox:
        receiver.secret = sandbox.webhook_secret
        sandbox.add_webhook(f"http://127.0.0.1:{receiver.server.port}/codat")
        security = shared.Security.from_api_key(sandbox.api_key)
        with CodatSyncCommerce(security=security, server_url=sandbox.url) as s:
            created(s, sandbox, "Ada")
            created(s, sandbox, "Please reject me")
            s.refresh_data.all(operations.RefreshCompanyDataRequest(sandbox.company_id))
            s.connections.delete_connection(
                operations.DeleteConnectionRequest(sandbox.company_id, sandbox.commerce_connection_id)
            )
            sandbox.finish_pending()
            s.companies.delete_company(operations.DeleteCompanyRequest(sandbox.company_id))
        deliveries = sandbox.deliver_webhooks(repeat=2, shuffle=3)
        assert {one.status for one in deliveries} == {204}
    assert {event.event_type for event in receiver.events} == {one.event_type for one in deliveries}
    assert {type(event) for event in receiver.events} >= {
        webhooks.CompanyDeletedEvent,
        webhooks.ConnectionDeletedEvent,
        webhooks.ReadCompletedEvent,
        webhooks.WriteSuccessfulEvent,
        webhooks.WriteUnsuccessfulEvent,
    }
    assert not any(isinstance(event, webhooks.UnknownEvent) for event in receiver.events)
