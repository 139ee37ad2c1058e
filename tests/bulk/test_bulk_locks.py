"""Nothing that this process does to a journal drops a lock of its threads: others stay out while one of them writes."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from codatsynccommerce import bulk
from codatsynccommerce.bulk import sqlite_file
from codatsynccommerce.bulk.journal import Decision, JournalRecord, PushTarget, SentBetween
from codatsynccommerce.bulk.journal_lock import JournalLock
from codatsynccommerce.bulk.outcome import Outcome
from codatsynccommerce.bulk.rules import SENDING, SUCCEEDED
from codatsynccommerce.bulk.sqlite_journal import SqliteJournal
from codatsynccommerce.models import errors

if TYPE_CHECKING:
    from collections.abc import Callable

    from support.bulk_shop import Shop

WRITE = """
import sqlite3, sys
database = sqlite3.connect(sys.argv[1], timeout=0, isolation_level=None)
try:
    database.execute("BEGIN IMMEDIATE")
except sqlite3.OperationalError as error:
    sys.exit(str(error))
"""


def others_may_write(journal: Path) -> bool:
    command = [sys.executable, "-c", WRITE, str(journal)]
    run = subprocess.run(command, check=False, capture_output=True, text=True)  # noqa: S603 - our own
    assert run.stderr.strip() in ("", "database is locked")
    return run.returncode == 0


def read_report(shop: Shop) -> None:
    assert bulk.read_report(shop.journal).succeeded == 2


def start_run(shop: Shop) -> None:
    with pytest.raises(bulk.JournalError, match="is held by another program"):
        shop.push(shop.customers(3))


def start_run_for_another_operation(shop: Shop) -> None:
    with pytest.raises(bulk.JournalError, match="was made for create-accounting-customer"):
        bulk.push(shop.client.accounting_accounts.create_accounting_account, [], journal=shop.journal)


def reach_it_by_another_name(shop: Shop) -> None:
    first, second = JournalLock(shop.journal), JournalLock(shop.journal)
    assert first.hold_file(shop.journal)
    assert second.hold_file(shop.journal) is (sys.platform != "linux")


@pytest.mark.parametrize("act", [read_report, start_run, start_run_for_another_operation, reach_it_by_another_name])
def test_others_stay_out_while_a_thread_writes(
    shop: Shop, act: Callable[[Shop], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    shop.push(shop.customers(2))
    with closing(sqlite_file.connect(shop.journal)) as writing:
        writing.execute("BEGIN IMMEDIATE")
        assert not others_may_write(shop.journal)
        monkeypatch.setattr(sqlite_file, "_BUSY_TIMEOUT", 0.05)
        act(shop)
        assert not others_may_write(shop.journal)
        writing.execute("ROLLBACK")
    assert others_may_write(shop.journal)


def test_outcome_outlasts_a_locked_journal(shop: Shop, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sqlite_file, "_BUSY_TIMEOUT", 0.05)
    record = JournalRecord(0, b"digest", PushTarget("company", "connection", "/path"), b"{}", "key", is_new=True)
    with SqliteJournal(shop.journal, "create-accounting-customer", "https://api.example") as journal:
        journal.begin([record], None)
        journal.settle(record, Outcome(SUCCEEDED, "operation"), SentBetween())
        with closing(sqlite3.connect(shop.journal, isolation_level=None)) as viewer:
            viewer.execute("BEGIN IMMEDIATE")
            with pytest.raises(bulk.JournalError, match="is held by another program"):
                journal.flush()
            viewer.execute("ROLLBACK")
    assert shop.report().succeeded == 1


def test_outcome_of_a_commit_that_failed_is_counted_once(shop: Shop) -> None:
    record = JournalRecord(0, b"digest", PushTarget("company", "connection", "/path"), b"{}", "key", is_new=True)
    with SqliteJournal(shop.journal, "create-accounting-customer", "https://api.example") as journal:
        journal.begin([record], None)
        assert journal.counts() == {SENDING: 1}
        journal.settle(record, Outcome(SUCCEEDED, "operation"), SentBetween())
        with pytest.raises(errors.RequestError, match="is not unknown"):
            journal.resolve([Decision(0, created=True, record_id=None)])
        counts = journal.counts()
        assert (counts[SUCCEEDED], counts.get(SENDING, 0)) == (1, 0)


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux lists the descriptors of a process")
def test_no_descriptor_is_left_open(shop: Shop) -> None:
    shop.push(shop.customers(2))

    def descriptors() -> int:
        return [one.resolve() for one in Path("/proc/self/fd").iterdir()].count(shop.journal)

    with closing(sqlite_file.connect(shop.journal)) as reading:
        reading.execute("SELECT 1 FROM records").fetchall()
        shop.push(shop.customers(2))
        assert descriptors() > 1  # Its own, and those that must not be closed yet.
    assert descriptors() == 0
