"""The recipes of the guide run as it shows them, on real engines that lose workers and repeat tasks."""

from __future__ import annotations

import json
import os
import re
import signal
import subprocess
import sys
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from support.guide import write_programs
from support.ledger import Faults, Ledger
from support.many_workers import NAME, assert_each_once, assert_report_is_true, end_leases, fill, records
from support.programs import Programs, children, kill_group
from support.services import Services
from support.waiting import wait_until

if TYPE_CHECKING:
    from collections.abc import Iterator

pytestmark = pytest.mark.engines

COUNT = 120
CLUSTER = Path(__file__).parents[1] / "support" / "cluster.py"
THREADS = 5
"""Of one `bulk.work`."""


@pytest.fixture
def services() -> Iterator[Services]:
    """Start a broker and a database that the test may restart."""
    with Services() as started:
        yield started


@pytest.fixture
def ledger() -> Iterator[Ledger]:
    with Ledger(4, faults=Faults(dropped=0.05, slowest=0.05)) as started:
        yield started


def test_plain_programs_fill_and_work(database: str, tmp_path: Path) -> None:
    with Ledger() as ledger:
        guide = Programs(write_programs(tmp_path), tmp_path, ledger, DATABASE_URL=database)
        assert "20 succeeded" in guide.run("fill.py")
        assert "20 succeeded" in guide.run("fill.py")
        assert "20 succeeded" in guide.run("worker.py", "customers-2026-11")
        assert "20" in guide.run("status.py")
        assert guide.run("unknown.py") == ""
        assert guide.run("remove.py") == "20 records removed\n"
        assert sorted(ledger.books.values()) == [1] * 20


def received(log: str) -> Counter[str]:
    """Return how often each task was delivered, by its id."""
    return Counter(re.findall(r"Task tasks\.push\[([0-9a-f-]+)\] received", log))


def test_celery_sends_each_record_once(services: Services, ledger: Ledger, tmp_path: Path) -> None:
    """One process is killed, so that its task is delivered twice; then a whole worker; then the broker."""
    fill(ledger, services.postgres, records(ledger, COUNT))
    urls = {"DATABASE_URL": services.postgres, "BROKER_URL": services.redis}
    guide = Programs(write_programs(tmp_path), tmp_path, ledger, **urls)

    def delay(times: int) -> None:
        guide.run("-c", f"import tasks\nfor _ in range({times}): tasks.push.delay({NAME!r})")

    with guide.celery_worker("first.log") as first:
        delay(2)
        wait_until(lambda: len(ledger.books) > COUNT // 10)
        os.kill(children(first.pid)[0], signal.SIGKILL)
        wait_until(lambda: 2 in received(guide.log("first.log")).values())
        kill_group(first)
    end_leases(services.postgres)
    with guide.celery_worker("second.log"):
        delay(2)
        wait_until(lambda: len(ledger.books) > COUNT // 2)
        services.restart("redis")
        wait_until(lambda: assert_report_is_true(ledger, services.postgres).succeeded == COUNT)
    assert_each_once(ledger, records(ledger, COUNT))
    assert ledger.burst(1000) <= 1 + 4 * THREADS


def test_dask_sends_each_record_once(ledger: Ledger, database: str, tmp_path: Path) -> None:
    fill(ledger, database, records(ledger, COUNT))
    guide = Programs(write_programs(tmp_path), tmp_path, ledger, DATABASE_URL=database)
    with subprocess.Popen(  # noqa: S603 - our own
        [sys.executable, str(CLUSTER)],
        env=guide.environment,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as cluster:
        assert cluster.stdout
        running = json.loads(cluster.stdout.readline())
        guide.environment["DASK_SCHEDULER"] = running["address"]
        program = guide.start("with_dask.py", log="dask.log")
        wait_until(lambda: len(ledger.books) > COUNT // 4, while_alive=lambda: program.poll() is None)
        os.kill(running["pids"][0], signal.SIGKILL)
        end_leases(database, running["pids"][0])
        assert program.wait() == 0, guide.log("dask.log")
        guide.run("worker.py", NAME)
        cluster.communicate()
    assert assert_report_is_true(ledger, database).succeeded == COUNT
    assert_each_once(ledger, records(ledger, COUNT))
