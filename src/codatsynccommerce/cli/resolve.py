"""`resolve`: settle the unknown records of a journal, which may or may not have been created."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from .exits import EndedError, Exit
from .files import check_distinct, writable
from .output import counted, printable

if TYPE_CHECKING:
    from codatsynccommerce import bulk

_LONGEST_CONTENT = 300
_MAX_CANDIDATES = 10
_ANSWERS = click.Choice(["y", "n", "s", "q"])


@click.command()
@click.argument("journal", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option(
    "--to-csv",
    type=click.Path(dir_okay=False, writable=True, path_type=Path),
    callback=writable,
    help="Write the unknown records to a CSV file, to be filled in.",
)
@click.option(
    "--from-csv",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="Settle the records from such a file, once it is filled in.",
)
def resolve(journal: Path, to_csv: Path | None, from_csv: Path | None) -> None:
    """Settle the unknown records of a JOURNAL.

    A record is unknown if it was sent and nothing proves its outcome. Look for it in the accounting software. On a
    terminal the command shows each record and asks: y, it was created; n, it was not, and the next push sends it; s,
    skip it; q, quit. With --to-csv and --from-csv, write yes or no under `created`, and the id under `record_id`.
    """
    # Imported late: it brings SQLite, which few commands need.
    from codatsynccommerce import bulk  # noqa: PLC0415

    check_distinct({"JOURNAL": journal, "--to-csv": to_csv, "--from-csv": from_csv})
    if to_csv and from_csv:
        message = "--to-csv and --from-csv cannot be given together"
        raise click.UsageError(message, click.get_current_context())
    report = bulk.read_report(journal)
    if to_csv:
        click.echo(f"{counted(report.unknown_to_csv(to_csv), 'unknown record')} written to {to_csv}")
        return
    settled = report.resolve_from_csv(from_csv) if from_csv else _ask(report)
    click.echo(f"settled: {settled}")
    click.echo(f"unknown: {report.unknown}")
    if report.unknown:
        message = f"{counted(report.unknown, 'record')} still unknown"
        raise EndedError(Exit.UNKNOWN, message)


def _ask(report: bulk.Report) -> int:
    """Ask for each unknown record, and return how many were settled."""
    if report.unknown and not _has_terminal():
        message = "the command asks questions, and its input is not a terminal: use --to-csv and --from-csv"
        raise EndedError(Exit.USAGE, message)
    settled = 0
    for unknown in list(report.unknown_records()):
        _show(unknown)
        answer = click.prompt("Was it created? (y)es, (n)o, (s)kip, (q)uit", type=_ANSWERS, show_choices=False)
        if answer == "q":
            break
        if answer == "s":
            continue
        created = answer == "y"
        record_id = click.prompt("Its id, if you know it", default="", show_default=False).strip() if created else ""
        report.resolve(unknown.row.index, created=created, record_id=record_id or None)
        settled += 1
    return settled


def _has_terminal() -> bool:
    return sys.stdin is not None and sys.stdin.isatty()


def _show(unknown: bulk.UnknownRecord) -> None:
    row = unknown.row
    place = f"record {row.index}" if row.line is None else f"line {row.line}"
    click.echo(f"\n{place}: {printable(unknown.content)[:_LONGEST_CONTENT]}")
    click.echo(f"  {printable(row.error or 'no reason given')}")
    for candidate in unknown.candidates[:_MAX_CANDIDATES]:
        words = " ".join(part for part in (candidate.operation, candidate.data_type, candidate.status) if part)
        click.echo(f"  may be push operation {printable(words)}")
    if len(unknown.candidates) > _MAX_CANDIDATES:
        click.echo(f"  or one of {len(unknown.candidates) - _MAX_CANDIDATES} more")
