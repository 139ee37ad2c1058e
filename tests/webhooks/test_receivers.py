"""The receivers of the guide, called as Codat calls them."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest
from support.doc_pages import ROOT, Page

from codatsynccommerce import webhooks

if TYPE_CHECKING:
    from collections.abc import Callable

    Post = Callable[[bytes, dict[str, str]], int]

BODY = json.dumps({"id": "e-1", "eventType": "company.created", "payload": {"name": "Café"}}).encode()


@pytest.fixture(scope="module")
def guide() -> dict[str, Any]:
    """Run the receivers of the guide, and note what they handle."""
    program: dict[str, Any] = {"__name__": "guide"}
    for block in Page(ROOT / "docs" / "guides" / "webhooks.md").blocks:
        if "def receive" in block.text and "receive_write_events" not in block.text:
            exec(block.text, program)  # noqa: S102 - the guide is ours
    program["handled"] = list[Any]()
    program["handle"] = program["handled"].append
    return program


@pytest.fixture(params=["flask", "fastapi"])
def post(request: pytest.FixtureRequest, guide: dict[str, Any]) -> Post:
    guide["handled"].clear()

    def to_flask(body: bytes, headers: dict[str, str]) -> int:
        return int(guide["app"].test_client().post("/codat", data=body, headers=headers).status_code)

    def to_fastapi(body: bytes, headers: dict[str, str]) -> int:
        from fastapi.testclient import TestClient  # noqa: PLC0415 - it is slow to load

        with TestClient(guide["api"]) as client:
            return int(client.post("/codat", content=body, headers=headers).status_code)

    return to_flask if request.param == "flask" else to_fastapi


@pytest.mark.parametrize("family", ["webhook", "svix"])
def test_a_signed_event_is_handled(post: Post, guide: dict[str, Any], family: Any) -> None:
    assert post(BODY, webhooks.sign(BODY, guide["SECRETS"][0], family=family)) == 204
    (event,) = guide["handled"]
    assert isinstance(event, webhooks.CompanyCreatedEvent)
    assert event.payload.name == "Café"


def test_anything_else_is_turned_away(post: Post, guide: dict[str, Any]) -> None:
    secret = guide["SECRETS"][0]
    assert post(BODY, {}) == 400
    assert post(BODY + b" ", webhooks.sign(BODY, secret)) == 400
    assert post(BODY, webhooks.sign(BODY, "whsec_b3RoZXI=")) == 400
    assert post(BODY, webhooks.sign(BODY, secret, timestamp=1_790_000_000)) == 400
    assert post(b"[]", webhooks.sign(b"[]", secret)) == 400
    assert guide["handled"] == []
