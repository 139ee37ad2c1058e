"""Following records until they end: by the push history, within the time limit, with growing pauses."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from codatsynccommerce.bulk import poller

if TYPE_CHECKING:
    import pytest
    from support.bulk_shop import Shop


def test_each_ended_record_restarts_stall_timeout(shop: Shop) -> None:
    start = shop.time.seconds

    def slowly(page: dict[str, Any]) -> dict[str, Any]:
        for number, one in enumerate(reversed(page["results"][:4]), 1):
            if shop.time.seconds < start + 80 * number:
                one["status"] = "Pending"
        return page

    shop.gateway.change_history(slowly)
    assert shop.push(shop.customers(4), stall_timeout=120).succeeded == 4
    assert shop.time.seconds - start >= 4 * 80


def test_pause_of_history_is_taken(shop: Shop) -> None:
    shop.push(shop.customers(3), wait=False)
    shop.sandbox.fail_next(429, times=3, retry_after=25)  # The call itself waits twice, and a third time is too long.
    assert shop.push(shop.customers(3)).succeeded == 3
    assert shop.time.pauses[:3] == [25, 25, 25]


def test_too_long_pause_ends_the_wait(shop: Shop) -> None:
    shop.push(shop.customers(3), wait=False)
    shop.sandbox.fail_next(429, retry_after=7200)
    report = shop.push(shop.customers(3))
    assert (report.pending, shop.time.pauses) == (3, [])
    assert report.stopped is not None
    assert report.stopped.startswith("429: ")


def test_incomplete_history_still_tells_outcomes(shop: Shop) -> None:
    shop.gateway.change_history(lambda page: {**page, "totalResults": 5000, "_links": None})
    report = shop.push(shop.customers(3))
    assert (report.succeeded, report.stopped) == (3, None)


def test_no_outcome_is_lost_between_batches(shop: Shop, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(poller, "_BATCH", 2)
    assert shop.push(shop.customers(5)).succeeded == 5
