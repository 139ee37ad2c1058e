"""Workers are killed, the database is restarted and responses are lost, while a server counts: each record once."""

from __future__ import annotations

import signal
from random import Random
from typing import TYPE_CHECKING

import pytest
from support.ledger import Faults, Ledger
from support.many_workers import NAME, assert_each_once, assert_report_is_true, end_leases, fill, records
from support.services import Services
from support.waiting import wait_until
from support.workers import Workers

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

pytestmark = pytest.mark.postgres

KILLS = 20


@pytest.fixture
def services() -> Iterator[Services]:
    """Start a database that the test may restart."""
    with Services() as started:
        yield started


def test_each_record_once_through_kills_and_restarts(services: Services, tmp_path: Path) -> None:
    """Six workers, clocks hours apart, one in twenty responses lost, twenty kills, two restarts of the database."""
    count, chance = 300, Random(1)
    faults = Faults(dropped=0.05, limited=0.01, slowest=0.03)
    with (
        Ledger(4, faults=faults) as ledger,
        Workers(ledger, services.postgres, tmp_path, name=NAME, max_per_minute=60_000) as workers,
    ):
        assert fill(ledger, services.postgres, records(ledger, count)) == count
        for ahead in (0, 0, -7200, 7200, 86_400, -86_400):
            workers.start(ahead=ahead)
        restarts = [count // 3, count * 2 // 3]
        while len(ledger.books) < count and len(workers.killed) < KILLS:
            done = min(count, len(ledger.books) + chance.randint(1, count // 15))
            wait_until(lambda: len(ledger.books) >= done or workers.ended())  # noqa: B023 - called in this turn
            if restarts and len(ledger.books) > restarts[0]:
                restarts.pop(0)
                services.restart("postgres")
            if workers.alive:
                workers.kill_one(chance)
            workers.start(ahead=chance.choice([0, -7200, 7200]))
            assert_report_is_true(ledger, services.postgres)
        wait_until(lambda: len(ledger.books) == count or workers.ended())
        for process in workers.killed:
            end_leases(services.postgres, process)
        workers.start()
        wait_until(workers.ended)
        assert assert_report_is_true(ledger, services.postgres).succeeded == count
        assert restarts == []
        assert_each_once(ledger, records(ledger, count))


def test_worker_that_slept_settles_and_sends_nothing(database: str, tmp_path: Path) -> None:
    """A worker stops with requests on their way, its leases end, another one finishes, and then it wakes up."""
    count = 40
    with Ledger() as ledger, Workers(ledger, database, tmp_path, name=NAME, max_per_minute=60_000) as workers:
        (merchant,) = ledger.merchants
        named = [(merchant, f"Customer {number}") for number in range(count)]
        fill(ledger, database, named)
        with ledger.gateway.hold_creates():
            sleeper = workers.start()
            wait_until(lambda: ledger.gateway.held >= 5)
            sleeper.send_signal(signal.SIGSTOP)
        wait_until(lambda: len(ledger.books) >= 5)
        end_leases(database, sleeper.pid)
        workers.alive.remove(sleeper)
        workers.start()
        wait_until(workers.ended)
        assert assert_report_is_true(ledger, database).succeeded == count
        sent = len(ledger.arrivals)
        workers.alive.append(sleeper)
        sleeper.send_signal(signal.SIGCONT)
        wait_until(workers.ended)
        assert len(ledger.arrivals) == sent
        assert assert_report_is_true(ledger, database).succeeded == count
        assert_each_once(ledger, named)
