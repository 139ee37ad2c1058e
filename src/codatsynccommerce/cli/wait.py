"""`wait`: wait for the end of one push operation."""

from __future__ import annotations

import click

from .connect import connect
from .options import company_option, non_blank, seconds
from .output import printable


@click.command()
@click.argument("key", callback=non_blank)
@company_option
@click.option(
    "--timeout",
    default=120.0,
    show_default=True,
    metavar="SECONDS",
    type=float,
    callback=seconds,
    help="Maximum time to wait.",
)
@click.pass_obj
def wait(server_url: str | None, key: str, company: str, timeout: float) -> None:
    """Wait until the push operation KEY has ended.

    Writes its status, kind of record and the id of the new record, separated by tabs.
    """
    with connect(server_url) as s:
        done = s.push_data.wait_for((company, key), timeout=timeout)
    ids = [change.record_ref.id for change in done.changes or [] if change.record_ref and change.record_ref.id]
    fields = (done.status, done.data_type, next(iter(ids), ""))
    click.echo("\t".join(printable(str(field or "")) for field in fields))
