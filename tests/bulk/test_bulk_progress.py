"""Progress on stderr: plain lines at a bounded rate, or a bar where there is a terminal and tqdm."""

from __future__ import annotations

import io
import re
import sys
from importlib import import_module
from typing import TYPE_CHECKING

import psycopg
import pytest

from codatsynccommerce import CodatSyncCommerce, bulk
from codatsynccommerce.bulk import progress
from codatsynccommerce.bulk.postgres.worker import Worker
from codatsynccommerce.bulk.progress import Progress

if TYPE_CHECKING:
    from collections.abc import Callable

    from support.bulk_shop import Shop

    from codatsynccommerce.sandbox.http import HTTPRequest, HTTPResponse


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def test_lines_show_counts_rate_and_time_left(shop: Shop, capsys: pytest.CaptureFixture[str]) -> None:
    done = [100, 0]
    shown = Progress("pushed", 20_000, lambda: (done[0], done[1], None), shop.client._client.clock)
    for number in range(100):
        shop.time.seconds += 1
        done[:] = [100 + 10 * number, number // 10]
        shown.tick()
    shown.close()
    lines = capsys.readouterr().err.splitlines()
    assert len(lines) == 20 + 1
    assert lines[0] == "pushed 140 of 20,000, 0 failed, 8.0/s, 41 min left"
    assert lines[-1] == "pushed 1,090 of 20,000, 9 failed, 9.9/s, 32 min left"


@pytest.mark.parametrize(
    ("total", "end"), [(None, "pushed 70, 0 failed, 1.0/s"), (71, ", 1 s left"), (7270, "2.0 h left")]
)
def test_time_left_is_shown_if_known(
    shop: Shop, capsys: pytest.CaptureFixture[str], total: int | None, end: str
) -> None:
    done = [0]
    shown = Progress("pushed", total, lambda: (done[0], 0, None), shop.client._client.clock)
    shop.time.seconds += 70
    done[0] = 70
    shown.tick()
    assert capsys.readouterr().err.strip().endswith(end)


def test_run_shows_both_stages(shop: Shop, capsys: pytest.CaptureFixture[str]) -> None:
    requests = [*shop.customers(3), shop.customer("reject")]
    shop.push(requests, progress=True)
    lines = capsys.readouterr().err.splitlines()
    assert lines[0].startswith("pushed 4 of 4, 0 failed")
    assert lines[-1].startswith("finished 4 of 4, 1 failed")
    shop.push(requests)
    assert capsys.readouterr().err == ""


@pytest.mark.postgres
def test_worker_shows_what_it_does(
    shop: Shop, database: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """What was done before or is of another server does not count for the rate, and the last line is up to date."""
    # The name `bulk.work` is that of the function.
    monkeypatch.setattr(import_module("codatsynccommerce.bulk.work"), "_COUNT_INTERVAL", 3600.0)
    with CodatSyncCommerce(server_url="http://127.0.0.1:9") as elsewhere:
        create = elsewhere.accounting_customers.create_accounting_customer
        bulk.fill(create, shop.customers(7), journal=database, name="elsewhere")
    with psycopg.connect(database) as connection:
        connection.execute("UPDATE codatsynccommerce.records SET state = 'succeeded'")
    create = shop.client.accounting_customers.create_accounting_customer
    requests = [*shop.customers(5), shop.customer("reject")]
    bulk.push(create, requests[:2], journal=database, name="one")
    bulk.fill(create, requests, journal=database, name="one")

    def gateway(request: HTTPRequest, behind: Callable[[], HTTPResponse]) -> HTTPResponse:
        if request.method == "POST":
            shop.time.seconds += 0.5
        return behind()

    shop.gateway.put(gateway)
    bulk.work(shop.client, journal=database, workers=1, progress=True)
    assert capsys.readouterr().err.splitlines()[-1].startswith("done 6, 1 failed, 2.0/s, quota ")


@pytest.mark.postgres
def test_lost_database_hides_no_interrupt(shop: Shop, database: str, monkeypatch: pytest.MonkeyPatch) -> None:
    create = shop.client.accounting_customers.create_accounting_customer
    bulk.fill(create, shop.customers(3), journal=database, name="one")

    def interrupt(_worker: Worker, _on_progress: object) -> None:
        with psycopg.connect(database, autocommit=True) as connection:
            connection.execute("ALTER SCHEMA codatsynccommerce RENAME TO gone")
        raise KeyboardInterrupt

    monkeypatch.setattr(Worker, "run", interrupt)
    with pytest.raises(KeyboardInterrupt):
        bulk.work(shop.client, journal=database, progress=True)


def test_terminal_gets_a_bar(shop: Shop, monkeypatch: pytest.MonkeyPatch) -> None:
    terminal = Terminal()
    monkeypatch.setattr(sys, "stderr", terminal)
    shop.push([*shop.customers(3), shop.customer("reject")], progress=True)
    assert re.search(r"pushed: +100%\|.+\| 4/4 ", terminal.getvalue())
    assert re.search(r"finished: +100%\|.+failed=1", terminal.getvalue())


def test_terminal_without_tqdm_gets_lines(shop: Shop, monkeypatch: pytest.MonkeyPatch) -> None:
    terminal = Terminal()
    monkeypatch.setattr(sys, "stderr", terminal)

    def missing(_name: str) -> None:
        return None

    monkeypatch.setattr(progress, "find_spec", missing)
    shop.push(shop.customers(3), progress=True)
    assert terminal.getvalue().startswith("pushed 3")
    assert "finished 3 of 3, 0 failed" in terminal.getvalue()


class Broken(io.StringIO):
    """A stream that takes nothing."""

    def __init__(self, error: Exception, *, terminal: bool) -> None:
        super().__init__()
        self.error = error
        self.terminal = terminal

    def isatty(self) -> bool:
        return self.terminal

    def write(self, _text: str) -> int:
        raise self.error


@pytest.mark.parametrize("terminal", [False, True], ids=["lines", "bar"])
@pytest.mark.parametrize(
    "error",
    [
        BrokenPipeError("the reader has gone"),
        UnicodeEncodeError("ascii", "\u2588", 0, 1, "ordinal not in range(128)"),
        ValueError("I/O operation on closed file"),
        OSError("no space left on device"),
        RuntimeError("a stream of somebody else's"),
    ],
)
def test_broken_stream_ends_no_run(
    shop: Shop, monkeypatch: pytest.MonkeyPatch, error: Exception, *, terminal: bool
) -> None:
    monkeypatch.setattr(sys, "stderr", Broken(error, terminal=terminal))
    assert shop.push(shop.customers(3), progress=True).succeeded == 3


def test_missing_stream_ends_no_run(shop: Shop, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stderr", None)
    assert shop.push(shop.customers(3), progress=True).succeeded == 3
