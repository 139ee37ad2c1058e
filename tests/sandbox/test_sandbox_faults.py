"""Faults on purpose: what each sends, and that the ledger shows what was done."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING, Any, Union

import pytest
import requests
from support.bookshop import Shop, bookshop

from codatsynccommerce import CodatSyncCommerce
from codatsynccommerce.models import errors, operations, shared
from codatsynccommerce.utils import BackoffStrategy, RetryConfig

if TYPE_CHECKING:
    from collections.abc import Iterator

    from codatsynccommerce.sandbox.faults import ConnectionFault

    Outcome = Union[int, str]

_ADA = b'{"status": "Active", "customerName": "Ada"}'
ONCE = RetryConfig("none", BackoffStrategy(1, 1, 1.0, 1))


@pytest.fixture
def shop() -> Iterator[Shop]:
    with bookshop() as opened:
        yield opened


def _outcome(shop: Shop, method: str, path: str, body: bytes | None = None, **headers: str) -> Outcome:
    try:
        response = shop.raw(method, path, body, **headers)
    except requests.ConnectionError:
        return "no response"
    except requests.exceptions.ChunkedEncodingError:
        return "half an response"
    # urllib3 1 lets a body that is cut through.
    whole = len(response.content) == int(response.headers.get("Content-Length", len(response.content)))
    return response.status_code if whole else "half an response"


@pytest.mark.parametrize("status", [400, 402, 408, 429, 500, 502, 503, 504, 599])
def test_a_status_is_answered_and_nothing_done(shop: Shop, status: int) -> None:
    shop.sandbox.fail_next(status)
    response = shop.raw("POST", shop.push_path, _ADA)
    assert response.status_code == response.json()["statusCode"] == status
    assert shop.sandbox.ledger == ()
    assert _outcome(shop, "POST", shop.push_path, _ADA) == 200


@pytest.mark.parametrize(
    ("fault", "outcome", "done"),
    [("reset", "no response", 0), ("drop", "no response", 1), ("cut", "half an response", 1), ("lost", 504, 1)],
)
def test_connection_fails_before_or_after_the_work(
    shop: Shop, fault: ConnectionFault, outcome: Outcome, done: int
) -> None:
    shop.sandbox.fail_next(fault)
    assert _outcome(shop, "POST", shop.push_path, _ADA) == outcome
    assert len(shop.sandbox.ledger) == done
    assert _outcome(shop, "POST", shop.push_path, _ADA) == 200


@pytest.mark.parametrize("fault", [408, 429, 502, 503, 504, "reset", "drop", "cut", "lost"])
def test_client_recovers_from_each_fault(shop: Shop, fault: int | ConnectionFault) -> None:
    shop.sandbox.fail_next(fault, times=2)
    pushed = shop.push()
    (created,) = shop.sandbox.ledger
    assert created.push_operation_key == pushed.push_operation_key
    assert len(shop.sandbox.requests) == 3


@pytest.mark.parametrize("fault", [503, "reset", "drop", "cut", "lost"])
def test_reading_is_hit_as_well(shop: Shop, fault: int | ConnectionFault) -> None:
    shop.sandbox.fail_next(fault)
    request = operations.GetCompanyRequest(shop.sandbox.company_id)
    assert shop.client.companies.get_company(request).status_code == 200
    assert len(shop.sandbox.requests) == 2


def test_a_429_says_when_to_come_back(shop: Shop) -> None:
    shop.sandbox.fail_next(429)
    shop.sandbox.fail_next(429, retry_after=3600)
    shop.sandbox.fail_next(503, retry_after=7)
    shop.sandbox.fail_next(503)
    waits = [shop.raw("GET", "/meta/companies").headers.get("Retry-After") for _ in range(4)]
    assert waits == ["1", "3600", "7", None]


def test_request_without_response_has_no_status(shop: Shop) -> None:
    shop.sandbox.fail_next("reset")
    shop.sandbox.fail_next("drop")
    for _ in range(3):
        _outcome(shop, "POST", shop.push_path, _ADA)
    assert [(request.status, request.body) for request in shop.sandbox.requests] == [
        (None, b""),
        (None, _ADA),
        (200, _ADA),
    ]


@pytest.mark.parametrize("fault", [200, 399, 600, "explode", None])
def test_unknown_fault_is_refused(shop: Shop, fault: Any) -> None:
    with pytest.raises(ValueError, match="fault must be a status from 400 to 599 or one of reset, drop, cut, lost"):
        shop.sandbox.fail_next(fault)


@pytest.mark.parametrize("rate", [-0.1, 1.1])
def test_a_rate_is_from_0_to_1(shop: Shop, rate: float) -> None:
    with pytest.raises(ValueError, match="rate must be from 0 to 1"):
        shop.sandbox.chaos(rate)


def _chaotic(seed: int, order: list[int], threads: int) -> dict[int, list[Outcome]]:
    with bookshop() as shop:
        shop.sandbox.chaos(0.5, seed)

        def push(number: int) -> list[Outcome]:
            return [_outcome(shop, "POST", shop.push_path, _ADA, Idempotency_Key=f"k{number}") for _ in range(3)]

        with ThreadPoolExecutor(threads) as pool:
            return dict(zip(order, pool.map(push, order), strict=True))


def test_chaos_depends_on_the_seed_alone() -> None:
    numbers = list(range(40))
    shuffled = [number * 7 % 40 for number in numbers]
    first = _chaotic(1, numbers, 1)
    assert _chaotic(1, shuffled, 8) == first
    assert _chaotic(2, numbers, 1) != first
    assert {outcome for outcomes in first.values() for outcome in outcomes} >= {200, 429, 500, "no response", 504}


def test_chaos_keeps_its_rate(shop: Shop) -> None:
    def hit(rate: float) -> int:
        shop.sandbox.chaos(rate, 3)
        return sum(_outcome(shop, "GET", f"{shop.company}?n={number}") != 200 for number in range(100))

    assert hit(1) == 100
    assert 10 < hit(0.2) < 35
    assert hit(0) == 0


def test_chaos_loses_and_doubles_no_push(shop: Shop) -> None:
    shop.sandbox.chaos(0.3, seed=11)
    keys = [f"order-{number}" for number in range(200)]

    def push(key: str) -> errors.SDKError | None:
        try:
            shop.push(key=key)
        except errors.SDKError as error:
            return error
        return None

    with ThreadPoolExecutor(8) as pool:
        failed = [error for error in pool.map(push, keys) if error]
    created = [push.idempotency_key for push in shop.sandbox.ledger]
    assert len(created) == len(set(created)) > 150
    assert set(keys) - set(created) <= {error.idempotency_key for error in failed if error.maybe_applied}


def test_a_long_wait_is_raised_at_once(shop: Shop) -> None:
    shop.sandbox.fail_next(429, retry_after=3600)
    with pytest.raises(errors.RateLimitError) as caught:
        shop.push()
    assert caught.value.retry_after == 3600
    assert len(shop.sandbox.requests) == 1


def test_client_without_retries_sees_the_fault(shop: Shop) -> None:
    security = shared.Security.from_api_key(shop.sandbox.api_key)
    shop.sandbox.fail_next("cut")
    with CodatSyncCommerce(security, server_url=shop.sandbox.url, retry_config=ONCE) as client:
        once = Shop(shop.sandbox, client)
        with pytest.raises(errors.APIConnectionError) as caught:
            once.push()
    assert caught.value.maybe_applied
    assert len(shop.sandbox.ledger) == 1
