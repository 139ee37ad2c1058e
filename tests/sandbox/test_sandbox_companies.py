"""Companies and their connections: created, changed, removed."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from support.bookshop import Shop, bookshop

from codatsynccommerce.models import operations, shared

if TYPE_CHECKING:
    from collections.abc import Iterator


@pytest.fixture
def shop() -> Iterator[Shop]:
    with bookshop() as opened:
        yield opened


def _create(shop: Shop, name: str = "Henley Records") -> shared.Company:
    company = shop.client.company_management.create_company(shared.CreateCompany(name=name)).company
    assert company is not None
    return company


def _connect(shop: Shop, company_id: str, platform: str) -> shared.Connection:
    request = operations.CreateConnectionRequest(company_id, platform)
    connection = shop.client.company_management.create_connection(request).connection
    assert connection is not None
    return connection


def test_new_company_has_a_commerce_connection(shop: Shop) -> None:
    company = _create(shop)
    listed = shop.get("/meta/companies")["results"][-1]
    assert listed["id"] == company.id
    assert [connection["platformName"] for connection in listed["dataConnections"]] == ["Partner Commerce"]
    assert shop.get(f"/companies/{company.id}") == listed


def test_characters_a_name_cannot_have_are_dropped(shop: Shop) -> None:
    assert _create(shop, "Henley_ <Records> & Co. (UK)!").name == "Henley Records & Co. UK!"


def test_only_described_fields_are_set(shop: Shop) -> None:
    created = shop.raw("POST", "/meta/companies/sync", b'{"name": "a", "id": "mine", "platform": "none"}').json()
    assert created["id"] != "mine"
    assert created["platform"] == "Partner Commerce"


def test_a_company_cannot_lose_its_name(shop: Shop) -> None:
    assert shop.raw("PATCH", shop.company, b'{"name": "<>"}').status_code == 400
    for body in (b"{}", b"", b'{"description": "x"}', b'{"name": null}'):
        assert shop.raw("PUT", shop.company, body).status_code == 400
    assert shop.get(shop.company)["name"] == "Marlow Books"


@pytest.mark.parametrize(
    ("method", "path"), [("POST", "/meta/companies/sync"), ("PUT", "/companies/{}"), ("PATCH", "/companies/{}")]
)
def test_null_tag_is_a_400(shop: Shop, method: str, path: str) -> None:
    body = b'{"name": "Marlow Books", "tags": {"region": null}}'
    response = shop.raw(method, path.format(shop.sandbox.company_id), body)
    assert response.status_code == 400
    assert [item["itemId"] for item in response.json()["validation"]["errors"]] == ["tags.region"]


@pytest.mark.parametrize(
    "body",
    [
        b"{}",
        b"",
        b'{"name": ""}',
        b'{"name": "a", "tags": {"": "x"}}',
        b'{"name": "a", "tags": {"' + b"k" * 28 + b'": "x"}}',
        b'{"name": "a", "tags": {"k": "' + b"v" * 101 + b'"}}',
        b'{"name": "a", "tags": {' + b",".join(b'"%d": ""' % number for number in range(11)) + b"}}",
    ],
)
def test_invalid_company_is_a_400(shop: Shop, body: bytes) -> None:
    assert shop.raw("POST", "/meta/companies/sync", body).status_code == 400


def test_patch_keeps_and_put_clears(shop: Shop) -> None:
    patched = shop.raw("PATCH", shop.company, b'{"description": "Books", "name": null}').json()
    assert (patched["name"], patched["description"], patched["tags"]) == ("Marlow Books", "Books", {"region": "uk"})
    replaced = shop.raw("PUT", shop.company, b'{"name": "Marlow"}').json()
    assert replaced["name"] == "Marlow"
    assert "description" not in replaced
    assert "tags" not in replaced


def test_deleted_company_takes_its_data_along(shop: Shop) -> None:
    assert shop.raw("DELETE", shop.company).status_code == 204
    assert shop.raw("GET", shop.company).status_code == 404
    assert shop.raw("GET", f"{shop.connection}/data/commerce-orders").status_code == 404
    assert shop.get("/meta/companies")["results"] == []


def test_connection_is_linked_used_and_unlinked(shop: Shop) -> None:
    company = _create(shop)
    connection = _connect(shop, company.id, "gbol")
    path = f"/companies/{company.id}/connections/{connection.id}"
    assert connection.status == shared.DataConnectionStatus.PENDING_AUTH
    assert shop.raw("PATCH", path, b'{"status": "Unlinked"}').status_code == 400
    assert shop.raw("POST", f"{path}/push/accounts", b"{}").status_code == 403
    shop.sandbox.link(connection.id)
    assert shop.raw("POST", f"{path}/push/accounts", b"{}").status_code == 200
    assert shop.raw("PATCH", path, b"{}").json()["status"] == "Linked"
    assert shop.raw("PATCH", f"/meta{path}", b'{"status": "Unlinked"}').json()["status"] == "Unlinked"
    assert shop.get(path)["status"] == "Unlinked"
    assert shop.raw("PATCH", path, b'{"status": "Linked"}').status_code == 400


def test_linking_an_unknown_connection_raises(shop: Shop) -> None:
    with pytest.raises(KeyError):
        shop.sandbox.link("unknown")


@pytest.mark.parametrize("body", [b'"none"', b""])
def test_connection_to_unknown_platform_is_a_400(shop: Shop, body: bytes) -> None:
    assert shop.raw("POST", f"/meta{shop.company}/connections", body).status_code == 400


def test_deleted_connection_is_gone(shop: Shop) -> None:
    response = shop.raw("DELETE", shop.connection)
    assert (response.status_code, response.content) == (200, b"")
    assert shop.raw("GET", shop.connection).status_code == 404
    assert [connection["platformName"] for connection in shop.get(shop.company)["dataConnections"]] == ["Shopify"]
