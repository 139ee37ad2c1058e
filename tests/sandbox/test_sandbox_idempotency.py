"""One key, one effect: the sandbox keeps Idempotency-Keys as the API documents it."""

from __future__ import annotations

import threading
import time
from typing import TYPE_CHECKING

import pytest
from support.bookshop import Shop, bookshop

if TYPE_CHECKING:
    from collections.abc import Iterator

_ADA = b'{"status": "Active", "customerName": "Ada"}'
_BEN = b'{"status": "Active", "customerName": "Ben"}'


class _Now:
    def __init__(self) -> None:
        self.seconds = 1_700_000_000.0

    def __call__(self) -> float:
        return self.seconds


@pytest.fixture
def now() -> _Now:
    return _Now()


@pytest.fixture
def shop(now: _Now) -> Iterator[Shop]:
    with bookshop(now=now) as opened:
        yield opened


def test_repeat_gets_the_first_response(shop: Shop, now: _Now) -> None:
    first = shop.raw("POST", shop.push_path, _ADA, Idempotency_Key="k")
    now.seconds += 90 * 60 - 1
    again = shop.raw("POST", shop.push_path, _ADA, Idempotency_Key="k")
    assert (again.status_code, again.content) == (first.status_code, first.content)
    assert [push.idempotency_key for push in shop.sandbox.ledger] == ["k"]


def test_key_expires_after_90_minutes(shop: Shop, now: _Now) -> None:
    first = shop.raw("POST", shop.push_path, _ADA, Idempotency_Key="k")
    now.seconds += 90 * 60
    again = shop.raw("POST", shop.push_path, _BEN, Idempotency_Key="k")
    assert again.status_code == 200
    assert again.json()["pushOperationKey"] != first.json()["pushOperationKey"]
    assert len(shop.sandbox.ledger) == 2


def test_key_of_another_request_is_a_422(shop: Shop) -> None:
    shop.raw("POST", shop.push_path, _ADA, Idempotency_Key="k")
    invoices = shop.push_path.replace("customers", "accounts")
    for path, body in ((shop.push_path, _BEN), (invoices, _ADA), (f"{shop.push_path}?timeoutInMinutes=5", _ADA)):
        assert shop.raw("POST", path, body, Idempotency_Key="k").status_code == 422
    assert len(shop.sandbox.ledger) == 1


def test_key_of_running_request_is_a_409(shop: Shop) -> None:
    responses: list[int] = []

    def push() -> None:
        responses.append(shop.raw("POST", shop.push_path, _ADA, Idempotency_Key="k").status_code)

    threads = [threading.Thread(target=push) for _ in range(2)]
    with shop.sandbox.hold():
        for thread in threads:
            thread.start()
        # One of the two has the key and waits, so the other must be responded.
        deadline = time.monotonic() + 5
        while not responses and time.monotonic() < deadline:
            time.sleep(0.001)
        assert responses == [409]
        assert shop.sandbox.ledger == ()
    for thread in threads:
        thread.join()
    assert responses == [409, 200]
    assert len(shop.sandbox.ledger) == 1


def test_a_429_releases_its_key(shop: Shop) -> None:
    shop.sandbox.fail_next(429)
    assert shop.raw("POST", shop.push_path, _ADA, Idempotency_Key="k").status_code == 429
    assert shop.raw("POST", shop.push_path, _ADA, Idempotency_Key="k").status_code == 200


@pytest.mark.parametrize("status", [400, 403, 409, 500, 501])
def test_other_responses_are_kept(shop: Shop, now: _Now, status: int) -> None:
    shop.sandbox.fail_next(status)
    first = shop.raw("POST", shop.push_path, _ADA, Idempotency_Key="k")
    again = shop.raw("POST", shop.push_path, _ADA, Idempotency_Key="k")
    assert first.status_code == again.status_code == status
    assert first.content == again.content
    assert shop.sandbox.ledger == ()
    now.seconds += 90 * 60
    assert shop.raw("POST", shop.push_path, _ADA, Idempotency_Key="k").status_code == 200


def test_refusal_is_replayed(shop: Shop) -> None:
    first = shop.raw("POST", shop.push_path, b"{}", Idempotency_Key="k")
    again = shop.raw("POST", shop.push_path, b"{}", Idempotency_Key="k")
    assert first.status_code == again.status_code == 400
    assert first.content == again.content


def test_keys_count_for_post_and_patch(shop: Shop) -> None:
    first = shop.raw("PATCH", shop.company, b'{"description": "one"}', Idempotency_Key="k")
    assert shop.raw("PATCH", shop.company, b'{"description": "two"}', Idempotency_Key="k").status_code == 422
    assert first.json()["description"] == "one"
    for description in ("three", "four"):
        body = f'{{"name": "Marlow", "description": "{description}"}}'.encode()
        response = shop.raw("PUT", shop.company, body, Idempotency_Key="k")
        assert response.json()["description"] == description
    assert shop.raw("GET", shop.company, Idempotency_Key="k").json()["description"] == "four"


def test_repeat_without_key_is_a_second_record(shop: Shop) -> None:
    for _ in range(2):
        shop.raw("POST", shop.push_path, _ADA)
    assert [push.idempotency_key for push in shop.sandbox.ledger] == [None, None]
    assert len({push.push_operation_key for push in shop.sandbox.ledger}) == 2
