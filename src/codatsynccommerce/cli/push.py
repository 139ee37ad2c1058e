"""`push customers`: create customers from a CSV file, each once, whatever interrupts it."""

from __future__ import annotations

import sys
from itertools import chain, islice
from pathlib import Path

import click

from codatsynccommerce import bulk

from .connect import connect
from .exits import Commands, EndedError, Exit
from .output import printable

_MOST_SHOWN = 10


@click.group(cls=Commands, no_args_is_help=False)
def push() -> None:
    """Create records in the accounting software, each once."""


def _has_folder(_ctx: click.Context, _parameter: click.Parameter, value: Path | None) -> Path | None:
    """Find out before anything is sent that a file cannot be written after it."""
    if value is not None and not value.resolve().parent.is_dir():
        message = f"there is no folder {value.resolve().parent}"
        raise click.BadParameter(message)
    return value


@push.command()
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--company", required=True, metavar="ID", help="The company.")
@click.option("--connection", required=True, metavar="ID", help="Its accounting connection.")
@click.option(
    "--journal",
    required=True,
    type=click.Path(dir_okay=False, writable=True, path_type=Path),
    callback=_has_folder,
    help="Where the run is written down. Run it again with the same journal after whatever ended it.",
)
@click.option(
    "--workers", default=5, show_default=True, type=click.IntRange(1, 10), help="Requests under way at the same time."
)
@click.option("--wait/--no-wait", default=True, show_default=True, help="Whether to follow every record to its end.")
@click.option(
    "--report",
    "report_file",
    type=click.Path(dir_okay=False, writable=True, path_type=Path),
    callback=_has_folder,
    help="CSV file for what became of each record.",
)
@click.option("--progress/--no-progress", default=None, help="Show on stderr how far it is.  [default: on a terminal]")
@click.pass_obj
def customers(
    server_url: str | None,
    file: Path,
    company: str,
    connection: str,
    journal: Path,
    workers: int,
    wait: bool,  # noqa: FBT001 - click gives it by name
    report_file: Path | None,
    progress: bool | None,  # noqa: FBT001 - click gives it by name
) -> None:
    """Create the customers of a CSV file.

    The whole file is checked before anything is sent. Writes how many records have which status.
    """
    shown = sys.stderr.isatty() if progress is None else progress
    with connect(server_url) as s:
        try:
            requests = bulk.customers_from_csv(file, company_id=company, connection_id=connection)
            report = bulk.push(
                s.accounting_customers.create_accounting_customer,
                requests,
                journal=journal,
                workers=workers,
                wait=wait,
                progress=shown,
            )
        except bulk.BadRowsError as problem:
            raise _bad_rows(file, problem) from problem
        except KeyboardInterrupt:
            message = f"interrupted: run the same command again to go on, with the journal {journal}"
            raise EndedError(Exit.INTERRUPTED, message) from None
    _tell(report, len(requests), wait=wait, report_file=report_file)


def _bad_rows(file: Path, error: bulk.BadRowsError) -> EndedError:
    for one in error.problems:
        parts = [f"{file}:{one.line or 1}", one.column, one.reason]
        click.echo(printable(": ".join(part for part in parts if part)), err=True)
    return EndedError(Exit.USAGE, f"{file} cannot be used: {len(error.problems):,} problems, see above")


def _tell(report: bulk.Report, total: int, *, wait: bool, report_file: Path | None) -> None:
    """Write the counts, and end as they say."""
    counts = dict(report.counts())
    # A run that stops early has not even read the rest.
    counts["not sent"] += total - sum(counts.values())
    for status, count in counts.items():
        click.echo(f"{status}: {count}")
    if report_file is not None:
        report.to_csv(report_file)
    for row in islice(chain(report.rows("failed"), report.rows("unknown")), _MOST_SHOWN):
        click.echo(printable(f"record {row.index} {row.status}: {row.error or 'no reason given'}"), err=True)
    again = "run the same command again"
    if counts["not sent"]:
        reason = report.stopped or "the API could not be reached"
        raise EndedError(Exit.API, f"{counts['not sent']:,} of {total:,} records were not sent: {reason}; {again}")
    waited = counts["pending"] if wait else 0
    if counts["unknown"] or waited:
        reason = f": {report.stopped}" if report.stopped else ""
        message = f"{counts['unknown']:,} unknown and {waited:,} pending of {total:,} records{reason}; {again}"
        raise EndedError(Exit.UNKNOWN, message)
    if counts["failed"]:
        raise EndedError(Exit.FAILED, f"{counts['failed']:,} of {total:,} records failed")
