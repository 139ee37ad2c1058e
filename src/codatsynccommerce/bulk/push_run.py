"""Where a bulk run starts: `push` for an input, `retry_failed` for what a journal holds."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from operator import length_hint
from os import PathLike
from typing import TypeVar

from .options import Options
from .postgres.database import is_database
from .report import Report
from .run import Run
from .tables.requests import Requests
from .target import create_method
from .work import push_to_database, retry_in_database

Request = TypeVar("Request")


def push(
    create: Callable[[Request], object],
    requests: Iterable[Request],
    *,
    journal: str | PathLike[str],
    name: str | None = None,
    workers: int = 5,
    wait: bool = True,
    progress: bool = False,
    stall_timeout: float = 600.0,
    max_per_minute: int | None = None,
    keep: int | None = None,
) -> Report:
    """Create many records, each once, and keep a journal of them.

    Whatever ended it, call it again with the same input and the same journal: records that are done are not sent again,
    records whose response was lost are sent again under the same keys, which creates nothing twice, and the rest is
    sent. See `docs/guides/bulk.md`.

    Arguments:
        create: The method that creates one record, such as `s.accounting_customers.create_accounting_customer`.
        requests: What you would pass to that method, one for each record: any iterable. It is read as it is sent.
        journal: A file for the journal, made if it does not exist. It holds the content of records until they are
            created, and only its owner can read it. Or the URL of a PostgreSQL database, for a journal that `bulk.work`
            can share with other processes: see `bulk.fill`.
        name: Name of the journal in the database; None for a file.
        workers: Requests in flight at the same time, from 1 to 10.
        wait: Whether to follow each record until the accounting software has accepted or rejected it.
        progress: Whether to show the progress on stderr.
        stall_timeout: Seconds to wait while no record comes to its end, before waiting is given up.
        max_per_minute: Maximum number of requests sent in a minute; None sets no limit. The API may block an address
            that sends more than 1,000: https://docs.codat.io/using-the-api/rate-limits.
        keep: Requests of the daily quota to leave for other programs. The run stops before it touches them, and
            `report.stopped` says so. None leaves none.

    Returns:
        The report. It reads the journal each time it is asked.

    Raises:
        bulk.JournalError: The journal is in use, is not a journal, or was made for another input or server.
        errors.RequestError: An argument cannot be used.
        KeyboardInterrupt: After Ctrl-C, once what was in flight is finished and written down. SIGTERM does the same
            and raises `SystemExit`, unless your program handles it itself.
    """
    method = create_method(create)
    options = Options(journal, workers, wait, progress, stall_timeout, max_per_minute, keep)
    if is_database(journal):
        return push_to_database(create, requests, options, name)
    options = options.checked(name)
    hint = length_hint(requests, -1)
    with Run(method, options) as run:
        lines = requests.line_numbers if isinstance(requests, Requests) else None
        return run.push(requests, None if hint < 0 else hint, lines)


def retry_failed(
    create: Callable[..., object],
    *,
    journal: str | PathLike[str],
    name: str | None = None,
    workers: int = 5,
    wait: bool = True,
    progress: bool = False,
    stall_timeout: float = 600.0,
    max_per_minute: int | None = None,
    keep: int | None = None,
) -> Report:
    """Send the records of a journal that failed again, each under a new key, and those that were not sent.

    Arguments:
        create: The method that creates one record.
        journal: The file of the journal, or the URL of its database. It has kept the content of what failed.
        name: Name of the journal in the database; None for a file.
        workers: Requests in flight at the same time, from 1 to 10.
        wait: Whether to follow each record until the accounting software has accepted or rejected it.
        progress: Whether to show the progress on stderr.
        stall_timeout: Seconds to wait while no record comes to its end, before waiting is given up.
        max_per_minute: Maximum number of requests sent in a minute; None sets no limit.
        keep: Requests of the daily quota to leave for other programs; None leaves none.

    Returns:
        The report, as `push` returns it.

    Raises:
        bulk.JournalError: There is no such journal, or it cannot be used.
        errors.RequestError: An argument cannot be used.
    """
    method = create_method(create)
    options = Options(journal, workers, wait, progress, stall_timeout, max_per_minute, keep)
    if is_database(journal):
        return retry_in_database(create, options, name)
    options = options.checked(name)
    with Run(method, options, journal_exists=True) as run:
        return run.retry_failed()
