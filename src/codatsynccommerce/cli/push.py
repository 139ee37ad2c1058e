"""`push customers`: create customers from a CSV file, each once, whatever interrupts it."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from codatsynccommerce import bulk

from . import source
from .connect import connect
from .exits import Commands, EndedError, Exit
from .files import check_apart, writable
from .hints import hint, no_csv
from .outcome import tell
from .output import counted, printable

if TYPE_CHECKING:
    from codatsynccommerce.models import operations


@click.group(cls=Commands, no_args_is_help=False)
def push() -> None:
    """Create records in the accounting software, each once."""


@push.command()
@click.argument(
    "file", required=False, type=click.Path(exists=True, dir_okay=False, path_type=Path), callback=source.file
)
@click.option("--company", metavar="ID", callback=source.place, help="The company.")
@click.option("--connection", metavar="ID", callback=source.place, help="Its accounting connection.")
@click.option(
    "--journal",
    required=True,
    type=click.Path(dir_okay=False, writable=True, path_type=Path),
    callback=writable,
    help="Where the run is written down. Run it again with the same journal after whatever ended it.",
)
@click.option(
    "--delimiter",
    default=",",
    show_default=True,
    metavar="CHAR",
    callback=source.delimiter,
    help=r"What stands between two cells; '\t' is a tab.",
)
@click.option(
    "--encoding",
    default="utf-8",
    show_default=True,
    metavar="NAME",
    callback=source.encoding,
    help="How the file is written.",
)
@click.option(
    "--retry-failed",
    is_flag=True,
    is_eager=True,  # What else must be given depends on it.
    help="Send once more, as they were, the records of the journal that failed, and those that were not sent. "
    "Without FILE, --company and --connection.",
)
@click.option(
    "--workers", default=5, show_default=True, type=click.IntRange(1, 10), help="Requests under way at the same time."
)
@click.option("--wait/--no-wait", default=True, show_default=True, help="Whether to follow every record to its end.")
@click.option(
    "--report",
    "report_file",
    type=click.Path(dir_okay=False, writable=True, path_type=Path),
    callback=writable,
    help="CSV file for what became of each record.",
)
@click.option("--progress/--no-progress", default=None, help="Show on stderr how far it is.  [default: on a terminal]")
@click.pass_obj
def customers(
    server_url: str | None,
    file: Path | None,
    company: str,
    connection: str,
    journal: Path,
    delimiter: str,
    encoding: str,
    retry_failed: bool,  # noqa: FBT001 - click gives it by name
    workers: int,
    wait: bool,  # noqa: FBT001 - the same
    report_file: Path | None,
    progress: bool | None,  # noqa: FBT001 - the same
) -> None:
    """Create the customers of a CSV file.

    The whole FILE is checked before anything is sent. Writes how many records have which status.
    """
    check_apart({"FILE": file, "--journal": journal, "--report": report_file})
    shown = sys.stderr.isatty() if progress is None else progress
    with connect(server_url) as s:
        create = s.accounting_customers.create_accounting_customer
        settings: dict[str, Any] = {"journal": journal, "workers": workers, "wait": wait, "progress": shown}
        try:
            if retry_failed or file is None:
                total = sum(bulk.read_report(journal).counts().values())
                report = bulk.retry_failed(create, **settings)
            else:
                requests = _read(file, company, connection, delimiter=delimiter, encoding=encoding)
                total = len(requests)
                report = bulk.push(create, requests, **settings)
        except KeyboardInterrupt:
            message = f"interrupted: run the same command again to go on, with the journal {journal}"
            raise EndedError(Exit.INTERRUPTED, message) from None
    tell(report, total, wait=wait, report_file=report_file)


def _read(
    file: Path, company: str, connection: str, *, delimiter: str, encoding: str
) -> bulk.Requests[operations.CreateAccountingCustomerRequest]:
    """Read and check a file."""
    if reason := no_csv(file, encoding):
        raise EndedError(Exit.USAGE, f"{file} {reason}")
    try:
        return bulk.customers_from_csv(
            file, company_id=company, connection_id=connection, delimiter=delimiter, encoding=encoding
        )
    except bulk.BadRowsError as problem:
        for one in problem.problems:
            parts = [f"{file}:{one.line or 1}", one.column, one.reason]
            click.echo(printable(": ".join(part for part in parts if part)), err=True)
        found = hint(file, delimiter, encoding)
        message = f"{file} cannot be used: {counted(len(problem.problems), 'problem')}, see above"
        raise EndedError(Exit.USAGE, f"{message}; {found}" if found else message) from problem
