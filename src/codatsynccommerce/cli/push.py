"""`customers push` and so on: create the records of a CSV file, each once, whatever interrupts it."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from codatsynccommerce import bulk
from codatsynccommerce.bulk.tables.kinds import RECORD_KINDS, RecordKind

from . import source
from .connect import connect
from .exits import Commands, EndedError, Exit
from .files import check_distinct, writable
from .hints import hint, not_csv
from .options import COMPANY_VARIABLE, CONNECTION_VARIABLE
from .output import counted, printable
from .push_report import PushReport

if TYPE_CHECKING:
    from collections.abc import Iterator

_OPTIONS = [
    click.argument(
        "file", required=False, type=click.Path(exists=True, dir_okay=False, path_type=Path), callback=source.file
    ),
    click.option(
        "--company",
        metavar="ID",
        envvar=COMPANY_VARIABLE,
        callback=source.record_id,
        help=f"The company.  [env var: {COMPANY_VARIABLE}]",
    ),
    click.option(
        "--connection",
        metavar="ID",
        envvar=CONNECTION_VARIABLE,
        callback=source.record_id,
        help=f"Its accounting connection.  [env var: {CONNECTION_VARIABLE}]",
    ),
    click.option(
        "--journal",
        required=True,
        type=click.Path(dir_okay=False, writable=True, path_type=Path),
        callback=writable,
        help="File that records what was sent. After any interruption, run the command again with the same journal.",
    ),
    click.option(
        "--default",
        "defaults",
        multiple=True,
        metavar="FIELD=VALUE",
        callback=source.defaults,
        help="Value of a field in every row without a cell for it, such as status=Submitted. May be repeated.",
    ),
    click.option(
        "--delimiter",
        default=",",
        show_default=True,
        metavar="CHAR",
        callback=source.delimiter,
        help=r"The character between two cells; '\t' is a tab.",
    ),
    click.option(
        "--encoding",
        default="utf-8",
        show_default=True,
        metavar="NAME",
        callback=source.encoding,
        help="Text encoding of the file.",
    ),
    click.option(
        "--retry-failed",
        is_flag=True,
        is_eager=True,  # Whether other values are required depends on it.
        help="Send the records of the journal again that failed or were not sent, unchanged. Takes no FILE, --company "
        "or --connection.",
    ),
    click.option(
        "--workers",
        metavar="N",
        default=5,
        show_default=True,
        type=click.IntRange(1, 10),
        help="Number of requests in flight at the same time.",
    ),
    click.option(
        "--wait/--no-wait",
        default=True,
        show_default=True,
        help="Wait until the accounting software has accepted or rejected every record, or end once the API has them.",
    ),
    click.option(
        "--report",
        "report_file",
        type=click.Path(dir_okay=False, writable=True, path_type=Path),
        callback=writable,
        help="CSV file to write the outcome of every record to.",
    ),
    click.option(
        "--progress/--no-progress", default=None, help="Show the progress on stderr.  [default: only on a terminal]"
    ),
]


def push_command(kind: RecordKind, name: str) -> click.Command:
    """Return the command that pushes one kind of record.

    Arguments:
        kind: The kind of record.
        name: Name of the command.
    """
    words = kind.name.replace("-", " ")

    @click.pass_obj
    def command(server_url: str | None, /, **options: Any) -> None:
        _push(kind, server_url, **options)

    for option in reversed(_OPTIONS):
        command = option(command)
    help_text = (
        f"Create the {words} of a CSV file.\n\nThe whole FILE is checked before anything is sent. Writes the number "
        "of records with each status."
    )
    return click.command(name, help=help_text, short_help=f"Create the {words} of a CSV file.")(command)


@click.group(cls=Commands, hidden=True)
def push() -> None:
    """Create records in the accounting software, each once. The same as `customers push` and so on."""


def record_groups() -> Iterator[click.Group]:
    """Yield a group such as `customers` for each kind of record, with its command `push`."""
    for kind in RECORD_KINDS:
        push.add_command(push_command(kind, kind.name))
        group = Commands(kind.name, help=f"Create {kind.name.replace('-', ' ')} from a CSV file, each once.")
        group.add_command(push_command(kind, "push"))
        yield group


def _push(
    kind: RecordKind,
    server_url: str | None,
    *,
    file: Path | None,
    journal: Path,
    retry_failed: bool,
    report_file: Path | None,
    workers: int,
    wait: bool,
    progress: bool | None,
    **table: Any,
) -> None:
    check_distinct({"FILE": file, "--journal": journal, "--report": report_file})
    shown = sys.stderr.isatty() if progress is None else progress
    with connect(server_url) as s:
        create = kind.create_method(s)
        names: dict[int, str] = {}
        settings: dict[str, Any] = {"journal": journal, "workers": workers, "wait": wait, "progress": shown}
        try:
            if retry_failed or file is None:
                before = bulk.read_report(journal)
                requests, total = None, sum(before.counts().values())
                # The journal holds the content of a record, and with it the name, only until the record is created.
                names = {
                    row.index: name
                    for row, content in before.rows_with_content()
                    if (name := kind.label_of_content(content))
                }
                report = bulk.retry_failed(create, **settings)
            else:
                requests = _read(kind, file, **table)
                total = len(requests)
                report = bulk.push(create, requests, **settings)
        except (KeyboardInterrupt, SystemExit) as error:
            # A run turns SIGTERM into SystemExit, and finishes what is in flight first, as after Ctrl-C.
            code = Exit.INTERRUPTED if isinstance(error, KeyboardInterrupt) else Exit.TERMINATED
            message = f"interrupted: run the same command again to continue, with the journal {journal}"
            raise EndedError(code, message) from None
    PushReport(report, kind, requests, total, names).end(wait=wait, report_file=report_file)


def _read(
    kind: RecordKind,
    file: Path,
    *,
    company: str,
    connection: str,
    delimiter: str,
    encoding: str,
    defaults: dict[str, str],
) -> bulk.Requests[Any]:
    """Read and check a file."""
    if reason := not_csv(file, encoding):
        raise EndedError(Exit.USAGE, f"{file} {reason}")
    try:
        return bulk.requests_from_csv(
            kind.request,
            file,
            company_id=company,
            connection_id=connection,
            defaults={**kind.defaults, **defaults},
            required=kind.required,
            delimiter=delimiter,
            encoding=encoding,
        )
    except bulk.BadRowsError as error:
        for problem in error.problems:
            parts = [f"{file}:{problem.line or 1}", problem.column, problem.reason]
            click.echo(printable(": ".join(part for part in parts if part)), err=True)
        advice = hint(file, delimiter, encoding)
        message = f"{file} cannot be used: {counted(len(error.problems), 'problem')}, see above"
        raise EndedError(Exit.USAGE, f"{message}; {advice}" if advice else message) from error
