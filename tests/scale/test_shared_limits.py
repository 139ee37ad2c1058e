"""Codat's limits hold over all workers together: requests at once, pace, pauses, refusals, quota, turns."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any

import pytest
from support.ledger import Faults, Ledger
from support.many_workers import AT_ONCE, NAME, assert_each_once, fill
from support.waiting import wait_until
from support.workers import Workers

from codatsynccommerce import bulk

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.postgres

PROCESSES = 6


class Run:
    """One journal that six processes empty."""

    def __init__(self, ledger: Ledger, journal: str, folder: Path) -> None:
        self.ledger, self.journal, self.folder = ledger, journal, folder

    def fill(self, *counts: int) -> None:
        """Write so many customers for each merchant, one merchant after the other."""
        named = [
            (merchant, f"Customer {number}")
            for merchant, count in zip(self.ledger.merchants, counts, strict=True)
            for number in range(count)
        ]
        assert fill(self.ledger, self.journal, named) == len(named)
        self.named = named

    def work(self, **options: Any) -> bulk.Report:
        """Let all processes work until each has ended by itself, and return the report."""
        options = {"name": NAME, "max_per_minute": 600_000, **options}
        with Workers(self.ledger, self.journal, self.folder, **options) as workers:
            workers.start(PROCESSES)
            wait_until(workers.ended)
        return bulk.read_report(self.journal, name=NAME)


def test_ten_at_once_for_a_company(database: str, tmp_path: Path) -> None:
    with Ledger(2, faults=Faults(slowest=0.2)) as ledger:
        run = Run(ledger, database, tmp_path)
        run.fill(100, 100)
        assert run.work(workers=10).succeeded == 200
        assert max(ledger.most_at_once.values()) == AT_ONCE
        assert_each_once(ledger, run.named)


def test_pace_holds_over_all_processes(database: str, tmp_path: Path) -> None:
    """Without a common pace, the burst would be most of the requests."""
    with Ledger(4) as ledger:
        run = Run(ledger, database, tmp_path)
        run.fill(30, 30, 30, 30)
        assert run.work(max_per_minute=1200, workers=2).succeeded == 120
        # A thread that the machine does not let run may send its request late, together with the next ones.
        assert ledger.burst(1200) <= 1 + 2 * PROCESSES


def test_egress_addresses_have_paces_of_their_own(database: str, tmp_path: Path) -> None:
    with Ledger(4) as ledger:
        run = Run(ledger, database, tmp_path)
        run.fill(30, 30, 30, 30)
        first, second = ({"name": NAME, "max_per_minute": 600, "egress": each} for each in ("first", "second"))
        with (
            Workers(ledger, database, tmp_path, **first) as some,
            Workers(ledger, database, tmp_path, **second) as others,
        ):
            some.start(2)
            others.start(2)
            wait_until(lambda: some.ended() and others.ended())
        assert_each_once(ledger, run.named)
        assert ledger.burst(1200) <= 1 + 5 * 4


def test_refused_company_is_closed_for_all(database: str, tmp_path: Path) -> None:
    with Ledger(2) as ledger:
        run = Run(ledger, database, tmp_path)
        run.fill(200, 50)
        refused, other = ledger.merchants
        ledger.unlink(refused)
        before = len(ledger.sandbox.requests)
        report = run.work()
        posts = Counter(each.path.split("/")[2] for each in ledger.sandbox.requests[before:] if each.method == "POST")
        assert posts[other.company_id] == 50
        assert posts[refused.company_id] <= AT_ONCE
        assert (report.succeeded, report.not_sent) == (50, 200)
        assert bulk.status(database, NAME).closed.keys() == {refused}


def test_reserve_of_the_quota_holds_for_all(database: str, tmp_path: Path) -> None:
    with Ledger(4, quota=300) as ledger:
        run = Run(ledger, database, tmp_path)
        run.fill(100, 100, 100, 100)
        report = run.work(keep=100)
        assert 100 < len(ledger.sandbox.requests) <= 200
        assert report.not_sent
        assert report.failed == 0


def test_pause_after_a_429_holds_for_all(database: str, tmp_path: Path) -> None:
    with Ledger(4, faults=Faults(slowest=0.02)) as ledger:
        run = Run(ledger, database, tmp_path)
        run.fill(60, 60, 60, 60)
        ledger.limit_after(60, retry_after=6)
        assert run.work().succeeded == 240
        (limited,) = ledger.limited_at
        # What had a permit when the 429 came may still arrive, for a second, and on a busy machine a little later.
        assert sum(limited + 3 < arrival < limited + 6 for arrival in ledger.arrivals) <= 5
        assert_each_once(ledger, run.named)


def test_small_merchant_is_not_starved(database: str, tmp_path: Path) -> None:
    """One merchant's ten records are behind another's four hundred in the input, and among the first to be sent."""
    with Ledger(2) as ledger:
        run = Run(ledger, database, tmp_path)
        run.fill(400, 10)
        assert run.work().succeeded == 410
        small = ledger.merchants[1].company_id
        order = [push.company_id for push in ledger.sandbox.ledger]
        assert order.index(small) < 100
        assert len(order) - order[::-1].index(small) < 200
