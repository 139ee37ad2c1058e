"""`customers push`: every customer once, counts on stdout, and an exit code for each way to end."""

from __future__ import annotations

import csv
import signal
import time
from typing import TYPE_CHECKING

import pytest
from support.console import Console, Ran, opened, seen
from support.gateway import Gateway

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@pytest.fixture
def console(tmp_path: Path) -> Iterator[Console]:
    with opened(tmp_path) as console:
        yield console


def counts(ran: Ran) -> dict[str, int]:
    pairs = [line.split(": ") for line in ran.out.splitlines()]
    return {name: int(count) for name, count in pairs}


NONE = {"succeeded": 0, "failed": 0, "unknown": 0, "pending": 0, "not sent": 0}


def test_customers_are_created_and_reported(console: Console) -> None:
    report = console.folder / "report.csv"
    ran = console.run(*console.push("--report", str(report)))
    assert (ran.code, ran.err, counts(ran)) == (0, "", NONE | {"succeeded": 3})
    assert console.names == ["Anna", "Bert", "Cleo"]
    with report.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    assert [row["status"] for row in rows] == ["succeeded"] * 3
    assert all(row["record_id"] for row in rows)


def test_second_run_creates_nothing_twice(console: Console) -> None:
    first = console.run(*console.push())
    assert console.run(*console.push()) == first
    assert console.names == ["Anna", "Bert", "Cleo"]


def test_refused_record_gives_1_and_its_reason(console: Console) -> None:
    ran = console.run(*console.push(text="customerName\nAnna\nreject me\n"))
    assert (ran.code, counts(ran)) == (1, NONE | {"succeeded": 1, "failed": 1})
    reason, last = ran.err.splitlines()
    assert reason.startswith("line 3 (reject me) failed: the push ended as Failed: customerName")
    assert last == "error: 1 of 2 records failed"


def test_unknown_outcome_gives_3(console: Console) -> None:
    ran = console.run(*console.push(text="customerName\nreject me\ntimeout\n"))
    assert (ran.code, counts(ran)) == (3, NONE | {"failed": 1, "unknown": 1})
    assert ran.err.splitlines()[-1] == "error: 1 unknown and 0 pending of 2 records; run the same command again"


def test_no_wait_accepts_pending_records(console: Console) -> None:
    ran = console.run(*console.push("--no-wait"))
    assert (ran.code, counts(ran)) == (0, NONE | {"pending": 3})


def test_bad_rows_give_2_and_send_nothing(console: Console) -> None:
    ran = console.run(*console.push(text="customerName,email\nAnna,a@example.com\n,b@example.com\n"))
    assert (ran.code, ran.out, console.sandbox.requests) == (2, "", ())
    *problems, last = ran.err.splitlines()
    file = console.folder / "customers.csv"
    assert [line.startswith(f"{file}:1: email: ") for line in problems] == [True]
    assert last == f"error: {file} cannot be used: 1 problem, see above"
    ran = console.run(*console.push(text="customerName,emailAddress\nAnna,a@example.com\n,b@example.com\n"))
    assert (ran.code, ran.err.splitlines()[0].startswith(f"{file}:3: customerName: ")) == (2, True)


def test_other_file_for_a_journal_gives_2(console: Console) -> None:
    console.run(*console.push())
    ran = console.run(*console.push(text="customerName\nSomebody else\n"))
    assert ran.code == 2
    assert "is not the one that the journal" in ran.error


def test_wrong_key_gives_5_and_counts_unread_records(console: Console) -> None:
    console.env["CODAT_API_KEY"] = "wrong"
    ran = console.run(*console.push("--workers", "1", text="customerName\n" + "Anna\n" * 50))
    assert (ran.code, counts(ran)) == (5, NONE | {"not sent": 50})
    assert ran.error.startswith("error: 50 of 50 records not sent: 401: ")
    assert "again" not in ran.error


@pytest.mark.parametrize(("status", "code"), [(402, 5), (403, 5), (429, 4)])
def test_stopped_run_shows_whether_to_retry(console: Console, status: int, code: int) -> None:
    console.sandbox.fail_next(status, times=1000, retry_after=3600)
    ran = console.run(*console.push("--workers", "1"))
    assert (ran.code, counts(ran)) == (code, NONE | {"not sent": 3})
    assert ran.error.endswith("; run the same command again") == (code == 4)


def test_refusal_while_waiting_gives_5(console: Console) -> None:
    console.run(*console.push("--no-wait", text="customerName\nAnna\n"))
    console.env["CODAT_API_KEY"] = "wrong"
    ran = console.run(*console.push(text="customerName\nAnna\n"))
    assert (ran.code, counts(ran)) == (5, NONE | {"pending": 1})
    assert ran.error.startswith("error: 0 unknown and 1 pending of 1 record: 401: ")
    assert "again" not in ran.error


def test_missing_server_gives_4(console: Console) -> None:
    url = console.sandbox.url
    console.sandbox.stop()
    ran = console.run(*console.push(), server=url)
    assert (ran.code, counts(ran)) == (4, NONE | {"not sent": 3})


@pytest.mark.parametrize("option", ["--report", "--journal"])
def test_missing_folder_gives_2(console: Console, option: str) -> None:
    ran = console.run(*console.push(option, str(console.folder / "none" / "file")))
    assert (ran.code, console.sandbox.requests) == (2, ())
    assert "there is no folder" in ran.error


def test_progress_goes_to_stderr(console: Console) -> None:
    ran = console.run(*console.push("--progress"))
    assert ran.code == 0
    assert "pushed 3 of 3, 0 failed" in ran.err


@pytest.mark.parametrize(("number", "code"), [(signal.SIGINT, 130), (signal.SIGTERM, 143)])
def test_interrupted_run_goes_on_when_run_again(console: Console, number: int, code: int) -> None:
    gateway = Gateway(console.sandbox)
    with gateway.hold_creates():
        program = console.start(*console.push("--no-wait", text="customerName\n" + "Anna\n" * 40))
        until = time.monotonic() + 20
        while not gateway.held:
            assert program.poll() is None
            assert time.monotonic() < until
            time.sleep(0.01)
        program.send_signal(number)
        time.sleep(0.1)
    try:
        out, err = program.communicate(timeout=20)
    finally:
        program.kill()
    ran = seen(Ran(program.returncode, out, err))
    assert (ran.code, ran.out) == (code, "")
    assert ran.error.startswith("error: interrupted: run the same command again to continue, with the journal ")
    taken = len(console.names)
    assert taken < 40
    again = console.run(*console.push("--no-wait", text="customerName\n" + "Anna\n" * 40))
    assert (again.code, counts(again)["not sent"]) == (0, 0)
    assert len(console.names) == 40
