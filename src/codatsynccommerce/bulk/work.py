"""Workers on journals in a database: `fill` writes the records, and any number of `work` calls create them."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterable
from functools import cache
from operator import length_hint
from time import monotonic
from typing import TYPE_CHECKING, Any, TypeVar

from codatsynccommerce._runtime.client import Client
from codatsynccommerce._runtime.errors import RequestError, SDKError
from codatsynccommerce._runtime.operation import Operation
from codatsynccommerce.models import operations
from codatsynccommerce.sdk import CodatSyncCommerce

from .journal import JournalError
from .locate import in_database, journal_name
from .options import Options
from .postgres.database import Database
from .postgres.filling import Filling
from .postgres.location import PostgresReader
from .postgres.schema import check_schema, make_schema
from .postgres.worker import Worker, WorkOptions
from .progress import Progress
from .report import Report
from .rules import FAILED, PENDING, SENDING, SUCCEEDED, TIMED_OUT
from .run import server_name
from .stop_signal import StopSignal
from .tables.requests import Requests
from .target import CreateMethod, create_method

if TYPE_CHECKING:
    from .journal import JournalRecord

Request = TypeVar("Request")

_PATIENCE = 300.0
"""Seconds for which a worker waits for a database that is gone."""
_COUNT_INTERVAL = 5.0
"""Seconds between two counts of all records for the progress."""
_ENDED = (SUCCEEDED, FAILED, TIMED_OUT)


def fill(
    create: Callable[[Request], object], requests: Iterable[Request], *, journal: str, name: str, progress: bool = False
) -> int:
    """Write the records of an input into a journal in a PostgreSQL database, for `bulk.work` to create them.

    Whatever ended it, call it again with the same input: what the journal has is not written again. Several inputs may
    be in one journal, one for each operation that creates records. Needs the extra `postgres`.

    Arguments:
        create: The method that creates one record, such as `s.accounting_customers.create_accounting_customer`.
        requests: What you would pass to that method, one for each record: any iterable. It is read in batches.
        journal: URL of the database, such as `postgresql://host/database`, as libpq takes it:
            https://www.postgresql.org/docs/current/libpq-connect.html. The journals are in a schema of their own.
        name: Name of the journal, made if it does not exist.
        progress: Whether to show the progress on stderr.

    Returns:
        How many records of this input the journal has.

    Raises:
        bulk.JournalError: The database cannot be used, or the journal was made for another input or server.
        errors.RequestError: An argument cannot be used, or the extra `postgres` is not installed.
    """
    method = create_method(create)
    in_database(journal, journal_name(name))
    database = Database(journal, patience=_PATIENCE)
    hint = length_hint(requests, -1)
    size = None if hint < 0 else hint
    read = 0
    shown = Progress("written", size, lambda: (read, 0, None), method.client.clock, shown=progress)

    def on_batch(position: int) -> None:
        nonlocal read
        read = position
        shown.tick()

    lines = requests.line_numbers if isinstance(requests, Requests) else None
    with contextlib.closing(database), contextlib.closing(shown):
        make_schema(database)
        return Filling(database, method, server_name(method.client), name).run(requests, size, lines, on_batch)


def work(
    client: CodatSyncCommerce,
    *,
    journal: str,
    name: str | None = None,
    workers: int = 5,
    until: str = "empty",
    egress: str = "default",
    max_per_minute: int | None = 1000,
    keep: int | None = None,
    stall_timeout: float = 600.0,
    progress: bool = False,
) -> Report:
    """Create the records of journals in a PostgreSQL database, each once, together with any number of other workers.

    Any number of processes may call it at a time, on any number of machines, and any of them may end at any time: the
    others go on with its records. All of them share the limits of the API: ten requests at once for each company, a
    pace for each address, one pause after a 429, the daily quota. Needs the extra `postgres`.

    Arguments:
        client: The client that sends. Its `timeout` limits how long a call may take, and so when other workers take
            over the records of a worker that has died: 10 seconds after the longest call.
        journal: URL of the database.
        name: Name of the journal; None works on every journal of the database for the server of the client.
        workers: Requests in flight at the same time in this process, from 1 to 10.
        until: `"empty"` ends when there is nothing left that can be done now; `"stopped"` goes on looking for records
            until Ctrl-C or SIGTERM.
        egress: Name of the address that the requests leave from: workers behind one address share its pace.
        max_per_minute: Maximum number of requests that leave from that address in a minute, over all workers; None sets
            no limit. The API may block an address that sends more than 1,000:
            https://docs.codat.io/using-the-api/rate-limits.
        keep: Requests of the daily quota to leave for other programs. The worker stops before it touches them, and
            `report.stopped` says so. None leaves none.
        stall_timeout: Seconds without any record of a company coming to its end after which a worker with
            `until="empty"` stops waiting for that company.
        progress: Whether to show the progress on stderr.

    Returns:
        The report of all that the journal holds. It reads the database each time it is asked.

    Raises:
        bulk.JournalError: There is no such journal, or the database cannot be used.
        errors.RequestError: An argument cannot be used, or the extra `postgres` is not installed.
        KeyboardInterrupt: After Ctrl-C, once what was in flight is finished and written down. SIGTERM does the same
            and raises `SystemExit`, unless your program handles it itself.
    """
    caller = getattr(client, "_client", None)
    if not isinstance(caller, Client):
        message = f"the first argument must be a CodatSyncCommerce, not {type(client).__name__}"
        raise RequestError(message)
    if until not in ("empty", "stopped"):
        message = f"until must be 'empty' or 'stopped', not {until!r:.100}"
        raise RequestError(message)
    if not isinstance(egress, str) or not egress.isprintable() or not 0 < len(egress) <= 200:  # noqa: PLR2004 - text
        message = f"egress must be the name of an address, not {egress!r:.100}"
        raise RequestError(message)
    Options(journal, workers, True, progress, stall_timeout, max_per_minute, keep).check_numbers()  # noqa: FBT003
    options = WorkOptions(workers, until == "empty", egress, max_per_minute, keep, stall_timeout, follows=True)
    return run_worker(caller, journal, name, options, progress=progress)


def push_to_database(
    create: Callable[..., object], requests: Iterable[object], options: Options, name: str | None
) -> Report:
    """Fill a journal and work on it in this process: see `bulk.push`."""
    options.check_numbers()
    journal = str(options.journal)
    fill(create, requests, journal=journal, name=journal_name(name), progress=options.progress)
    return run_worker(create_method(create).client, journal, name, _work_options(options), progress=options.progress)


def retry_in_database(create: Callable[..., object], options: Options, name: str | None) -> Report:
    """Send what failed in a journal again, and what was not sent: see `bulk.retry_failed`."""
    options.check_numbers()
    client, journal = create_method(create).client, str(options.journal)
    return retry_failed_records(client, journal, journal_name(name), _work_options(options), progress=options.progress)


def _work_options(options: Options) -> WorkOptions:
    limits = (options.max_per_minute, options.keep, options.stall_timeout)
    return WorkOptions(options.workers, True, "default", *limits, follows=options.wait)  # noqa: FBT003 - until empty


def run_worker(client: Client, journal: str, name: str | None, options: WorkOptions, *, progress: bool) -> Report:
    """Run one worker in this process, and return the report."""
    error, _ = _work(client, journal, name, options, progress=progress)
    return _report(client, journal, name, options, error, progress=progress)


def _report(
    client: Client, journal: str, name: str | None, options: WorkOptions, error: SDKError | None, *, progress: bool
) -> Report:
    def retry() -> Report:
        return retry_failed_records(client, journal, name, options, progress=progress)

    return Report(journal, error, retry, name=name)


def _work(
    client: Client, journal: str, name: str | None, options: WorkOptions, *, progress: bool
) -> tuple[SDKError | None, bool]:
    """Run one worker in this process. Return what the report says of its end, and whether that came early."""
    server = server_name(client)
    location = in_database(journal, name)
    location.database = database = Database(journal, patience=_PATIENCE)
    signal = StopSignal()
    with contextlib.closing(database):
        check_schema(database)
        location.check_server(server)

        def inputs() -> list[int] | None:
            return None if name is None else location.inputs()

        worker = Worker(client, server, database, inputs, _operation_of(client), options)
        location.server = server
        counts = _Counts(client, lambda: PostgresReader(database, location.inputs(), name).counts())
        shown = Progress("done", None, counts, client.clock, shown=progress)
        signal.install()
        try:
            error = worker.run(shown.tick)
        finally:
            signal.remove()
            counts.expire()
            shown.close()
    return error, worker.ended_early


def retry_failed_records(
    client: Client, journal: str, name: str | None, options: WorkOptions, *, progress: bool
) -> Report:
    """Release the records that failed, and run one worker in this process."""
    location = in_database(journal, name)
    location.server = server_name(client)
    with location.read() as open_journal:
        has_unknown = SENDING in open_journal.counts()
    if has_unknown:
        # First what is unknown: its response may show that a failure was not that of the record which has it.
        asking = options._replace(until_empty=True, follows=False)
        error, ended_early = _work(client, journal, name, asking, progress=progress)
        if ended_early:
            return _report(client, journal, name, options, error, progress=progress)
    with location.edit() as open_journal:
        open_journal.release_failed()
    return run_worker(client, journal, name, options, progress=progress)


def _operation_of(client: Client) -> Callable[[JournalRecord], Operation[Any]]:
    """Return a function that returns the operation of a record, by the name of its operation."""

    @cache
    def find(name: str) -> Operation[Any]:
        operation = getattr(operations, name.upper().replace("-", "_"), None)
        if not isinstance(operation, Operation) or operation.name != name:
            message = f"the journal holds records of the operation {name}, which this release does not have"
            raise JournalError(message)
        return CreateMethod(client, operation).for_bytes

    return lambda record: find(record.operation)


class _Counts:
    """What the progress shows. The records are counted only every few seconds, because there may be millions."""

    def __init__(self, client: Client, count: Callable[[], dict[str, int]]) -> None:
        """Count nothing yet.

        Arguments:
            client: Knows what is left of the quota.
            count: Returns the number of records in each state.
        """
        self._client = client
        self._count = count
        self._known: dict[str, int] = {}
        self._next = 0.0

    def __call__(self) -> tuple[int, int, int | None]:
        """Return how many records are done, how many of them failed, and the requests left of the quota."""
        if monotonic() >= self._next:
            with contextlib.suppress(JournalError):  # What ends the worker is told by the worker.
                self._known = self._count()
            self._next = monotonic() + _COUNT_INTERVAL
        done = sum(self._known.get(state, 0) for state in (PENDING, *_ENDED))
        return done, self._known.get(FAILED, 0), self._client.rate_limit.remaining

    def expire(self) -> None:
        """Count again when they are shown next."""
        self._next = 0.0
