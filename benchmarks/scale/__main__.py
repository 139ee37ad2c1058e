"""`make bench-scale`: what a journal costs that many workers share, beside one in a file.

    make bench-scale                            # some minutes, and a million rows
    make bench-scale ARGS="--rows 100000"       # fewer
    make bench-scale ARGS=--write               # keep the tables in SCALE.md

It needs PostgreSQL, which the task starts in a temporary folder; every commit is flushed to the disk.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import subprocess
import sys
import tempfile
import time
import uuid
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import psycopg
from psycopg import sql

from benchmarks import server
from benchmarks.machine import processor
from benchmarks.table import markdown, plain
from codatsynccommerce import bulk

from .database import Work, look

if TYPE_CHECKING:
    from collections.abc import Iterator

_RESULTS = Path(__file__).parents[1] / "SCALE.md"
_SERVER = 0.03
"""Seconds that the server takes for a request."""
_THREADS = 5
_COMPANIES = 32
_FOR_EACH = 1500
"""Records for each worker process, so that a run takes some ten seconds however many there are."""
_ROWS_IN_FILE = 100_000
"""Rows that are pushed through a journal in a file, whose cost for a row does not depend on their number."""


class Drained(NamedTuple):
    """How a journal was emptied."""

    records: int
    seconds: float
    workers: list[dict[str, Any]]
    database: Work

    @property
    def cpu(self) -> float:
        """CPU seconds of all workers for a record."""
        return sum(worker["cpu"] for worker in self.workers) / self.records


class Filled(NamedTuple):
    """How a journal was filled."""

    seconds: float
    most: int
    """Kibibytes that the process has held at most."""
    size: float
    """Bytes of the database for each record."""


@contextmanager
def new_database(url: str) -> Iterator[str]:
    """Make a database on the server at a URL, and drop it in the end."""
    name = f"bench_{uuid.uuid4().hex}"
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name)))
        try:
            yield url.rpartition("/")[0] + f"/{name}"
        finally:
            connection.execute(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(sql.Identifier(name)))


def fill(journal: str, count: int, url: str) -> Filled:
    """Write the records into a journal, in a process of its own that shows its memory."""
    before = look(journal).size
    command = [sys.executable, "-m", "benchmarks.scale.filling", journal, url, str(count), str(_COMPANIES)]
    result = json.loads(subprocess.run(command, stdout=subprocess.PIPE, check=True).stdout)
    return Filled(result["seconds"], result["most"], (look(journal).size - before) / count)


def drain(journal: str, count: int, *, workers: int, url: str, threads: int = _THREADS) -> Drained:
    """Let some processes empty a journal."""
    command = [sys.executable, "-m", "benchmarks.scale.worker", journal, "bench", url, str(threads)]
    before, began = look(journal), time.perf_counter()
    processes = [subprocess.Popen(command, stdout=subprocess.PIPE) for _ in range(workers)]
    results = [json.loads(process.communicate()[0]) for process in processes]
    seconds = time.perf_counter() - began
    status = bulk.read_report(journal, name="bench")
    if status.succeeded != count:
        message = f"the journal was not emptied: {status!r}"
        raise RuntimeError(message)
    return Drained(count, seconds, results, look(journal).since(before))


def push_to_file(count: int, *, url: str, threads: int) -> Drained:
    """Push the records through a journal in a file, by one process."""
    with tempfile.TemporaryDirectory() as folder:
        journal = str(Path(folder) / "journal.sqlite")
        command = [sys.executable, "-m", "benchmarks.scale.worker", journal, "bench", url, str(threads)]
        began = time.perf_counter()
        run = subprocess.run([*command, str(count), str(_COMPANIES)], stdout=subprocess.PIPE, check=True)
        seconds = time.perf_counter() - began
        if bulk.read_report(journal).succeeded != count:
            message = "the journal in a file was not emptied"
            raise RuntimeError(message)
    return Drained(count, seconds, [json.loads(run.stdout)], Work(0, 0, 0, 0))


def throughput(database: str) -> list[list[str]]:
    """Measure records a second against a server that takes its time."""
    table = [
        [
            "journal",
            "workers",
            "records a second",
            "of what the server allows",
            "CPU of a worker",
            "CPU of PostgreSQL",
            "transactions",
            "log written",
        ]
    ]
    url = server.start("benchmarks.scale.server", str(_SERVER))
    for threads in (_THREADS, 2 * _THREADS):
        done = push_to_file(_FOR_EACH, url=url, threads=threads)
        table.append(_throughput_row("file", f"1 x {threads}", threads, done))
    for workers in (1, 2, 4, 8):
        with new_database(database) as journal:
            fill(journal, workers * _FOR_EACH, url)
            done = drain(journal, workers * _FOR_EACH, workers=workers, url=url)
            table.append(_throughput_row("PostgreSQL", f"{workers} x {_THREADS}", workers * _THREADS, done))
    return table


def _throughput_row(journal: str, workers: str, threads: int, done: Drained) -> list[str]:
    # What starting Python and loading the package takes is no part of a worker's pace.
    pace = done.records / max(worker["seconds"] for worker in done.workers)
    each = done.database.for_each(done.records)
    shown = [f"{each.cpu * 1e3:.2f} ms", f"{each.transactions:.1f}", f"{each.log:,.0f} bytes"] if each.log else [""] * 3
    return [journal, workers, f"{pace:,.0f}", f"{pace * _SERVER / threads:.0%}", f"{done.cpu * 1e3:.2f} ms", *shown]


def many_rows(database: str, count: int, workers: int) -> list[list[str]]:
    """Fill a journal with many rows and empty it, with a server that answers at once, and do the same with a file."""
    with new_database(database) as journal:
        filled = fill(journal, count, "memory")
        done = drain(journal, count, workers=workers, url="memory")
    each = done.database.for_each(count)
    table = [["what", "figure"]]
    table += [
        ["rows filled", f"{count:,} in {filled.seconds:,.0f} s, {count / filled.seconds:,.0f} a second"],
        ["most memory of the process that fills", f"{filled.most / 1024:,.0f} MiB"],
        ["database on the disk, full", f"{filled.size:,.0f} bytes a row"],
        ["rows emptied", f"{count:,} in {done.seconds:,.0f} s, {count / done.seconds:,.0f} a second"],
        ["CPU of a row", f"{done.cpu * 1e3:.2f} ms in a worker, {each.cpu * 1e3:.2f} ms in PostgreSQL"],
        ["transactions and log of a row", f"{each.transactions:.2f}, {each.log:,.0f} bytes"],
    ]
    for number, worker in enumerate(done.workers, start=1):
        samples = worker["memory"] or [worker["most"]]
        course = ", ".join(f"{samples[len(samples) * tenth // 10] / 1024:,.0f}" for tenth in (1, 3, 5, 7, 9))
        text = f"{course} MiB in the course of the run, {worker['most'] / 1024:,.0f} MiB at most"
        table.append([f"memory of worker {number}", text])
    in_file = min(count, _ROWS_IN_FILE)
    beside = push_to_file(in_file, url="memory", threads=_THREADS)
    pace = f"{in_file:,} in {beside.seconds:,.0f} s, {in_file / beside.seconds:,.0f} a second"
    table.append(["a journal in a file, one process", f"{pace}, {beside.cpu * 1e3:.2f} ms CPU of a row"])
    return table


def main() -> None:
    """Measure, show the tables, and keep them if that was asked for."""
    parser = argparse.ArgumentParser(prog="make bench-scale", description=__doc__)
    parser.add_argument("--rows", type=int, default=1_000_000, help="rows to fill and empty; 0 leaves that out")
    parser.add_argument("--workers", type=int, default=2, help="processes that empty them")
    parser.add_argument("--note", default="", help="a line for the page, such as what else the machine did")
    parser.add_argument("--write", action="store_true", help=f"keep the tables in benchmarks/{_RESULTS.name}")
    chosen = parser.parse_args()
    database = os.environ["CODAT_TEST_POSTGRES"]
    tables = {"Against a server that takes 30 ms": throughput(database)}
    if chosen.rows:
        tables["Many rows, with a server that answers at once"] = many_rows(database, chosen.rows, chosen.workers)
    for title, table in tables.items():
        print(f"\n{title}\n\n{plain(table)}")
    if chosen.write:
        _RESULTS.write_text(_page(tables, database, chosen.note), encoding="utf-8")


def _page(tables: dict[str, list[list[str]]], database: str, note: str) -> str:
    with psycopg.connect(database) as connection:
        version = connection.info.parameter_status("server_version")
    machine = f"{processor()}, {os.cpu_count()} cores, {platform.system()} {platform.machine()}"
    lines = [
        "# A journal that many workers share",
        "",
        "Written by `make bench-scale ARGS=--write`. [README.md](README.md#many-workers) says how figures are taken.",
        "",
        f"- Machine: {machine}, for workers, server and database together",
        f"- Python {platform.python_version()}, PostgreSQL {version}, each commit flushed to the disk",
        *([f"- {note}"] if note else []),
    ]
    for title, table in tables.items():
        lines += ["", f"## {title}", "", markdown(table)]
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    main()
