"""What ends a run early: limits, refusals, a dead connection, Ctrl-C. The rest can be sent later."""

from __future__ import annotations

import itertools
import os
import signal
import threading
from threading import Event, Thread, get_ident, main_thread
from time import sleep
from typing import TYPE_CHECKING, Any

import psycopg
import pytest
from support.waiting import wait_until

from codatsynccommerce import bulk
from codatsynccommerce.bulk.worker_pool import GROUP
from codatsynccommerce.models import shared

if TYPE_CHECKING:
    from collections.abc import Iterator

    from support.bulk_shop import Shop

pytestmark = pytest.mark.both_stores


@pytest.mark.only_file("the clock of a database cannot be injected")
def test_429_pauses_all_workers(shop: Shop) -> None:
    shop.push(shop.customers(1), wait=False)
    arrivals: list[float] = []
    add_request = shop.sandbox._app.store.recorder.add_request

    def see(seen: Any) -> None:
        arrivals.append(shop.time.seconds)
        add_request(seen)

    shop.sandbox._app.store.recorder.add_request = see  # type: ignore[method-assign, assignment]
    start = shop.time.seconds
    shop.fail_creates(429, retry_after=30)
    report = shop.push(shop.customers(40), workers=4, wait=False)
    assert report.pending == 40
    early = [one for one in arrivals if one < start + 30]
    assert len(early) <= 1 + 4
    assert len(arrivals) == 1 + 39 + 1  # The first reads the clock.
    assert max(arrivals) < start + 31 + 60


def test_429_costs_no_attempt(shop: Shop, store: str) -> None:
    limits = 9 if store == "file" else 4  # Pauses by the clock of a database are real, and double each time.
    shop.fail_creates(429, times=limits, retry_after=1)
    assert shop.push([shop.customer("Ada")]).succeeded == 1
    assert len(shop.keys) == limits + 1
    assert len(set(shop.keys)) == 1


def test_too_long_pause_ends_the_run(shop: Shop, store: str) -> None:
    shop.push(shop.customers(3), workers=1)
    shop.fail_creates(429, retry_after=7200)
    report = shop.push(shop.customers(20), workers=1)
    assert report.stopped is not None
    assert report.stopped.startswith("429")
    assert (report.succeeded, report.unknown, report.failed) == (3, 0, 0)
    rows = len(list(report.rows("not sent")))
    assert 1 <= rows <= (1 + GROUP if store == "file" else 17)
    assert report.unread in ((None, 17 - rows) if store == "file" else (0,))
    assert shop.time.pauses == ([2.0] if store == "file" else [])
    if store == "postgres":  # A pause holds for all workers, also for those that start later.
        assert shop.push(shop.customers(20)).succeeded == 3
        with psycopg.connect(shop.where["journal"]) as connection:
            connection.execute("UPDATE codatsynccommerce.servers SET paused_until = now()")
    assert (shop.push(shop.customers(20)).succeeded, len(set(shop.names)), len(shop.names)) == (20, 20, 20)


@pytest.mark.only_file("the clock of a database cannot be injected")
def test_endless_limit_ends_the_run(shop: Shop) -> None:
    shop.fail_creates(429, times=1000, retry_after=60)
    report = shop.push(shop.customers(5), workers=2)
    assert report.stopped is not None
    assert len(shop.keys) < 50


@pytest.mark.parametrize("status", [401, 402, 403])
def test_refusal_of_all_ends_the_run(shop: Shop, status: int) -> None:
    shop.fail_creates(status)
    report = shop.push(shop.customers(30), workers=1)
    assert report.stopped is not None
    assert report.stopped.startswith(f"{status}: ")
    assert (len(shop.keys), report.failed, report.unknown) == (1, 0, 0)
    assert (shop.push(shop.customers(30)).succeeded, len(shop.names), len(set(shop.names))) == (30, 30, 30)


def test_refusal_after_lost_response_leaves_unknown(shop: Shop) -> None:
    keys = iter([shop.sandbox.api_key, shop.sandbox.api_key, "revoked"])
    client = shop.connect(lambda: shared.Security.from_api_key(next(keys)))
    shop.fail_creates("drop")
    create = client.accounting_customers.create_accounting_customer
    report = bulk.push(create, [shop.customer("Ada")], **shop.where)
    assert report.stopped is not None
    assert (report.unknown, len(shop.keys)) == (1, 2)
    assert (shop.push([shop.customer("Ada")]).succeeded, shop.names) == (1, ["Ada"])


@pytest.mark.only_file("it counts the requests of one run")
def test_stopped_run_sends_nothing_more(shop: Shop) -> None:
    shop.fail_creates("reset", times=7)
    shop.push([shop.customer("Ada")], workers=1)
    shop.time.seconds += 90 * 60
    keys = iter([*[shop.sandbox.api_key] * 5, "revoked"])
    client = shop.connect(lambda: shared.Security.from_api_key(next(keys)))
    shop.fail_creates("drop", times=4)
    create = client.accounting_customers.create_accounting_customer
    report = bulk.push(create, [shop.customer("Ada"), shop.customer("Eve")], **shop.where, workers=1)
    assert report.stopped is not None
    assert (report.unknown, shop.names) == (2, ["Eve"])
    assert [path for path in shop.paths if path.startswith("GET")] == ["GET push"]  # It reads the clock.


def test_client_without_key_sends_nothing(shop: Shop, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("CODAT_API_KEY", raising=False)
    monkeypatch.delenv("CODAT_AUTH_HEADER", raising=False)
    create = shop.connect(None).accounting_customers.create_accounting_customer
    report = bulk.push(create, shop.customers(3), **shop.where)
    assert report.stopped is not None
    assert "CODAT_API_KEY" in report.stopped
    assert (report.failed, report.unknown) == (0, 0)
    assert shop.push(shop.customers(3)).succeeded == 3


def test_dead_line_ends_run_without_failures(shop: Shop, store: str) -> None:
    shop.sandbox.stop()
    report = shop.push(shop.customers(500), workers=5)
    assert report.stopped is not None
    assert "the connection failed" in report.stopped
    assert (report.failed, report.unknown) == (0, 0)
    assert 1 <= report.not_sent < (50 if store == "file" else 501)


@pytest.mark.parametrize("number", [0, 1])
@pytest.mark.parametrize(
    "error", [RuntimeError("can't start new thread"), KeyboardInterrupt()], ids=["limit", "Ctrl-C"]
)
def test_thread_that_cannot_start_ends_the_run(
    shop: Shop, monkeypatch: pytest.MonkeyPatch, number: int, error: BaseException
) -> None:
    start = Thread.start
    numbers = itertools.count()

    def limited(thread: Thread) -> None:
        if thread.name.startswith("bulk-") and next(numbers) == number:
            raise error
        start(thread)

    raised: list[BaseException] = []

    def push() -> None:
        try:
            shop.push(shop.customers(20))
        except BaseException as problem:  # noqa: BLE001 - it is what the test looks at
            raised.append(problem)

    with monkeypatch.context() as patch:
        patch.setattr(Thread, "start", limited)
        run = Thread(target=push, daemon=True)
        run.start()
        wait_until(lambda: not run.is_alive())
    wait_until(lambda: not any(thread.name.startswith("bulk-") for thread in threading.enumerate()))
    assert (raised, shop.keys) == ([error], [])
    assert shop.push(shop.customers(20)).succeeded == 20
    assert len(shop.names) == 20


def test_error_of_input_is_raised_after_writing(shop: Shop) -> None:
    def broken() -> Iterator[Any]:
        yield from shop.customers(10)
        message = "the file is torn"
        raise OSError(message)

    with pytest.raises(OSError, match="the file is torn"):
        shop.push(broken())
    report = shop.report()
    assert report.unknown == 0
    assert report.pending == len(shop.names)
    assert shop.push(shop.customers(12)).succeeded == 12
    assert len(shop.names) == 12


def test_error_of_callers_code_is_raised(shop: Shop) -> None:
    def key() -> shared.Security:
        message = "the vault is closed"
        raise LookupError(message)

    create = shop.connect(key).accounting_customers.create_accounting_customer
    with pytest.raises(LookupError, match="the vault is closed"):
        bulk.push(create, shop.customers(30), **shop.where)
    assert shop.push(shop.customers(30)).succeeded == 30


def interrupt(shop: Shop, number: int, arrived: int, release: Event) -> None:
    """Send a signal once so many requests have arrived, and let them go on a moment later."""
    while shop.gateway.held < arrived:
        sleep(0.01)
    sleep(0.2)
    os.kill(os.getpid(), number)
    sleep(0.2)
    release.set()


class SoftTimeLimitError(Exception):
    """What a task queue raises from a signal handler when the time of a task is over."""


def raise_time_limit(_number: int, _frame: object) -> None:
    raise SoftTimeLimitError


def test_programs_own_sigterm_handler_stays(shop: Shop) -> None:
    before = signal.signal(signal.SIGTERM, raise_time_limit)
    try:
        assert shop.push(shop.customers(3)).succeeded == 3
        assert signal.getsignal(signal.SIGTERM) is raise_time_limit
    finally:
        signal.signal(signal.SIGTERM, before)


@pytest.mark.parametrize(
    ("count", "workers"),
    [
        pytest.param(3000, 2, id="reading the input"),
        pytest.param(2, 2, id="waiting for the workers"),
        pytest.param(1, 1, id="waiting for the last worker"),
    ],
)
@pytest.mark.parametrize(
    ("number", "exception"),
    [(signal.SIGINT, KeyboardInterrupt), (signal.SIGTERM, SystemExit), (signal.SIGUSR1, SoftTimeLimitError)],
)
def test_signal_finishes_what_is_in_flight(
    shop: Shop, store: str, number: int, exception: type[BaseException], count: int, workers: int
) -> None:
    assert get_ident() == main_thread().ident
    if store == "postgres":  # The whole input is written before the first record is sent.
        count = min(count, 20)
    before = signal.signal(signal.SIGUSR1, raise_time_limit)
    with shop.gateway.hold_creates() as release:
        stop = Thread(target=interrupt, args=(shop, number, workers, release))
        stop.start()
        with pytest.raises(exception) as caught:
            shop.push(shop.customers(count), workers=workers)
    stop.join()
    signal.signal(signal.SIGUSR1, before)
    assert getattr(caught.value, "code", 143) == 143
    assert signal.getsignal(signal.SIGTERM) == signal.SIG_DFL
    report = shop.report()
    assert (report.pending, report.unknown, len(shop.names)) == (workers, 0, workers)
    assert sum(report.counts().values()) <= (workers + GROUP if store == "file" else count)
    assert len([one for one in shop.sandbox.requests if one.status == 200]) == 1 + workers
    assert shop.push(shop.customers(20)).succeeded == 20
    assert sorted(shop.names) == sorted(f"Customer {number}" for number in range(20))


@pytest.mark.only_file("the clock of a database cannot be injected")
def test_too_short_pauses_grow(shop: Shop) -> None:
    shop.fail_creates(429, times=6, retry_after=0)
    assert shop.push([shop.customer("Ada")], workers=1, wait=False).pending == 1
    assert shop.time.seconds - 1_700_000_000 == pytest.approx(1 + 2 + 4 + 8 + 16)
