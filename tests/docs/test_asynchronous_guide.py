"""The FastAPI application of the guide, behind an ASGI test client, with a sandbox in place of the API."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from support.doc_pages import ROOT, Page
from support.short_pauses import shorten_pauses

from codatsynccommerce import AsyncCodatSyncCommerce
from codatsynccommerce.sandbox import Sandbox
from codatsynccommerce.sandbox.seed.ids import ACCOUNTING, COMMERCE, COMPANY

if TYPE_CHECKING:
    from collections.abc import Iterator

    from fastapi.testclient import TestClient


@pytest.fixture
def client(monkeypatch: pytest.MonkeyPatch) -> Iterator[TestClient]:
    from fastapi.testclient import TestClient  # noqa: PLC0415 - it is slow to load

    shorten_pauses(monkeypatch)
    program: dict[str, Any] = {"__name__": "guide"}
    with Sandbox(api_key="YOUR_API_KEY") as sandbox:
        monkeypatch.setattr(AsyncCodatSyncCommerce, "_servers", [sandbox.url])
        first, application, *_ = Page(ROOT / "docs" / "guides" / "asynchronous.md").blocks
        exec(first.text.replace("asyncio.run(main())", ""), program)  # noqa: S102 - the guide is ours
        exec(application.text, program)  # noqa: S102 - as above
        with TestClient(program["app"]) as client:
            yield client


def test_orders_are_listed(client: TestClient) -> None:
    response = client.get(f"/companies/{COMPANY}/orders", params={"connection_id": COMMERCE, "limit": 3})
    assert response.status_code == 200
    assert len(response.json()) == 3


def test_customer_is_created(client: TestClient) -> None:
    response = client.post(f"/companies/{COMPANY}/customers", params={"connection_id": ACCOUNTING, "name": "Ada"})
    assert response.status_code == 200
    assert isinstance(response.json(), str)


def test_error_becomes_a_status(client: TestClient) -> None:
    response = client.post("/companies/none/customers", params={"connection_id": ACCOUNTING, "name": "Ada"})
    assert response.status_code == 502
    assert response.json()["detail"].startswith("404: ")
