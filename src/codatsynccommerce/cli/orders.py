"""`orders list`: read the orders of a shop."""

from __future__ import annotations

from datetime import timezone

import click

from codatsynccommerce._runtime.datetimes import format_datetime
from codatsynccommerce.models import operations
from codatsynccommerce.utils import parse_datetime

from .connect import connect
from .exits import Commands
from .options import company, filled
from .output import WRITERS


@click.group(cls=Commands, no_args_is_help=False)
def orders() -> None:
    """Read the orders of a shop."""


def _query(_ctx: click.Context, _parameter: click.Parameter, value: str | None) -> str | None:
    """Make the query that `--since` stands for."""
    if value is None:
        return None
    try:
        moment = parse_datetime(value)
    except ValueError:
        message = f"{value!r} is no date such as 2024-01-31 or 2024-01-31T09:00:00Z"
        raise click.BadParameter(message) from None
    # modifiedDate is UTC, so a date without a zone is meant so.
    aware = moment.astimezone(timezone.utc) if moment.tzinfo else moment.replace(tzinfo=timezone.utc)
    return f"modifiedDate>={format_datetime(aware)}"


@orders.command("list")
@company
@click.option("--connection", required=True, metavar="ID", callback=filled, help="Its connection to the shop.")
@click.option(
    "--since",
    "query",
    metavar="DATE",
    callback=_query,
    help="Only orders that Codat has added or changed since then; UTC unless it says otherwise.",
)
@click.option(
    "--max", "most", metavar="N", type=click.IntRange(min=1), help="Orders to give at the most.  [default: all]"
)
@click.option(
    "--format", "kind", type=click.Choice(list(WRITERS)), default="table", show_default=True, help="How to write them."
)
@click.pass_obj
def list_orders(
    server_url: str | None, company: str, connection: str, query: str | None, most: int | None, kind: str
) -> None:
    """List the orders of a shop, as of the last refresh. They are written while they are read."""
    request = operations.ListCommerceOrdersRequest(company_id=company, connection_id=connection, query=query)
    with connect(server_url) as s:
        WRITERS[kind](s.commerce_orders.iter_commerce_orders(request, max_items=most))
