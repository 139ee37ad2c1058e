"""For how long a record is asked for under its key: as long as the API is sure to know it, and not a request longer."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from codatsynccommerce.models import shared
from codatsynccommerce.sandbox.http import ApiError, HTTPResponse
from codatsynccommerce.utils import Timeout

if TYPE_CHECKING:
    from collections.abc import Callable

    from support.bulk_shop import Shop

    from codatsynccommerce.sandbox.http import HTTPRequest

ANSWERS_LOST = 7
"""Lost answers that make a run give up on a record: four attempts, and three once more at its end."""
MINUTE = 60.0


def lose(shop: Shop) -> tuple[list[Any], float]:
    """Push a record that is taken and whose every answer is lost, behind one that was answered; give when."""
    requests = [shop.customer("First"), shop.customer("Ada")]
    shop.push(requests[:1], workers=1)
    began = shop.time.seconds
    shop.sandbox.fail_next("drop", times=ANSWERS_LOST)
    assert shop.push(requests, workers=1).unknown == 1
    return requests, began


def asked(shop: Shop) -> list[str]:
    """Give the method and the last word of each request."""
    return [f"{one.method} {one.path.rpartition('/')[2]}" for one in shop.sandbox.requests]


def test_a_key_that_may_be_forgotten_on_the_way_is_not_sent_again(shop: Shop) -> None:
    requests, began = lose(shop)
    seen = len(asked(shop))
    shop.time.seconds = began + 89.5 * MINUTE
    assert shop.push(requests).succeeded == 2
    assert set(asked(shop)[seen:]) == {"GET push"}
    assert shop.names == ["First", "Ada"]


def test_a_key_that_is_known_for_long_enough_is_sent_again(shop: Shop) -> None:
    requests, began = lose(shop)
    seen = len(asked(shop))
    shop.time.seconds = began + 88.5 * MINUTE
    assert shop.push(requests).succeeded == 2
    assert asked(shop)[seen] == "POST customers"
    assert shop.names == ["First", "Ada"]


def test_a_key_that_is_forgotten_during_a_pause_is_not_sent_again(shop: Shop) -> None:
    requests, began = lose(shop)
    seen = len(shop.keys)
    shop.time.seconds = began + 88.5 * MINUTE
    shop.sandbox.fail_next(429, retry_after=55)
    assert shop.push(requests).unknown == 1
    assert (len(shop.keys), shop.names) == (seen + 1, ["First", "Ada"])


@pytest.mark.parametrize("back", [10 * MINUTE, 24 * 60 * MINUTE])
def test_after_the_clock_was_set_back_no_key_is_taken_for_a_young_one(shop: Shop, back: float) -> None:
    requests, began = lose(shop)
    seen = len(shop.keys)
    shop.time.seconds = began - back
    assert shop.push(requests).unknown == 1
    assert (len(shop.keys), shop.names) == (seen, ["First", "Ada"])


def test_an_attempt_ends_before_its_key_is_forgotten(shop: Shop, monkeypatch: pytest.MonkeyPatch) -> None:
    limits: list[Timeout] = []
    shop.client = shop.connect(lambda: shared.Security.from_api_key(shop.sandbox.api_key), timeout=Timeout(total=900.0))
    transport = shop.client._client.transport
    send = transport.send

    def watched(base: str, wire: Any, headers: Any, given: Timeout, exchange: Any) -> Any:
        limits.append(given)
        return send(base, wire, headers, given, exchange)

    monkeypatch.setattr(transport, "send", watched)
    requests, began = lose(shop)
    assert limits[0].total == pytest.approx(900)
    limits.clear()
    shop.time.seconds = began + 88 * MINUTE
    shop.push(requests, wait=False)
    assert limits[0].total == pytest.approx(2 * MINUTE)


def test_a_409_after_a_lost_answer_is_asked_again_and_no_failure(shop: Shop) -> None:
    attempts = 0

    def gateway(incoming: HTTPRequest, behind: Callable[[], HTTPResponse]) -> HTTPResponse:
        nonlocal attempts
        attempts += incoming.method == "POST"
        if incoming.method == "POST" and attempts == 2:
            return ApiError(409, "The first request with this Idempotency-Key is still running.").response()
        return behind().delivered("closed") if attempts == 1 else behind()

    shop.put_between(gateway)
    report = shop.push([shop.customer("Ada")], workers=1)
    assert (report.succeeded, shop.names, attempts, len(set(shop.keys))) == (1, ["Ada"], 3, 1)
