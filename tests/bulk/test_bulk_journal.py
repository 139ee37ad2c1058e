"""The journal of a run: what is on the disk before a request leaves, who may open it, and what it forgets."""

from __future__ import annotations

import os
import re
import shutil
import sqlite3
import stat
import subprocess
import sys
from contextlib import closing
from pathlib import Path
from threading import Event, Thread
from time import sleep
from typing import TYPE_CHECKING, Any

import pytest
from support.bulk_shop import bulkshop
from support.short_pauses import environment

from codatsynccommerce import bulk, webhooks
from codatsynccommerce.bulk import journal_lock, sqlite_file, sqlite_journal
from codatsynccommerce.bulk.journal import JournalRecord, PushTarget, SentBetween
from codatsynccommerce.bulk.journal_descriptors import JournalConnection
from codatsynccommerce.bulk.journal_lock import JournalLock
from codatsynccommerce.bulk.outcome import Outcome
from codatsynccommerce.bulk.rules import SUCCEEDED
from codatsynccommerce.bulk.sqlite_journal import SqliteJournal
from codatsynccommerce.bulk.worker_pool import READ_AHEAD

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from support.bulk_shop import Shop

    from codatsynccommerce.sandbox.http import HTTPRequest, HTTPResponse

    Behind = Callable[[], HTTPResponse]


def test_key_is_committed_before_request_leaves(shop: Shop, monkeypatch: pytest.MonkeyPatch) -> None:
    statements: list[str] = []
    connect: Any = sqlite3.connect

    def traced(*given: Any, **named: Any) -> sqlite3.Connection:
        database: sqlite3.Connection = connect(*given, **named)
        database.set_trace_callback(statements.append)
        return database

    states: list[str] = []

    def gateway(request: HTTPRequest, behind: Behind) -> HTTPResponse:
        if request.method == "POST":
            with closing(connect(shop.journal)) as database:
                rows = database.execute(
                    "SELECT state FROM records WHERE key = ?", (request.idempotency_key,)
                ).fetchall()
            states.extend(state for (state,) in rows)
        return behind()

    monkeypatch.setattr(sqlite3, "connect", traced)
    shop.gateway.put(gateway)
    shop.push(shop.customers(12), workers=3, wait=False)
    assert states == ["sending"] * 12
    # https://www.sqlite.org/pragma.html#pragma_synchronous: only FULL writes to the disk at each commit in WAL mode.
    assert [text for text in statements if "synchronous" in text] == ["PRAGMA synchronous=FULL"]


def test_records_share_commits(shop: Shop, monkeypatch: pytest.MonkeyPatch) -> None:
    commits: list[str] = []
    connect: Any = sqlite3.connect

    def traced(*given: Any, **named: Any) -> sqlite3.Connection:
        database: sqlite3.Connection = connect(*given, **named)
        database.set_trace_callback(lambda text: commits.append(text) if text == "COMMIT" else None)
        return database

    monkeypatch.setattr(sqlite3, "connect", traced)
    with shop.gateway.hold_creates() as release:
        requests = shop.customers(101)

        def first() -> Iterator[Any]:
            for number, request in enumerate(requests):
                if number == 5:  # Those that may wait have been read: from here on five share each commit.
                    release.set()
                yield request

        assert shop.push(first(), workers=1, wait=False).pending == 101
    assert len(commits) < 101 / 2


def test_record_that_cannot_be_sent_stays_failed(shop: Shop) -> None:
    wrong: Any = shop.customer("Ada", email_address=object())
    first = shop.push([wrong])
    (row,) = first.rows()
    create = shop.client.accounting_customers.create_accounting_customer
    for again in (first.retry_failed(), bulk.retry_failed(create, journal=shop.journal)):
        assert list(again.rows()) == [row]
        assert again.failed == 1
    assert shop.sandbox.requests == ()


@pytest.mark.filterwarnings("ignore:.*has no member")
@pytest.mark.parametrize("status", ["Success", "success"])
def test_content_is_forgotten_on_immediate_success(shop: Shop, status: str) -> None:
    shop.gateway.change_creates(lambda push: {**push, "status": status})
    assert shop.push([shop.customer("Ada Secret")], wait=False).succeeded == 1
    assert b"Ada Secret" not in shop.journal.read_bytes()


def test_finished_journal_holds_no_content(shop: Shop) -> None:
    names = [f"Secret {number} " + "x" * 20 * number for number in range(200)]
    assert shop.push(map(shop.customer, names)).succeeded == 200
    assert b"Secret" not in shop.journal.read_bytes()
    assert sorted(path.name for path in shop.journal.parent.iterdir()) == ["journal.sqlite"]


@pytest.mark.skipif(os.name != "posix", reason="modes are POSIX's")
def test_only_owner_can_read_files(shop: Shop) -> None:
    modes: dict[str, int] = {}

    def requests() -> Iterator[Any]:
        for number in range(20):
            yield shop.customer(f"Customer {number}")
        for path in shop.journal.parent.iterdir():
            modes[path.name] = stat.S_IMODE(path.stat().st_mode)

    shop.push(requests(), wait=False)
    names = ("", "-wal", "-shm", ".lock")
    assert modes == {f"journal.sqlite{name}": 0o600 for name in names}
    shop.journal.chmod(0o644)
    shop.push(shop.customers(20))
    assert stat.S_IMODE(shop.journal.stat().st_mode) == 0o600


def test_empty_file_is_not_a_new_journal(shop: Shop) -> None:
    assert shop.push(shop.customers(2)).succeeded == 2
    shop.journal.write_bytes(b"")
    with pytest.raises(bulk.JournalError, match="is empty"):
        shop.push(shop.customers(2))
    with pytest.raises(bulk.JournalError, match="is empty"):
        bulk.read_report(shop.journal)
    assert len(shop.names) == 2


@pytest.mark.parametrize(("version", "words"), [(99, "by a later release"), (1, "by an earlier release")])
def test_journal_of_another_version_is_refused(shop: Shop, version: int, words: str) -> None:
    shop.push(shop.customers(2))
    with closing(sqlite3.connect(shop.journal)) as database:
        database.execute(f"PRAGMA user_version={version}")
    with pytest.raises(bulk.JournalError, match=words):
        shop.push(shop.customers(2))
    with pytest.raises(bulk.JournalError, match=words):
        bulk.read_report(shop.journal)


def test_journal_of_another_server_is_refused(shop: Shop, tmp_path: Path) -> None:
    with bulkshop(tmp_path) as trial:
        assert trial.push(trial.customers(2)).succeeded == 2
    with pytest.raises(bulk.JournalError, match="was made for the server http://127"):
        shop.push(shop.customers(2))
    assert shop.sandbox.requests == ()


@pytest.mark.skipif(sys.platform != "linux", reason="other systems cannot tell")
def test_hard_link_is_the_same_journal(shop: Shop) -> None:
    link = shop.journal.with_name("link.sqlite")

    def requests() -> Iterator[Any]:
        yield shop.customer("Ada")
        os.link(shop.journal, link)
        with pytest.raises(bulk.JournalError, match="in use by another run"):
            shop.push([], journal=link)

    shop.push(requests())
    assert shop.push([shop.customer("Ada")], journal=link).succeeded == 1
    assert shop.names == ["Ada"]


def test_symbolic_link_is_the_same_journal(shop: Shop) -> None:
    link = shop.journal.with_name("link.sqlite")
    link.symlink_to(shop.journal)

    def requests() -> Iterator[Any]:
        yield shop.customer("Ada")
        with pytest.raises(bulk.JournalError, match="in use by another run"):
            shop.push([], journal=link)

    shop.push(requests())
    assert shop.push([shop.customer("Ada")], journal=link).succeeded == 1
    assert shop.names == ["Ada"]


def test_directory_change_moves_no_journal(shop: Shop, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    monkeypatch.chdir(tmp_path)

    def requests() -> Iterator[Any]:
        yield shop.customer("Ada")
        monkeypatch.chdir(elsewhere)
        yield shop.customer("please reject me")

    report = shop.push(requests(), journal="relative.sqlite")
    assert (report.succeeded, report.failed) == (1, 1)
    assert report.retry_failed().failed == 1
    assert list(elsewhere.iterdir()) == []


def test_retry_of_missing_journal_makes_none(shop: Shop) -> None:
    create = shop.client.accounting_customers.create_accounting_customer
    with pytest.raises(bulk.JournalError, match="there is no journal at"):
        bulk.retry_failed(create, journal=shop.journal)
    assert not shop.journal.exists()


def copy_during_run(shop: Shop, *suffixes: str) -> Path:
    """Copy files of a journal while its run goes on, as a backup or `kill -9` would leave them."""
    copy = shop.journal.parent / "kept" / "journal.sqlite"
    copy.parent.mkdir()

    def requests() -> Iterator[Any]:
        for number in range(60):
            yield shop.customer(f"Customer {number}")
        while len(shop.names) < 60:
            sleep(0.01)
        for suffix in suffixes:
            shutil.copy(f"{shop.journal}{suffix}", f"{copy}{suffix}")

    shop.push(requests(), wait=False)
    return copy


def test_journal_without_its_second_file_is_refused(shop: Shop) -> None:
    copy = copy_during_run(shop, "")
    with pytest.raises(bulk.JournalError, match=r"is incomplete: .* journal\.sqlite-wal"):
        shop.push(shop.customers(60), journal=copy)
    with pytest.raises(bulk.JournalError, match="is incomplete"):
        bulk.read_report(copy)
    assert len(shop.names) == 60


EVENT: Any = webhooks.WriteSuccessfulEvent.from_dict(
    {"eventType": "customers.write.successful", "payload": {"id": "operation", "record": {"id": "record"}}}
)


def test_empty_second_file_is_none(shop: Shop) -> None:
    """SQLite makes one for whoever only reads a journal: this library, or a viewer."""
    copy = copy_during_run(shop, "")
    for _ in range(2):
        with pytest.raises(bulk.JournalError, match="is incomplete"):
            bulk.read_report(copy)
        Path(f"{copy}-wal").touch()
        with pytest.raises(bulk.JournalError, match="is incomplete"):
            bulk.settle(copy, EVENT)
        Path(f"{copy}-wal").touch()
        with pytest.raises(bulk.JournalError, match="is incomplete"):
            shop.push(shop.customers(60), journal=copy)
    assert len(shop.names) == 60


def test_journal_with_its_second_file_goes_on(shop: Shop) -> None:
    copy = copy_during_run(shop, "", "-wal")
    assert bulk.read_report(copy).failed == 0
    assert shop.push(shop.customers(60), journal=copy).succeeded == 60
    assert len(shop.names) == 60


def test_viewer_may_complete_a_killed_journal(shop: Shop) -> None:
    """A database viewer moves the second file into the journal when it closes. Nothing is missing then."""
    copy = copy_during_run(shop, "", "-wal")
    with closing(sqlite3.connect(copy)) as database:
        database.execute("SELECT COUNT(*) FROM records").fetchall()
    assert not Path(f"{copy}-wal").exists()
    assert shop.push(shop.customers(60), journal=copy).succeeded == 60
    assert len(shop.names) == 60


def test_journal_moves_into_one_file_now_and_then(shop: Shop, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sqlite_journal, "_COMMITS_BETWEEN_CHECKPOINTS", 3)
    copy = copy_during_run(shop, "")
    with closing(sqlite3.connect(copy)) as database:
        assert database.execute("SELECT COUNT(*) FROM records").fetchone()[0] > 20
    with pytest.raises(bulk.JournalError, match="is incomplete"):
        shop.push(shop.customers(60), journal=copy)
    assert shop.push(shop.customers(60)).succeeded == 60


def newest_pages(wal: bytes) -> dict[int, bytes]:
    """Return the pages that a second file holds, by number. See https://www.sqlite.org/fileformat2.html#walformat."""
    size, salt = int.from_bytes(wal[8:12], "big"), wal[16:24]
    pages: dict[int, bytes] = {}
    for start in range(32, len(wal), 24 + size):
        if wal[start + 8 : start + 16] == salt:
            pages[int.from_bytes(wal[start : start + 4], "big")] = wal[start + 24 : start + 24 + size]
    return pages


def test_journal_is_whole_or_says_so_while_it_is_closed(shop: Shop, tmp_path: Path) -> None:
    """A crash may leave any number of the pages that SQLite moves into the journal. Somebody then takes it alone."""
    shop.push(shop.customers(60), wait=False)
    keys = {row.index: row.operation_key for row in shop.report().rows()}
    moments: list[tuple[bytes, dict[int, bytes]]] = []

    def on_statement(statement: str) -> None:
        if statement.startswith("PRAGMA wal_checkpoint"):
            wal = Path(f"{shop.journal}-wal").read_bytes()
            moments.append((shop.journal.read_bytes(), newest_pages(wal)))

    journal = SqliteJournal(shop.journal, None, None)
    journal._database.execute("UPDATE records SET operation = operation || ' changed'")
    journal._database.set_trace_callback(on_statement)
    journal.close()
    changed = {index: f"{key} changed" for index, key in keys.items()}
    torn = tmp_path / "torn.sqlite"
    refused = 0
    for before, pages in moments:
        size = len(next(iter(pages.values())))
        for moved in range(len(pages) + 1):
            file = bytearray(before)
            for number in sorted(pages)[:moved]:
                file[(number - 1) * size : number * size] = pages[number]
            torn.write_bytes(file)
            try:
                found = {row.index: row.operation_key for row in bulk.read_report(torn).rows()}
            except bulk.JournalError:
                refused += 1
            else:
                assert found == changed
    assert refused > 2


@pytest.mark.parametrize("first", ["push", "settle", "other server"])
def test_killed_run_goes_on_whenever_it_was_killed(shop: Shop, tmp_path: Path, first: str) -> None:
    """Also between the steps in which the journal is made whole, and whoever opens it first."""
    shop.push(shop.customers(60), wait=False)
    copies: list[Path] = []

    def on_statement(_statement: str) -> None:
        copies.append(tmp_path / str(len(copies)) / "journal.sqlite")
        copies[-1].parent.mkdir()
        for suffix in ("", "-wal"):
            shutil.copy(f"{shop.journal}{suffix}", f"{copies[-1]}{suffix}")

    journal = SqliteJournal(shop.journal, None, None)
    journal._database.set_trace_callback(on_statement)
    journal._checkpoint()
    journal.close()
    for copy in copies:
        if first == "settle":
            assert bulk.settle(copy, EVENT)
        elif first == "other server":
            with pytest.raises(bulk.JournalError, match="was made for the server"):
                SqliteJournal(copy, None, "https://elsewhere.example")
        assert shop.push(shop.customers(60), journal=copy, wait=False).not_sent == 0
    assert len(copies) > 6
    assert len(shop.names) == 60


def test_full_disk_leaves_a_journal_that_can_be_used(shop: Shop) -> None:
    """SQLite may move the second file into the journal when that is closed, and remove it."""

    class FullDisk(JournalConnection):
        def execute(self, statement: str, *values: Any) -> sqlite3.Cursor:
            if "wal_checkpoint" in statement:
                message = "database or disk is full"
                raise sqlite3.OperationalError(message)
            return super().execute(statement, *values)

    shop.push(shop.customers(5), wait=False)
    journal = SqliteJournal(shop.journal, None, None)
    journal._database.__class__ = FullDisk
    with pytest.raises(bulk.JournalError, match="disk is full"):
        journal.close()
    assert not Path(f"{shop.journal}-wal").exists()
    assert shop.push(shop.customers(5)).succeeded == 5
    assert len(shop.names) == 5


HALF_WRITTEN = """
import os, signal, sqlite3, sys
database = sqlite3.connect(sys.argv[1], isolation_level=None)
database.execute("PRAGMA cache_size=1")
database.execute("BEGIN")
database.execute("UPDATE records SET state = 'failed', error = 'half'")
database.execute("CREATE TABLE filler AS SELECT zeroblob(1000000)")
os.kill(os.getpid(), signal.SIGKILL)
"""
"""Writes half of a transaction into a journal that no run has, like a `settle` that is killed at the worst moment."""


def test_report_shows_no_half_transaction(shop: Shop) -> None:
    shop.push(shop.customers(60))
    subprocess.run([sys.executable, "-c", HALF_WRITTEN, str(shop.journal)], check=False)  # noqa: S603 - our own
    assert Path(f"{shop.journal}-journal").exists()
    assert shop.report().succeeded == 60
    assert shop.push(shop.customers(61)).succeeded == 61
    assert len(shop.names) == 61


def test_open_viewer_does_not_stop_a_run(shop: Shop) -> None:
    shop.push(shop.customers(3))
    with closing(sqlite3.connect(shop.journal)) as viewer:
        assert viewer.execute("SELECT COUNT(*) FROM records").fetchone() == (3,)
        assert shop.push(shop.customers(6)).succeeded == 6
        assert viewer.execute("SELECT COUNT(*) FROM records").fetchone() == (6,)
    assert shop.push(shop.customers(6)).succeeded == 6
    assert len(shop.names) == 6


def test_viewer_that_locks_is_not_another_run(shop: Shop, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sqlite_file, "_BUSY_TIMEOUT", 0.05)
    shop.push(shop.customers(3))
    with closing(sqlite3.connect(shop.journal, isolation_level=None)) as viewer:
        viewer.execute("BEGIN IMMEDIATE")
        with pytest.raises(bulk.JournalError, match="held by another program, such as a database viewer"):
            shop.push(shop.customers(6))
        viewer.execute("ROLLBACK")
    assert shop.push(shop.customers(6)).succeeded == 6


def test_removed_second_file_stops_the_run(shop: Shop) -> None:
    """Whatever removes it takes the newest keys with it: no request may leave after that."""

    def requests() -> Iterator[Any]:
        for number in range(200):
            if number == 100:
                Path(f"{shop.journal}-wal").unlink()
            yield shop.customer(f"Customer {number}")

    with pytest.raises(bulk.JournalError, match=r"has removed .*journal\.sqlite-wal"):
        shop.push(requests(), workers=1, wait=False)
    assert 0 < len(shop.names) <= 100


def test_report_is_read_while_run_goes_on(shop: Shop) -> None:
    reports: list[tuple[int, int]] = []

    def requests() -> Iterator[Any]:
        for number in range(3 * 2 * READ_AHEAD):
            yield shop.customer(f"Customer {number}")
            if number % (2 * READ_AHEAD) == 2 * READ_AHEAD - 1:
                report = bulk.read_report(shop.journal)
                assert report.unread is None
                reports.append((report.pending + report.unknown, sum(1 for _ in report.rows())))

    shop.push(requests(), wait=False)
    assert len(reports) == 3
    assert all(rows >= counted > 0 for counted, rows in reports)


@pytest.mark.parametrize("crashed", [True, False])
def test_report_needs_no_writable_drive(shop: Shop, monkeypatch: pytest.MonkeyPatch, *, crashed: bool) -> None:
    """SQLite cannot make its own files beside a journal there."""
    copy = copy_during_run(shop, "", "-wal")
    if not crashed:
        with closing(sqlite3.connect(copy)) as database:  # Moves the second file into the journal.
            database.execute("SELECT 1 FROM records").fetchall()
    connect: Any = sqlite3.connect
    refused: list[str] = []

    def read_only(address: str, **options: Any) -> Any:
        if str(copy) in address and "immutable" not in address:
            refused.append(address)
            return connect("file:/nowhere/at/all?mode=ro", **options)
        return connect(address, **options)

    monkeypatch.setattr(sqlite3, "connect", read_only)
    assert sum(1 for _ in bulk.read_report(copy).rows()) == 60
    assert refused


def test_operation_key_belongs_to_one_record(shop: Shop) -> None:
    first: list[dict[str, Any]] = []

    def stale(push: dict[str, Any]) -> dict[str, Any]:
        first.append(push)
        return first[0]

    shop.gateway.change_creates(stale)
    report = shop.push(shop.customers(4), workers=1)
    assert (report.succeeded, report.unknown) == (0, 4)
    for row in report.rows("unknown"):
        assert row.operation_key is None
        assert f"are mixed up: the last one names push operation {first[0]['pushOperationKey']}" in (row.error or "")


@pytest.mark.parametrize("name", ["companyId", "dataConnectionKey"])
def test_response_about_another_place_is_unknown(shop: Shop, name: str) -> None:
    shop.gateway.change_creates(lambda push: {**push, "status": "Success", name: "somebody-else"})
    report = shop.push(shop.customers(2), workers=1)
    assert (report.succeeded, report.unknown) == (0, 2)


HALF_A_PAIR = "\ud83d"


@pytest.mark.parametrize(
    "changes",
    [
        {"pushOperationKey": 1.5},
        {"pushOperationKey": True},
        {"pushOperationKey": f"k{HALF_A_PAIR}"},
        {"pushOperationKey": "k\0"},
        {"pushOperationKey": "k" * 501},
        {"pushOperationKey": ["k"]},
    ],
)
def test_response_that_cannot_be_kept_is_unknown(shop: Shop, changes: dict[str, Any]) -> None:
    odd = True
    shop.gateway.change_creates(lambda push: {**push, **changes} if odd else push)
    report = shop.push(shop.customers(3), workers=1, wait=False)
    assert (report.unknown, report.stopped) == (3, None)
    assert all(row.error for row in report.rows())
    odd = False
    assert (shop.push(shop.customers(3)).succeeded, len(shop.names)) == (3, 3)


@pytest.mark.parametrize(
    "changes",
    [
        {"statusCode": "202"},
        {"status": 7},
        {"requestedOnUtc": 10**400},
        {"requestedOnUtc": "0001-01-01T00:00:00+14:00"},
        {"status": "Success", "changes": [{"recordRef": {"id": 10**30, "dataType": 5}}]},
        {"status": "Success", "changes": [{"recordRef": {"id": f"r{HALF_A_PAIR}"}}]},
        {"status": "Failed", "errorMessage": f"no{HALF_A_PAIR}\0"},
        {"status": "Failed", "errorMessage": 10**30},
        {"validation": {"errors": [], "warnings": [{"itemId": 1, "message": f"w{HALF_A_PAIR}\0"}]}},
        {"dataType": 3, "timeoutInMinutes": "many"},
    ],
)
def test_odd_response_values_do_not_end_run(shop: Shop, changes: dict[str, Any]) -> None:
    shop.gateway.change_creates(lambda push: {**push, **changes})
    report = shop.push(shop.customers(3), workers=1, wait=False)
    assert report.unknown + report.pending + report.succeeded + report.failed == 3
    assert report.stopped is None
    list(report.rows())


def test_number_as_operation_key_is_kept(shop: Shop) -> None:
    number = 10**25
    shop.gateway.change_creates(lambda push: {**push, "pushOperationKey": number, "status": "Success"})
    (row,) = shop.push([shop.customer("Ada")]).rows()
    assert (row.status, row.operation_key) == ("succeeded", str(number))


def test_full_disk_stops_before_sending(shop: Shop, monkeypatch: pytest.MonkeyPatch) -> None:
    begin = sqlite_journal.SqliteJournal.begin
    begun: list[int] = []

    def full(journal: sqlite_journal.SqliteJournal, records: list[JournalRecord], earliest: float | None) -> None:
        if len(begun) == 2:
            journal._database.execute("PRAGMA max_page_count=1")
        begin(journal, records, earliest)
        begun.append(len(records))

    monkeypatch.setattr(sqlite_journal.SqliteJournal, "begin", full)
    many = [shop.customer("x" * 5000) for _ in range(50)]
    with pytest.raises(bulk.JournalError, match="database or disk is full"):
        shop.push(many, workers=1, wait=False)
    monkeypatch.undo()
    assert len(shop.names) <= sum(begun) < 50
    assert (shop.push(many).succeeded, len(shop.names)) == (50, 50)


def test_full_disk_forgets_no_outcome(tmp_path: Path) -> None:
    """What waited is written as soon as there is room, even if the records with it do not fit."""
    record = JournalRecord(0, b"digest", PushTarget("company", "connection", "/path"), b"{}", "key", is_new=True)
    path = tmp_path / "journal.sqlite"
    with sqlite_journal.SqliteJournal(path, "create", "https://api.example") as journal:
        journal.begin([record], None)
        journal.settle(record, Outcome(SUCCEEDED, "op-1", record_id="id-1"), SentBetween())
        journal._database.execute("PRAGMA max_page_count=1")
        with pytest.raises(bulk.JournalError, match="database or disk is full"):
            journal.begin([record._replace(position=1, body=b"x" * 100_000)], None)
        journal._database.execute("PRAGMA max_page_count=10000")
    (row,) = bulk.read_report(path).rows()
    assert (row.status, row.record_id) == ("succeeded", "id-1")


@pytest.mark.skipif(sys.platform == "win32", reason="Windows removes no open file")
@pytest.mark.parametrize(("removals", "acquired"), [(1, True), (19, True), (20, False)])
def test_lock_file_removed_meanwhile_locks_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, removals: int, *, acquired: bool
) -> None:
    """The holder before removes it after this run has opened it."""
    left = iter(range(removals))
    try_lock = journal_lock._try_lock

    def lock_after_removal(descriptor: int) -> bool:
        if next(left, None) is not None:
            (tmp_path / "j.lock").unlink()
        return try_lock(descriptor)

    monkeypatch.setattr(journal_lock, "_try_lock", lock_after_removal)
    first, second = JournalLock(tmp_path / "j"), JournalLock(tmp_path / "j")
    assert first.acquire() is acquired
    if acquired:
        assert second.is_held()
        assert not second.acquire()
        first.release()
    assert not second.is_held()
    assert second.acquire()
    second.release()


HOLD_LOCK = """
import sys
from pathlib import Path
from codatsynccommerce.bulk.journal_lock import JournalLock
print(JournalLock(Path(sys.argv[1])).acquire(), flush=True)
sys.stdin.read()
"""


def test_lock_of_another_process_is_seen(tmp_path: Path) -> None:
    """As long as it lives. What it leaves is removed."""
    lock = JournalLock(tmp_path / "j")
    command = [sys.executable, "-c", HOLD_LOCK, str(tmp_path / "j")]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as other:  # noqa: S603
        assert other.stdout is not None
        assert other.stdout.readline() == "True\n"
        assert (lock.is_held(), lock.acquire()) == (True, False)
        other.kill()
    assert not lock.is_held()
    assert list(tmp_path.iterdir()) == []


def test_lock_belongs_to_one_holder(tmp_path: Path) -> None:
    first, second = JournalLock(tmp_path / "j"), JournalLock(tmp_path / "j")
    assert first.acquire()
    assert not second.acquire()
    first.release()
    assert second.acquire()
    second.release()
    assert list(tmp_path.iterdir()) == []


def test_lock_is_free_while_others_look_at_it(tmp_path: Path) -> None:
    lock, others, done = JournalLock(tmp_path / "j"), JournalLock(tmp_path / "j"), Event()

    def look() -> None:
        while not done.is_set():
            others.is_held()

    looking = [Thread(target=look) for _ in range(4)]
    for thread in looking:
        thread.start()
    try:
        for _ in range(200):
            assert lock.acquire()
            assert others.is_held()
            lock.release()
    finally:
        done.set()
        for thread in looking:
            thread.join()
    assert not others.is_held()


def test_looking_at_lock_removes_left_file(tmp_path: Path) -> None:
    (tmp_path / "j.lock").touch()
    assert not JournalLock(tmp_path / "j").is_held()
    assert list(tmp_path.iterdir()) == []


@pytest.mark.skipif(sys.platform != "linux", reason="other systems have no such lock")
def test_released_file_is_free_while_a_program_starts(tmp_path: Path) -> None:
    """A program that is being started has every descriptor of its parent until it runs."""
    journal = tmp_path / "j"
    journal.touch()
    first, second = JournalLock(journal), JournalLock(journal)
    assert first.acquire()
    assert first.hold_file(journal)
    assert first._file is not None
    descriptor = os.dup(first._file)
    first.release()
    try:
        assert second.acquire()
        assert second.hold_file(journal)
        second.release()
    finally:
        os.close(descriptor)


LOCK = """
import sys
from pathlib import Path
from codatsynccommerce.bulk.journal_descriptors import JournalConnection
from codatsynccommerce.bulk.journal_lock import JournalLock
from codatsynccommerce.bulk.sqlite_journal import SqliteJournal
from codatsynccommerce.bulk.worker_pool import READ_AHEAD
sys.exit(not JournalLock(Path(sys.argv[1])).acquire())
"""


def test_lock_keeps_other_processes_out(tmp_path: Path) -> None:
    journal = tmp_path / "j"
    journal.touch()
    lock = JournalLock(journal)
    assert lock.acquire()
    journal.read_bytes()  # Would drop a POSIX lock on the journal itself.

    def is_free() -> bool:
        run = subprocess.run([sys.executable, "-c", LOCK, str(journal)], check=False)  # noqa: S603 - our own
        return run.returncode == 0

    assert not is_free()
    lock.release()
    assert is_free()
    assert is_free()  # The process before ended without a release.


def test_report_reads_a_journal_that_a_run_opens(shop: Shop, monkeypatch: pytest.MonkeyPatch) -> None:
    """A run that starts says for a moment that the journal is not whole, before it has a second file."""
    report = shop.push(shop.customers(2))

    def mark(sealed: int) -> None:
        with closing(sqlite3.connect(shop.journal, isolation_level=None)) as database:
            database.execute("UPDATE journal SET value = ? WHERE name = 'sealed'", (sealed,))

    mark(0)
    pauses: list[float] = []

    def pause(seconds: float) -> None:
        pauses.append(seconds)
        mark(1)

    monkeypatch.setattr("codatsynccommerce.bulk.sqlite_reader.time.sleep", pause)
    assert report.succeeded == 2
    assert len(pauses) == 1


FORK = """
import os, sys
from codatsynccommerce import CodatSyncCommerce, bulk
from codatsynccommerce.models import operations, shared
url, key, company, connection, journal, child_leaves = sys.argv[1:]
client = CodatSyncCommerce(shared.Security.from_api_key(key), server_url=url)
def requests():
    for number in range(30):
        if number == 15:
            child = os.fork()
            if not child and child_leaves == "True":
                sys.exit(3)
            if child:
                print(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]))
        customer = shared.AccountingCustomer(shared.CustomerStatus.ACTIVE, customer_name=f"Customer {number}")
        yield operations.CreateAccountingCustomerRequest(company, connection, customer)
try:
    create = client.accounting_customers.create_accounting_customer
    report = bulk.push(create, requests(), journal=journal, progress=True)
except bulk.JournalError:
    sys.exit(4)
print(report.succeeded)
"""


@pytest.mark.skipif(not hasattr(os, "fork"), reason="there is no fork here")
@pytest.mark.parametrize(("child_leaves", "exit_code"), [(True, "3"), (False, "4")])
def test_forked_child_ends_and_parent_goes_on(shop: Shop, child_leaves: bool, exit_code: str) -> None:
    given = [shop.sandbox.url, shop.sandbox.api_key, shop.sandbox.company_id, shop.sandbox.connection_id]
    command = [sys.executable, "-W", "ignore", "-c", FORK, *given, str(shop.journal), str(child_leaves)]
    run = subprocess.run(  # noqa: S603 - our own
        command, env=environment(), check=False, capture_output=True, text=True, timeout=60
    )
    assert run.stdout.split() == [exit_code, "30"], run.stderr
    assert len(shop.names) == len(set(shop.names)) == 30


def test_statements_have_no_numbered_placeholders() -> None:
    """Python 3.12.0 to 3.12.3 warns of them, which ends a program that makes errors of warnings."""
    sources = list(Path(bulk.__file__).parent.glob("*sql*.py"))
    assert len(sources) > 3
    assert [source.name for source in sources if re.search(r"\?\d", source.read_text(encoding="utf-8"))] == []
