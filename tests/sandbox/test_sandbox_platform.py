"""Operations of the Platform API: companies, connections, receivers of webhooks, settings."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

import pytest
from support.bookshop import Shop, bookshop
from support.webhook_receiver import WebhookReceiver

from codatsynccommerce.sandbox.seed import ids

if TYPE_CHECKING:
    from collections.abc import Iterator


@pytest.fixture
def shop() -> Iterator[Shop]:
    with bookshop() as opened:
        yield opened


def _send(shop: Shop, method: str, path: str, body: Any, status: int = 200) -> Any:
    response = shop.raw(method, path, json.dumps(body).encode())
    assert response.status_code == status, response.text
    return response.json() if response.content else None


def test_company_is_created_without_connections(shop: Shop) -> None:
    company = _send(shop, "POST", "/companies", {"name": "Henley Records"})
    assert company["dataConnections"] == []
    assert shop.get("/companies")["results"][-1] == company
    _send(shop, "POST", "/companies", {}, status=400)


def test_connection_takes_an_object(shop: Shop) -> None:
    path = f"{shop.company}/connections"
    connection = _send(shop, "POST", path, {"platformKey": "qhyg"})
    assert (connection["platformName"], connection["status"]) == ("QuickBooks Online", "PendingAuth")
    assert shop.get(path)["results"][-1] == connection
    for body in ("qhyg", {"platformKey": "zzzz"}, {}):
        _send(shop, "POST", path, body, status=400)


def test_credentials_link_a_connection(shop: Shop) -> None:
    connection = _send(shop, "POST", f"{shop.company}/connections", {"platformKey": "fqly"})["id"]
    path = f"{shop.company}/connections/{connection}/authorization"
    _send(shop, "PUT", path, {}, status=400)
    assert _send(shop, "PUT", path, {"shopUrl": "https://marlow-books.example"})["status"] == "Linked"
    assert shop.get(f"{shop.company}/connections/{connection}")["status"] == "Linked"


@pytest.mark.parametrize(
    ("tags", "expected"),
    [
        ("region=uk", ["Marlow Books", "Henley Records"]),
        ("region!=uk", ["Windsor Toys"]),
        ("region~U", ["Marlow Books", "Henley Records"]),
        ("region=uk&&sales team=north", ["Henley Records"]),
        ("{region=uk&&sales team!=north}||region=fr", ["Marlow Books", "Windsor Toys"]),
        ("colour=red", []),
    ],
)
def test_companies_are_filtered_by_tags(shop: Shop, tags: str, expected: list[str]) -> None:
    _send(shop, "POST", "/companies", {"name": "Henley Records", "tags": {"region": "uk", "sales team": "north"}})
    _send(shop, "POST", "/companies", {"name": "Windsor Toys", "tags": {"region": "fr"}})
    listed = shop.get(f"/companies?tags={quote(tags)}")["results"]
    assert [company["name"] for company in listed] == expected


@pytest.mark.parametrize("tags", ["region", "region>uk", "region=uk&&", "=uk"])
def test_malformed_filter_by_tags_is_a_400(shop: Shop, tags: str) -> None:
    assert shop.raw("GET", f"/companies?tags={quote(tags)}").status_code == 400


def test_access_tokens_are_new_each_time(shop: Shop) -> None:
    first, second = (shop.get(f"{shop.company}/accessToken") for _ in range(2))
    assert first["accessToken"] != second["accessToken"]
    assert (first["tokenType"], first["expiresIn"]) == ("Bearer", 86400)


def test_webhook_consumer_is_created_listed_and_deleted(shop: Shop) -> None:
    with WebhookReceiver(shop.sandbox.webhook_secret) as receiver:
        body = {"url": receiver.url, "eventTypes": ["company.created"], "companyTags": ["region:uk"]}
        consumer = _send(shop, "POST", "/webhooks", body, status=201)
        assert "secret" not in consumer
        assert shop.get("/webhooks")["results"][-1] == consumer
        _send(shop, "POST", "/companies", {"name": "Henley Records", "tags": {"region": "uk"}})
        _send(shop, "POST", "/companies", {"name": "Windsor Toys", "tags": {"region": "fr"}})
        shop.sandbox.deliver_webhooks()
        assert [message.event["payload"]["name"] for message in receiver.messages] == ["Henley Records"]
        assert shop.raw("DELETE", f"/webhooks/{consumer['id']}").status_code == 204
        assert shop.raw("DELETE", f"/webhooks/{consumer['id']}").status_code == 404
        _send(shop, "POST", "/companies", {"name": "Eton Stamps", "tags": {"region": "uk"}})
        assert shop.sandbox.deliver_webhooks() == ()


def test_disabled_webhook_consumer_gets_nothing(shop: Shop) -> None:
    with WebhookReceiver(shop.sandbox.webhook_secret) as receiver:
        _send(shop, "POST", "/webhooks", {"url": receiver.url, "disabled": True}, status=201)
        shop.push()
        shop.sandbox.finish_pending()
        assert shop.sandbox.deliver_webhooks() == ()


@pytest.mark.parametrize("body", [{}, {"url": "shop"}, {"url": "http://127.0.0.1/", "companyTags": ["a:b"] * 11}])
def test_invalid_webhook_consumer_is_a_400(shop: Shop, body: dict[str, Any]) -> None:
    _send(shop, "POST", "/webhooks", body, status=400)


def test_client_has_at_most_fifty_consumers(shop: Shop) -> None:
    for _ in range(50 - len(shop.get("/webhooks")["results"])):
        _send(shop, "POST", "/webhooks", {"url": "https://shop.example/"}, status=201)
    _send(shop, "POST", "/webhooks", {"url": "https://shop.example/"}, status=402)


def test_sync_settings_are_kept(shop: Shop) -> None:
    path = f"{shop.company}/syncSettings"
    defaults = shop.get(path)
    assert defaults["overridesDefaults"] is False
    setting = {"dataType": "invoices", "fetchOnFirstLink": True, "syncOrder": 0, "syncSchedule": 24}
    _send(shop, "POST", path, {"settings": [setting]}, status=204)
    assert shop.get(path) == {**defaults, "overridesDefaults": True, "settings": [setting]}
    assert shop.raw("POST", path, b"").status_code == 400


def test_validation_of_a_sync_needs_its_data_set(shop: Shop) -> None:
    path = f"{shop.company}/sync/{{}}/validation"
    assert shop.get(path.format(ids.PULL_OPERATION)) == {"errors": [], "warnings": []}
    assert shop.raw("GET", path.format(ids.PUSH_OPERATION)).status_code == 404


def test_supplemental_data_is_configured_per_type(shop: Shop) -> None:
    path = "/integrations/gbol/dataTypes/customers/supplementalDataConfig"
    assert shop.get(path) == {"supplementalDataConfig": {}}
    config = {"supplementalDataConfig": {"contacts": {"dataSource": "/Contacts", "pullData": {"bank": "Bank"}}}}
    assert _send(shop, "PUT", path, config) == config
    assert shop.get(path) == config
    assert shop.get(path.replace("customers", "invoices")) == {"supplementalDataConfig": {}}
    assert _send(shop, "PUT", path, {}) == {"supplementalDataConfig": {}}
    assert shop.raw("GET", path.replace("gbol", "zzzz")).status_code == 404


@pytest.mark.parametrize(("synced", "readable"), [("", True), ("true", True), ("false", False)])
def test_push_is_synced_by_default(shop: Shop, synced: str, *, readable: bool) -> None:
    query = f"?allowSyncOnPushComplete={synced}" if synced else ""
    account = {"name": "Gift cards", "nominalCode": "205"}
    operation = _send(shop, "POST", f"{shop.connection}/push/accounts{query}", account)
    shop.sandbox.finish_pending()
    change = shop.get(f"{shop.company}/push/{operation['pushOperationKey']}")["changes"][0]
    path = f"{shop.company}/data/accounts/{change['recordRef']['id']}"
    assert (shop.raw("GET", path).status_code == 200) is readable
    shop.raw("POST", f"{shop.company}/data/queue/chartOfAccounts")
    shop.sandbox.finish_pending()
    assert shop.get(path)["name"] == "Gift cards"


def test_syncs_have_an_id(shop: Shop) -> None:
    started = _send(shop, "POST", f"{shop.company}/sync/commerce/latest", {})
    assert started["syncId"] == started["commerceSyncId"]
