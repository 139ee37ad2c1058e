"""A record is sent again under its key only as long as the API provably remembers the key."""

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

pytestmark = pytest.mark.both_stores

LOST_RESPONSES = 7
"""Lost responses after which a run gives up on a record: four attempts, and three once more at its end."""
MINUTE = 60.0


def lose(shop: Shop) -> tuple[list[Any], float]:
    """Push a record whose responses are all lost, after a record that got one; return the time."""
    requests = [shop.customer("First"), shop.customer("Ada")]
    shop.push(requests[:1], workers=1)
    began = shop.time.seconds
    shop.fail_creates("drop", times=LOST_RESPONSES)
    assert shop.push(requests, workers=1).unknown == 1
    return requests, began


def asked(shop: Shop) -> list[str]:
    """Return the method and the last word of each request."""
    return [f"{one.method} {one.path.rpartition('/')[2]}" for one in shop.sandbox.requests]


def test_almost_forgotten_key_is_not_sent(shop: Shop) -> None:
    requests, began = lose(shop)
    seen = len(asked(shop))
    shop.time.seconds = began + 89.5 * MINUTE
    report = shop.push(requests)
    assert (report.succeeded, report.unknown) == (1, 1)
    assert set(asked(shop)[seen:]) == {"GET push"}
    assert shop.names == ["First", "Ada"]


def test_remembered_key_is_sent_again(shop: Shop) -> None:
    requests, began = lose(shop)
    seen = len(asked(shop))
    shop.time.seconds = began + 88.5 * MINUTE
    assert shop.push(requests).succeeded == 2
    assert asked(shop)[seen : seen + 2] == ["GET push", "POST customers"]
    assert shop.names == ["First", "Ada"]


@pytest.mark.only_file("the clock of a database cannot be injected")
def test_key_forgotten_in_pause_is_not_sent(shop: Shop) -> None:
    requests, began = lose(shop)
    seen = len(shop.keys)
    shop.time.seconds = began + 88.5 * MINUTE
    shop.fail_creates(429, retry_after=55)
    assert shop.push(requests).unknown == 1
    assert (len(shop.keys), shop.names) == (seen + 1, ["First", "Ada"])


@pytest.mark.parametrize("step", [-10 * MINUTE, -24 * 60 * MINUTE, 24 * 60 * MINUTE])
@pytest.mark.parametrize(("minutes", "asks_again"), [(80, True), (100, False)])
def test_wall_clock_does_not_age_keys(shop: Shop, step: float, minutes: int, *, asks_again: bool) -> None:
    requests, began = lose(shop)
    seen = len(shop.keys)
    shop.time.seconds = began + minutes * MINUTE
    shop.time.wall_ahead = step
    report = shop.push(requests)
    assert (report.succeeded, report.unknown) == ((2, 0) if asks_again else (1, 1))
    assert (len(shop.keys) > seen, shop.names) == (asks_again, ["First", "Ada"])


@pytest.mark.parametrize("ahead", [-7200.0, 7200.0])
def test_wrong_clock_while_sending_makes_no_duplicate(shop: Shop, ahead: float) -> None:
    requests = [shop.customer("First"), shop.customer("Ada")]
    shop.push(requests[:1], workers=1)
    shop.time.wall_ahead = ahead
    shop.fail_creates("drop", times=LOST_RESPONSES)
    assert shop.push(requests, workers=1).unknown == 1
    shop.time.wall_ahead = 0
    shop.time.seconds += 10 * 60 * MINUTE
    assert shop.push(requests).unknown == 1
    assert shop.names == ["First", "Ada"]


def test_suspended_computer_does_not_keep_keys_young(shop: Shop) -> None:
    """The monotonic clock stands still while a computer sleeps between two attempts; the wall clock does not."""
    shop.fail_creates("drop", times=2)

    def sleep(seconds: float) -> None:
        shop.time.seconds += 2 * 60 * MINUTE
        shop.time.monotonic_behind += 2 * 60 * MINUTE - seconds

    shop.time.sleep = sleep  # type: ignore[method-assign]
    shop.client = shop.connect(lambda: shared.Security.from_api_key(shop.sandbox.api_key))
    assert shop.push([shop.customer("Ada")], workers=1).unknown == 1
    assert (len(shop.keys), shop.names) == (1, ["Ada"])


def test_key_of_unknown_age_is_not_sent(shop: Shop) -> None:
    """Without a Date from the API, a later run cannot know how old a key is."""
    shop.gateway.put(lambda _, behind: behind().with_headers({"Date": "yesterday"}))
    shop.fail_creates("drop", times=LOST_RESPONSES)
    assert shop.push([shop.customer("Ada")], workers=1).unknown == 1
    sent = len(shop.keys)
    assert sent == LOST_RESPONSES
    assert shop.push([shop.customer("Ada")]).unknown == 1
    assert (len(shop.keys), shop.names) == (sent, ["Ada"])


def test_attempt_ends_before_key_is_forgotten(shop: Shop, monkeypatch: pytest.MonkeyPatch) -> None:
    limits: list[Timeout] = []
    shop.client = shop.connect(lambda: shared.Security.from_api_key(shop.sandbox.api_key), timeout=Timeout(total=900.0))
    transport = shop.client._client.transport
    send = transport.send

    def watched(base: str, request: Any, headers: Any, given: Timeout, exchange: Any) -> Any:
        limits.append(given)
        return send(base, request, headers, given, exchange)

    monkeypatch.setattr(transport, "send", watched)
    requests, began = lose(shop)
    assert limits[1].total == pytest.approx(900)
    limits.clear()
    shop.time.seconds = began + 88 * MINUTE
    shop.push(requests, wait=False)
    assert limits[1].total == pytest.approx(2 * MINUTE, abs=1.1)  # A Date has no fractions of a second.


def test_409_after_lost_response_is_not_a_failure(shop: Shop) -> None:
    attempts = 0

    def gateway(incoming: HTTPRequest, behind: Callable[[], HTTPResponse]) -> HTTPResponse:
        nonlocal attempts
        attempts += incoming.method == "POST"
        if incoming.method == "POST" and attempts == 2:
            return ApiError(409, "The first request with this Idempotency-Key is still running.").response()
        return behind().delivered("closed") if attempts == 1 else behind()

    shop.gateway.put(gateway)
    report = shop.push([shop.customer("Ada")], workers=1)
    assert (report.succeeded, shop.names, attempts, len(set(shop.keys))) == (1, ["Ada"], 3, 1)
