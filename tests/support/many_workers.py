"""Records of several merchants for many workers, and what must be true of them at every moment and in the end."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

import psycopg

from codatsynccommerce import bulk

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from .ledger import Ledger, Merchant

NAME = "customers-2026-11"
"""The journal, which the guide's programs name too."""
AT_ONCE = 10
"""Requests that Codat takes at the same time for each company."""
STATUSES = ("succeeded", "failed", "unknown", "pending", "not sent")

_SHARES = (6, 2, 1, 1)
"""How many of ten records belong to each of four merchants."""


def records(ledger: Ledger, count: int) -> Iterator[tuple[Merchant, str]]:
    """Yield the names of customers and whose they are: all merchants, mixed."""
    owners = [merchant for merchant, share in zip(ledger.merchants, _SHARES, strict=True) for _ in range(share)]
    for number in range(count):
        yield owners[number * 7 % len(owners)], f"Customer {number}"


def fill(ledger: Ledger, journal: str, named: Iterable[tuple[Merchant, str]], name: str = NAME) -> int:
    """Write customers into a journal, and return how many it holds."""
    with ledger.connect() as client:
        requests = (merchant.customer(each) for merchant, each in named)
        return bulk.fill(client.accounting_customers.create_accounting_customer, requests, journal=journal, name=name)


def assert_report_is_true(ledger: Ledger, journal: str) -> bulk.Report:
    """Compare a report with the books before and after it was read: between the two, workers go on."""
    before = set(ledger.books)
    report = bulk.read_report(journal, name=NAME)
    rows = list(report.rows())
    after = set(ledger.books)
    names = {status: {f"Customer {row.index}" for row in rows if row.status == status} for status in STATUSES}
    in_books_before = {name for _, name in before}
    assert names["succeeded"] <= {name for _, name in after}
    assert names["pending"] <= {name for _, name in after}
    assert not in_books_before & (names["failed"] | names["not sent"])
    assert sum(map(len, names.values())) == len(rows)
    return report


def assert_each_once(ledger: Ledger, named: Iterable[tuple[Merchant, str]]) -> None:
    """Compare the books with what was to be written, and requests at once with what Codat allows."""
    assert ledger.books == Counter((merchant.company_id, name) for merchant, name in named)
    assert ledger.reused_keys == []
    assert max(ledger.most_at_once.values()) <= AT_ONCE


def end_leases(journal: str, process: int | None = None) -> None:
    """End the leases of a process that was killed, as time does. Without this a test would wait minutes for it.

    Arguments:
        journal: The database.
        process: The process; None ends those of all, none of which may be alive.
    """
    with psycopg.connect(journal, autocommit=True) as connection:
        connection.execute(
            """UPDATE codatsynccommerce.records SET due_at = now()
            WHERE state = 'sending' AND holder IS NOT NULL AND (%(process)s::int IS NULL
                OR holder IN (SELECT id FROM codatsynccommerce.workers WHERE process = %(process)s))""",
            {"process": process},
        )
        connection.execute("UPDATE codatsynccommerce.queues SET work_at = now() WHERE work_at IS NOT NULL")
        connection.execute("UPDATE codatsynccommerce.companies SET has_work = true, poll_at = now()")
        if process is None:
            connection.execute("DELETE FROM codatsynccommerce.reads")
