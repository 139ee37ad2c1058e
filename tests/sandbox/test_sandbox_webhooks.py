"""Events that the sandbox sends to a receiver: signed, repeated, out of order, and again until they are accepted."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
import standardwebhooks
from support.bookshop import Shop, bookshop
from support.conformance import mismatches
from support.webhook_receiver import Received, WebhookReceiver

from codatsynccommerce import webhooks
from codatsynccommerce.models import shared
from codatsynccommerce.sandbox import Sandbox
from codatsynccommerce.sandbox.description import document
from codatsynccommerce.sandbox.webhooks import SECRET

if TYPE_CHECKING:
    from collections.abc import Iterator


@pytest.fixture
def shop() -> Iterator[Shop]:
    with bookshop() as opened:
        yield opened


@pytest.fixture
def receiver() -> Iterator[WebhookReceiver]:
    with WebhookReceiver(SECRET) as opened:
        yield opened


def test_finished_push_is_reported(shop: Shop, receiver: WebhookReceiver) -> None:
    shop.sandbox.add_webhook(receiver.url)
    key = shop.push("Ada").push_operation_key
    assert shop.sandbox.deliver_webhooks() == ()
    shop.sandbox.finish_pending()
    (delivery,) = shop.sandbox.deliver_webhooks()
    (message,) = receiver.messages
    assert (delivery.event_type, delivery.status) == ("customers.write.successful", 204)
    assert delivery.event_id == message.message_id == message.event["id"]
    payload = message.event["payload"]
    assert (payload["id"], payload["status"], payload["type"]) == (key, "Success", "Create")
    assert payload["connectionId"] == shop.sandbox.connection_id
    assert payload["referenceCompany"]["id"] == shop.sandbox.company_id
    change = (shop.read(key).changes or [])[0]
    assert change.record_ref is not None
    assert payload["record"] == {"id": change.record_ref.id}


def test_failed_push_is_reported_without_its_reason(shop: Shop, receiver: WebhookReceiver) -> None:
    shop.sandbox.add_webhook(receiver.url)
    shop.push("please reject me")
    shop.push("timeout")
    shop.sandbox.finish_pending()
    shop.sandbox.deliver_webhooks()
    assert receiver.event_types == ["customers.write.unsuccessful"] * 2
    payloads = [message.event["payload"] for message in receiver.messages]
    assert [payload["status"] for payload in payloads] == ["Failed", "TimedOut"]
    assert not any("record" in payload or "validation" in payload for payload in payloads)


def test_messages_satisfy_another_verifier(shop: Shop, receiver: WebhookReceiver) -> None:
    shop.sandbox.add_webhook(receiver.url)
    shop.push()
    shop.sandbox.finish_pending()
    shop.sandbox.deliver_webhooks()
    (message,) = receiver.messages
    assert standardwebhooks.Webhook(shop.sandbox.webhook_secret).verify(message.body, message.headers) == message.event


def test_messages_repeat_under_the_same_id(shop: Shop, receiver: WebhookReceiver) -> None:
    shop.sandbox.add_webhook(receiver.url)
    shop.push()
    shop.sandbox.finish_pending()
    assert len(shop.sandbox.deliver_webhooks(repeat=3)) == 3
    assert len({message.message_id for message in receiver.messages}) == 1
    assert len({message.body for message in receiver.messages}) == 1
    assert shop.sandbox.deliver_webhooks() == ()


@pytest.mark.parametrize("seed", [1, 2])
def test_seed_decides_the_order_of_messages(seed: int, receiver: WebhookReceiver) -> None:
    orders: list[list[Any]] = []
    for _ in range(2):
        with bookshop() as shop:
            shop.sandbox.add_webhook(receiver.url)
            keys = [shop.push(f"Customer {number}").push_operation_key for number in range(8)]
            shop.sandbox.finish_pending()
            receiver.messages.clear()
            shop.sandbox.deliver_webhooks(shuffle=seed)
            orders.append([keys.index(message.event["payload"]["id"]) for message in receiver.messages])
    assert orders[0] == orders[1]
    assert orders[0] != sorted(orders[0]) == list(range(8))


def test_refused_message_is_sent_again(shop: Shop) -> None:
    statuses = iter([500, 302, 200])
    with WebhookReceiver(SECRET, lambda _received: next(statuses)) as receiver:
        shop.sandbox.add_webhook(receiver.url)
        shop.push()
        shop.sandbox.finish_pending()
        sent = [delivery.status for _ in range(4) for delivery in shop.sandbox.deliver_webhooks()]
    assert sent == [500, 302, 200]
    assert len({message.message_id for message in receiver.messages}) == 1


def test_message_is_dropped_after_nine_attempts(shop: Shop) -> None:
    with WebhookReceiver(SECRET, lambda _received: 500) as receiver:
        shop.sandbox.add_webhook(receiver.url)
        shop.push()
        shop.sandbox.finish_pending()
        sent = [len(shop.sandbox.deliver_webhooks()) for _ in range(10)]
    assert sent == [1] * 9 + [0]


def test_receiver_that_is_down_is_retried(shop: Shop) -> None:
    with WebhookReceiver(SECRET) as closed:
        shop.sandbox.add_webhook(closed.url)
    shop.push()
    shop.sandbox.finish_pending()
    (delivery,) = shop.sandbox.deliver_webhooks()
    assert (delivery.status, delivery.is_accepted) == (None, False)
    assert len(shop.sandbox.deliver_webhooks()) == 1


def test_receiver_gets_what_it_subscribed_to(shop: Shop, receiver: WebhookReceiver) -> None:
    shop.sandbox.add_webhook(receiver.url, ["company.created", "connection.connected"])
    company = shop.client.company_management.create_company(shared.CreateCompany(name="Henley Records")).company
    assert company is not None
    connection = shop.raw("POST", f"/meta/companies/{company.id}/connections", b'"gbol"').json()
    shop.sandbox.link(connection["id"])
    shop.push()
    shop.sandbox.finish_pending()
    shop.sandbox.deliver_webhooks()
    assert receiver.event_types == ["company.created", "connection.connected"]
    assert receiver.messages[0].event["payload"]["name"] == "Henley Records"
    assert receiver.messages[1].event["payload"]["connection"]["status"] == "Linked"


def test_every_kind_of_event_occurs() -> None:
    midnight = 1_700_006_400.0
    now = [midnight - 60]
    with WebhookReceiver(SECRET, now=lambda: now[0]) as own, bookshop(quota=14, now=lambda: now[0]) as shop:
        shop.sandbox.add_webhook(own.url)
        company = shop.raw("POST", "/meta/companies/sync", b'{"name": "Henley Records"}').json()["id"]
        connection = shop.raw("POST", f"/meta/companies/{company}/connections", b'"gbol"').json()["id"]
        path = f"/companies/{company}/connections/{connection}"
        shop.sandbox.link(connection)
        shop.raw("POST", f"/companies/{company}/data/all")
        shop.raw("POST", f"{path}/push/customers", b'{"status": "Active", "customerName": "Ada"}')
        shop.sandbox.finish_pending()
        shop.raw("PATCH", path, b'{"status": "Unlinked"}')
        shop.sandbox.link(connection)
        shop.raw("DELETE", path)
        shop.raw("DELETE", f"/companies/{company}")
        while shop.raw("GET", "/meta/companies").status_code == 200:
            pass
        now[0] = midnight
        shop.get("/meta/companies")
        shop.sandbox.deliver_webhooks()
    for message in own.messages:
        event = webhooks.parse(message.body, message.headers, SECRET, now=lambda: now[0], tolerance=100)
        assert not isinstance(event, webhooks.UnknownEvent)
        assert mismatches(_schema(message.event["eventType"]), message.event) == []
    assert list(dict.fromkeys(own.event_types)) == [
        "company.created",
        "connection.created",
        "connection.connected",
        "read.completed.initial",
        "read.completed",
        "customers.write.successful",
        "connection.disconnected",
        "connection.reconnected",
        "connection.deleted",
        "company.deleted",
        "client.rateLimit.reached",
        "client.rateLimit.reset",
    ]


def test_events_can_be_sent_as_they_occur() -> None:
    with WebhookReceiver(SECRET) as receiver, bookshop(webhooks=receiver.url) as shop:
        key = shop.push().push_operation_key
        assert receiver.wait_for("customers.write.successful")["payload"]["id"] == key


def test_refused_event_is_resent_at_once() -> None:
    statuses = iter([503, 200])
    with (
        WebhookReceiver(SECRET, lambda _received: next(statuses)) as receiver,
        bookshop(webhooks=receiver.url) as shop,
    ):
        shop.push()
        receiver.wait_for("customers.write.successful", times=2)
    assert len({message.message_id for message in receiver.messages}) == 1


def test_receiver_may_call_the_api(shop: Shop) -> None:
    seen: list[int] = []

    def respond(received: Received) -> int:
        key = received.event["payload"]["id"]
        seen.append(shop.raw("GET", f"{shop.company}/push/{key}").status_code)
        return 200

    with WebhookReceiver(SECRET, respond) as receiver:
        shop.sandbox.add_webhook(receiver.url)
        shop.push()
        shop.sandbox.finish_pending()
        shop.sandbox.deliver_webhooks()
    assert seen == [200]


@pytest.mark.parametrize(
    "url",
    [
        "http://shop.example/hooks",
        "https://127.0.0.1/hooks",
        "ftp://localhost",
        "http://[",
        "http://127.0.0.1:99999/",
        "http://127.0.0.1/\u00fc",
    ],
)
def test_webhooks_go_to_this_computer_alone(url: str) -> None:
    with pytest.raises(ValueError, match="this computer"):
        Sandbox(webhooks=url)
    with Sandbox() as sandbox, pytest.raises(ValueError, match="this computer"):
        sandbox.add_webhook(url)


def _schema(event_type: str) -> Any:
    """Return the description's schema of an event."""
    described = document()["webhooks"]
    name = (
        event_type
        if event_type in described
        else event_type.replace(event_type.split(".", maxsplit=1)[0], "{dataType}", 1)
    )
    return described[name]["post"]["requestBody"]["content"]["application/json"]["schema"]
