"""The example application, whole: web server, Celery workers, broker, database and webhooks; the sandbox is the API."""

from __future__ import annotations

import socket
from collections import Counter
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
import requests
from support.ledger import Faults, Ledger
from support.many_workers import end_leases
from support.programs import Programs, kill_group
from support.waiting import wait_until

if TYPE_CHECKING:
    from collections.abc import Iterator

    from codatsynccommerce.sandbox.recorder import RecordedPush

pytestmark = pytest.mark.engines

FOLDER = Path(__file__).parents[2] / "examples" / "celery_app"
COUNT = 12
PRICES = [Decimal("19.99"), Decimal("0.10"), Decimal("1234567.89")]


def order(number: int) -> dict[str, Any]:
    """Return an order of one of four customers."""
    return {
        "id": f"order {number}",
        "date": "2026-11-27",
        "email": f"customer-{number % 4}@example.com",
        "customer_name": f"Customer {number % 4}",
        "description": "Books",
        "quantity": 1 + number % 3,
        "unit_price": str(PRICES[number % 3]),
    }


class Shop:
    """The running web application, and what its workers need."""

    def __init__(self, url: str, ledger: Ledger, programs: Programs) -> None:
        self.url = url
        self.ledger = ledger
        self.programs = programs

    def send(self, document: dict[str, Any]) -> int:
        return requests.post(f"{self.url}/orders", json=document, timeout=120).status_code

    def states(self, number: int) -> dict[str, str]:
        found: dict[str, str] = requests.get(f"{self.url}/orders/order {number}", timeout=120).json()
        return found

    def pushed(self, data_type: str) -> list[RecordedPush]:
        return [push for push in self.ledger.sandbox.ledger if push.data_type == data_type]

    def is_in_the_books(self, number: int) -> bool:
        return list(self.states(number).values()) == ["succeeded"] * 3


@pytest.fixture
def shop(tmp_path: Path, database: str, broker: str) -> Iterator[Shop]:
    """Run the web application. Its port is open before it, because the sandbox sends webhooks there."""
    with socket.create_server(("127.0.0.1", 0)) as listening:
        url = f"http://127.0.0.1:{listening.getsockname()[1]}"
        with Ledger(faults=Faults(dropped=0.05, slowest=0.03), webhooks=f"{url}/codat") as ledger:
            (merchant,) = ledger.merchants
            environment = {
                "DATABASE_URL": database,
                "BROKER_URL": broker,
                "CODAT_COMPANY_ID": merchant.company_id,
                "CODAT_CONNECTION_ID": merchant.connection_id,
                "CODAT_WEBHOOK_SECRETS": ledger.sandbox.webhook_secret,
                "SALES_ACCOUNT_ID": "200",
                "CLEARING_ACCOUNT_ID": "1250",
            }
            programs = Programs(FOLDER, tmp_path, ledger, **environment)
            arguments = ["-m", "uvicorn", "web:app", "--fd", str(listening.fileno())]
            web = programs.start(*arguments, log="web.log", pass_fds=[listening.fileno()])
            try:
                ready = "Application startup complete"
                wait_until(lambda: ready in programs.log("web.log"), while_alive=lambda: web.poll() is None)
                yield Shop(url, ledger, programs)
            finally:
                kill_group(web)


def test_orders_reach_the_books_once(shop: Shop, database: str, tmp_path: Path) -> None:
    """Half of the orders come twice, and the first worker is killed in the middle."""
    with shop.programs.celery_worker("first.log") as first:
        for number in range(COUNT // 2):
            assert [shop.send(order(number)), shop.send(order(number))] == [202, 202]
        wait_until(lambda: shop.pushed("invoices"))
        kill_group(first)
    end_leases(database)
    beat = ["--beat", "--schedule", str(tmp_path / "beat")]
    with shop.programs.celery_worker("second.log", *beat), shop.programs.celery_worker("third.log"):
        for number in range(COUNT // 2, COUNT):
            assert shop.send(order(number)) == 202
        for number in range(COUNT):
            wait_until(lambda: shop.is_in_the_books(number))  # noqa: B023 - called in this turn
    assert Counter(push.record["emailAddress"] for push in shop.pushed("customers")) == {
        f"customer-{number}@example.com": 1 for number in range(4)
    }
    totals = {f"Order order {number}": PRICES[number % 3] * (1 + number % 3) for number in range(COUNT)}
    for data_type in ("invoices", "payments"):
        pushes = shop.pushed(data_type)
        assert len(pushes) == COUNT
        assert {push.record["note"]: push.record["totalAmount"] for push in pushes} == totals
    assert shop.ledger.reused_keys == []


def test_endpoint_refuses_what_contradicts_or_is_forged(shop: Shop) -> None:
    assert shop.send(order(1)) == 202
    assert shop.send({**order(1), "quantity": 7}) == 409
    assert shop.send({**order(2), "unit_price": "-1"}) == 422
    assert requests.get(f"{shop.url}/orders/another", timeout=120).status_code == 404
    assert requests.post(f"{shop.url}/codat", data=b"{}", timeout=120).status_code == 400
    assert shop.pushed("customers") == []


def test_rejected_record_is_shown_with_its_reason(shop: Shop) -> None:
    with shop.programs.celery_worker("worker.log"):
        assert shop.send({**order(1), "description": "please reject this"}) == 202
        wait_until(lambda: any(state.startswith("failed") for state in shop.states(1).values()))
    states = shop.states(1)
    assert states["customer customer-1@example.com"] == "succeeded"
    assert "payment order 1" not in states
