"""`bulk.settle`: webhook events settle the journal of a run, once, in whatever order they come."""

from __future__ import annotations

import itertools
import random
import signal
import sqlite3
import subprocess
import sys
import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from threading import Event, Semaphore, Thread
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

import pytest
from support.gateway import Gateway
from support.killing import CHILD
from support.short_pauses import environment
from support.webhook_receiver import WebhookReceiver

from codatsynccommerce import bulk, webhooks
from codatsynccommerce.bulk import sqlite_file
from codatsynccommerce.models import errors, shared
from codatsynccommerce.sandbox import Sandbox
from codatsynccommerce.webhooks.parsing import read_event

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from support.bulk_shop import Shop

    from codatsynccommerce.sandbox.http import HTTPRequest, HTTPResponse

pytestmark = pytest.mark.both_stores

WORKERS = 5
"""Requests that `support/pushing.py` sends at the same time."""
RESPONSES_LOST = 7
"""Attempts to create a record, after which a run gives it up."""


@pytest.fixture
def receiver(shop: Shop) -> Iterator[WebhookReceiver]:
    with WebhookReceiver(shop.sandbox.webhook_secret, now=shop.time.now) as receiver:
        shop.sandbox.add_webhook(receiver.url)
        yield receiver


def delivered(sandbox: Sandbox, receiver: WebhookReceiver, *, repeat: int = 1, seed: int = 1) -> list[Any]:
    """Finish every push, and return the events that the sandbox delivers."""
    sandbox.finish_pending()
    receiver.messages.clear()
    sandbox.deliver_webhooks(repeat=repeat, shuffle=seed)
    return [read_event(message.body) for message in receiver.messages]


def written(
    key: str, status: str = "Success", *, data_type: str = "customers", company: str | None = None, **payload: Any
) -> Any:
    how = "successful" if status == "Success" else "unsuccessful"
    model = webhooks.EVENT_MODELS[f"{{dataType}}.write.{how}"]
    document = {
        "id": key,
        "status": status,
        "referenceCompany": {"id": company} if company else None,
        "record": {"id": f"record of {key}"} if status == "Success" else None,
        **payload,
    }
    return model.from_dict({"eventType": f"{data_type}.write.{how}", "payload": document})


def operations_of(report: bulk.Report) -> list[str]:
    return [row.operation_key or "" for row in report.rows()]


def test_events_settle_a_run_that_did_not_wait(shop: Shop, receiver: WebhookReceiver) -> None:
    requests = [*shop.customers(20), shop.customer("Please reject me"), shop.customer("Have a timeout")]
    report = shop.push(requests, wait=False)
    assert report.pending == 22
    sent = len(shop.sandbox.requests)
    events = delivered(shop.sandbox, receiver, repeat=3, seed=5)
    news = Counter(event.payload.id for event in events if shop.settle(event))
    assert news == dict.fromkeys(operations_of(report), 1)
    assert (report.succeeded, report.failed, report.unknown) == (20, 1, 1)
    rows = list(report.rows())
    assert len({row.record_id for row in rows if row.record_id}) == 20
    assert rows[20].error == (
        f"the push ended as Failed; the event gives no reasons: read push operation {rows[20].operation_key}"
    )
    assert len(shop.sandbox.requests) == sent


@pytest.mark.only_file("it is about files")
def test_events_leave_one_file(shop: Shop, receiver: WebhookReceiver) -> None:
    shop.push(shop.customers(5), wait=False)
    for event in delivered(shop.sandbox, receiver):
        shop.settle(event)
    assert [path.name for path in shop.journal.parent.iterdir()] == [shop.journal.name]


def test_a_push_after_the_events_sends_nothing(shop: Shop, receiver: WebhookReceiver) -> None:
    shop.push(shop.customers(5), wait=False)
    for event in delivered(shop.sandbox, receiver):
        shop.settle(event)
    created = len(shop.sandbox.ledger)
    report = shop.push(shop.customers(5))
    assert report.succeeded == 5
    assert len(shop.sandbox.ledger) == created
    assert "GET push" not in shop.paths


def test_unrelated_event_changes_nothing(shop: Shop) -> None:
    report = shop.push(shop.customers(2), wait=False)
    before = shop.kept()
    (key, _) = operations_of(report)
    others = [
        written("another", company="8a210b68-0000-11ed-a1eb-0242ac120002"),
        written("another", data_type="invoices"),
        written(key, "Pending"),
        written(key, "Paused"),
        written("", company=shop.sandbox.company_id),
        written("x" * 501),
        webhooks.UnknownEvent("customers.write.paused", payload={"id": key}),
        webhooks.WriteSuccessfulEvent.from_dict({"eventType": "customers.write.successful"}),
        webhooks.ReadCompletedEvent.from_dict({"eventType": "read.completed", "payload": {}}),
    ]
    assert [shop.settle(event) for event in others] == [False] * len(others)
    assert report.pending == 2
    assert len(shop.kept()) == len(before)


def test_an_ended_record_does_not_change(shop: Shop) -> None:
    report = shop.push(shop.customers(1), wait=False)
    (key,) = operations_of(report)
    assert shop.settle(written(key, "Failed"))
    assert not shop.settle(written(key))
    assert report.failed == 1


def test_success_after_a_timeout_counts(shop: Shop) -> None:
    report = shop.push(shop.customers(1), wait=False)
    (key,) = operations_of(report)
    assert shop.settle(written(key, "TimedOut"))
    assert report.unknown == 1
    assert not shop.settle(written(key, "Failed"))
    assert shop.settle(written(key))
    assert not shop.settle(written(key, "TimedOut"))
    assert report.succeeded == 1


def test_events_of_earlier_attempts_are_no_news(shop: Shop) -> None:
    report = shop.push([shop.customer("Ada")], wait=False)
    (old,) = operations_of(report)
    shop.settle(written(old, "Failed"))
    (new,) = operations_of(report.retry_failed())
    assert [shop.settle(written(key)) for key in (old, new, old)] == [False, True, False]
    assert report.succeeded == 1


def test_events_before_the_response_are_kept(shop: Shop, receiver: WebhookReceiver) -> None:
    """The responses are lost, so that the journal knows no push operation when the events arrive."""
    shop.fail_creates("drop", times=3 * RESPONSES_LOST)
    report = shop.push(shop.customers(3))
    assert report.unknown == 3
    events = delivered(shop.sandbox, receiver, repeat=2)
    assert sorted(shop.settle(event) for event in events) == [False] * 3 + [True] * 3
    assert report.unknown == 3
    report = shop.push(shop.customers(3))
    assert report.succeeded == 3
    assert len(shop.sandbox.ledger) == 3
    assert shop.paths[-3:] == ["POST customers"] * 3


def test_events_end_a_run_that_goes_on(shop: Shop, receiver: WebhookReceiver) -> None:
    """They arrive while the run pauses between two polls."""
    slept = shop.time.sleep

    def sleep(seconds: float) -> None:
        slept(seconds)
        for event in delivered(shop.sandbox, receiver):
            shop.settle(event)

    shop.sandbox._app.pending_polls = 10**6  # type: ignore[attr-defined]
    shop.time.sleep = sleep  # type: ignore[method-assign]
    shop.client = shop.connect(lambda: shared.Security.from_api_key(shop.sandbox.api_key))
    report = shop.push([*shop.customers(4), shop.customer("Please reject me")])
    assert (report.succeeded, report.failed) == (4, 1)
    assert "reject" in str(list(report.rows())[4].error)


@pytest.mark.only_file("it is about files")
def test_another_process_settles_a_run_that_goes_on(shop: Shop) -> None:
    program = (
        "import sys\n"
        "from codatsynccommerce import bulk, webhooks\n"
        "for line in sys.stdin:\n"
        "    event = webhooks.WriteSuccessfulEvent.from_json(line)\n"
        "    print(bulk.settle(sys.argv[1], event), flush=True)\n"
    )
    slept = shop.time.sleep
    news: list[str] = []
    command = [sys.executable, "-c", program, str(shop.journal)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as child:  # noqa: S603
        assert child.stdin
        assert child.stdout

        def sleep(seconds: float) -> None:
            slept(seconds)
            for created in shop.sandbox.ledger if not news else ():
                child.stdin.write(written(created.push_operation_key).to_json() + "\n")  # type: ignore[union-attr]
                child.stdin.flush()  # type: ignore[union-attr]
                news.append(child.stdout.readline().strip())  # type: ignore[union-attr]

        shop.time.sleep = sleep  # type: ignore[method-assign]
        shop.client = shop.connect(lambda: shared.Security.from_api_key(shop.sandbox.api_key))
        report = shop.push(shop.customers(3))
        child.stdin.close()
    assert news == ["True"] * 3
    assert report.succeeded == 3


def test_runs_and_events_do_not_hinder_each_other(shop: Shop) -> None:
    """Threads settle while runs open and close the journal again and again: none is refused, and no event is lost."""
    report = shop.push(shop.customers(40), wait=False)
    keys = operations_of(report)
    random.Random(3).shuffle(keys)
    done = Event()

    def run() -> None:
        while not done.is_set():
            shop.push(shop.customers(40), wait=False)

    runner = Thread(target=run)
    runner.start()
    try:
        with ThreadPoolExecutor(4) as pool:
            news = list(pool.map(lambda key: shop.settle(written(key)), [*keys, *keys]))
    finally:
        done.set()
        runner.join()
    assert sum(news) == 40
    assert report.succeeded == 40


@pytest.mark.only_file("it is about files")
def test_starting_run_waits_for_event_being_written(shop: Shop, monkeypatch: pytest.MonkeyPatch) -> None:
    """SQLite itself does not wait when a run changes the mode of the journal."""
    shop.push(shop.customers(1))
    writer = sqlite3.connect(shop.journal, isolation_level=None)
    writer.execute("BEGIN IMMEDIATE")
    pauses: list[float] = []

    def pause(seconds: float) -> None:
        pauses.append(seconds)
        if len(pauses) == 3:
            writer.close()

    monkeypatch.setattr(sqlite_file, "time", SimpleNamespace(monotonic=time.monotonic, sleep=pause))
    assert shop.push(shop.customers(2)).succeeded == 2
    assert len(pauses) == 3


@pytest.mark.only_file("it is about files")
def test_starting_run_waits_no_longer_than_its_limit(shop: Shop, monkeypatch: pytest.MonkeyPatch) -> None:
    shop.push(shop.customers(1))
    passed = itertools.count(step=3)
    clock = SimpleNamespace(monotonic=lambda: next(passed), sleep=list[float]().append)
    monkeypatch.setattr(sqlite_file, "time", clock)
    writer = sqlite3.connect(shop.journal, isolation_level=None)
    try:
        writer.execute("BEGIN IMMEDIATE")
        with pytest.raises(bulk.JournalError, match="held by another program"):
            shop.push(shop.customers(2))
    finally:
        writer.close()
    assert next(passed) > 10


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no SIGKILL")
def test_events_settle_a_run_that_was_killed(tmp_path: Path) -> None:
    """Half of the records have a push operation, of some the response was lost; events are repeated and shuffled."""
    journal, count = tmp_path / "journal.sqlite", 60
    numbers, waiting, done, killed = itertools.count(), Semaphore(0), Semaphore(0), Event()

    def gateway(request: HTTPRequest, behind: Callable[[], HTTPResponse]) -> HTTPResponse:
        """Hold the creates of the second half until the program is dead, then do their work."""
        if request.method != "POST" or next(numbers) < count // 2:
            return behind()
        waiting.release()
        killed.wait()
        response = behind()
        done.release()
        return response

    with Sandbox() as sandbox, WebhookReceiver(sandbox.webhook_secret) as receiver:
        Gateway(sandbox).put(gateway)
        sandbox.add_webhook(receiver.url)
        where = [sandbox.url, sandbox.api_key, sandbox.company_id, sandbox.connection_id, str(count), str(journal)]
        with subprocess.Popen([sys.executable, str(CHILD), *where], stdout=subprocess.DEVNULL) as child:  # noqa: S603
            try:
                arrived = [waiting.acquire(timeout=60) for _ in range(WORKERS)]
            finally:
                child.send_signal(signal.SIGKILL)
                child.wait()
                killed.set()
        assert all(arrived)
        assert all(done.acquire(timeout=60) for _ in range(WORKERS))
        events = delivered(sandbox, receiver, repeat=3, seed=9)
        keys = {created.push_operation_key for created in sandbox.ledger}
        news = Counter(event.payload.id for event in events if bulk.settle(journal, event))
        assert news == dict.fromkeys(keys, 1)
        assert bulk.read_report(journal).pending == 0
        pushed = subprocess.run(  # noqa: S603 - our own
            [sys.executable, str(CHILD), *where], env=environment(), check=False, capture_output=True, text=True
        )
        assert f"{count} succeeded" in pushed.stdout
        assert Counter(created.record["customerName"] for created in sandbox.ledger) == {
            f"Customer {number}": 1 for number in range(count)
        }
        assert not any(bulk.settle(journal, event) for event in events)
        assert bulk.read_report(journal).succeeded == count


@pytest.mark.only_file("it is about files")
def test_settle_refuses_what_it_cannot_use(shop: Shop) -> None:
    with pytest.raises(bulk.JournalError, match="there is no journal"):
        shop.settle(written("a"))
    assert not any(shop.journal.parent.iterdir())
    shop.push(shop.customers(1))
    for other in (b"{}", {"eventType": "customers.write.successful"}, None):
        with pytest.raises(errors.RequestError, match=r"an event that webhooks\.parse returned"):
            shop.settle(other)
    notes = shop.journal.with_name("notes.txt")
    notes.write_text("no journal, but long enough to be one" * 9)
    with pytest.raises(bulk.JournalError, match="is not a journal"):
        bulk.settle(notes, written("a"))
