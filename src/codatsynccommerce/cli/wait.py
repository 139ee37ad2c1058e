"""`wait`: follow one push operation to its end."""

from __future__ import annotations

import click

from .connect import connect
from .options import company, filled
from .output import printable


@click.command()
@click.argument("key", callback=filled)
@company
@click.option(
    "--timeout",
    default=120.0,
    show_default=True,
    metavar="SECONDS",
    type=click.FloatRange(min=0, min_open=True),
    help="How long to wait at the most.",
)
@click.pass_obj
def wait(server_url: str | None, key: str, company: str, timeout: float) -> None:
    """Wait until the push operation KEY is finished.

    Writes its status, kind of record and the id of the new record, with tabs between them.
    """
    with connect(server_url) as s:
        done = s.push_data.wait_for((company, key), timeout=timeout)
    ids = [one.record_ref.id for one in done.changes or [] if one.record_ref and one.record_ref.id]
    click.echo("\t".join(printable(str(one or "")) for one in (done.status, done.data_type, next(iter(ids), ""))))
