"""What became of a push: counts on stdout, reasons on stderr, and the exit code that they come to."""

from __future__ import annotations

from itertools import chain, islice
from typing import TYPE_CHECKING

import click

from .exits import EndedError, Exit, code_of
from .output import counted, printable

if TYPE_CHECKING:
    from pathlib import Path

    from codatsynccommerce import bulk

_MOST_SHOWN = 10
_LASTING = (Exit.USAGE, Exit.REFUSED)
"""What running again cannot mend."""


def tell(report: bulk.Report, total: int, *, wait: bool, report_file: Path | None) -> None:
    """Write the counts and the report, and end as they say.

    Arguments:
        report: What became of the records.
        total: How many there are. A run that stops early has not even read the rest.
        wait: Whether pending records were to be followed to their end.
        report_file: Where to write the report; None writes none.
    """
    counts = dict(report.counts())
    counts["not sent"] += total - sum(counts.values())
    for status, count in counts.items():
        click.echo(f"{status}: {count}")
    if report_file is not None:
        report.to_csv(report_file)
    for row in islice(chain(report.rows("failed"), report.rows("unknown")), _MOST_SHOWN):
        click.echo(printable(f"record {row.index} {row.status}: {row.error or 'no reason given'}"), err=True)
    code = code_of(report.error) if report.error else Exit.API
    lasting = code in _LASTING
    again = "" if lasting else "; run the same command again"
    records = counted(total, "record")
    if counts["not sent"]:
        reason = report.stopped or "the API could not be reached"
        message = f"{counts['not sent']:,} of {records} not sent: {reason}{again}"
        raise EndedError(code if lasting else Exit.API, message)
    waited = counts["pending"] if wait else 0
    if counts["unknown"] or waited:
        reason = f": {report.stopped}" if report.stopped else ""
        message = f"{counts['unknown']:,} unknown and {waited:,} pending of {records}{reason}{again}"
        raise EndedError(code if lasting else Exit.UNKNOWN, message)
    if counts["failed"]:
        raise EndedError(Exit.FAILED, f"{counts['failed']:,} of {records} failed")
