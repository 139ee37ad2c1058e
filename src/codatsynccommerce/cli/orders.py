"""`orders list`: list the orders of a shop."""

from __future__ import annotations

from datetime import timezone

import click

from codatsynccommerce._runtime.datetimes import format_datetime
from codatsynccommerce.models import operations, shared
from codatsynccommerce.utils import parse_datetime

from .connect import connect
from .exits import Commands
from .listing import Column, Listing
from .options import company_option, connection_option, list_options

_ORDERS: Listing[shared.CommerceOrder] = Listing(
    [
        Column("id", lambda order: order.id),
        Column("orderNumber", lambda order: order.order_number, in_table=True),
        Column("createdDate", lambda order: order.created_date, in_table=True),
        Column("closedDate", lambda order: order.closed_date),
        Column("modifiedDate", lambda order: order.modified_date),
        Column("country", lambda order: order.country),
        Column("customerId", lambda order: order.customer_ref and order.customer_ref.id, in_table=True),
        Column("locationId", lambda order: order.location_ref and order.location_ref.id),
        Column("currency", lambda order: order.currency, in_table=True),
        Column("totalAmount", lambda order: order.total_amount, in_table=True, is_amount=True),
        Column("totalTaxAmount", lambda order: order.total_tax_amount, in_table=True, is_amount=True),
        Column("totalDiscount", lambda order: order.total_discount, is_amount=True),
        Column("totalRefund", lambda order: order.total_refund, in_table=True, is_amount=True),
        Column("totalGratuity", lambda order: order.total_gratuity, is_amount=True),
    ]
)


@click.group(cls=Commands)
def orders() -> None:
    """List the orders of a shop."""


def _query_since(_ctx: click.Context, _parameter: click.Parameter, value: str | None) -> str | None:
    """Return the query for orders modified since a date."""
    if value is None:
        return None
    try:
        moment = parse_datetime(value)
        # modifiedDate is in UTC, so a date without a zone is taken as UTC.
        aware = moment.astimezone(timezone.utc) if moment.tzinfo else moment.replace(tzinfo=timezone.utc)
    except ValueError:
        message = f"{value!r} is not a date such as 2024-01-31 or 2024-01-31T09:00:00Z"
        raise click.BadParameter(message) from None
    except OverflowError:
        message = f"{value!r} is not between the years 1 and 9999 in UTC"
        raise click.BadParameter(message) from None
    return f"modifiedDate>={format_datetime(aware)}"


@orders.command("list")
@company_option
@connection_option("Its connection to the shop.")
@click.option(
    "--since",
    "query",
    metavar="DATE",
    callback=_query_since,
    help="Only orders that Codat has added or changed since then, in UTC unless the date has a zone.",
)
@list_options
@click.pass_obj
def list_orders(
    server_url: str | None, company: str, connection: str, query: str | None, max_items: int | None, form: str
) -> None:
    """List the orders of a shop, as of the last refresh. Each page is written as soon as it is read."""
    request = operations.ListCommerceOrdersRequest(company_id=company, connection_id=connection, query=query)
    with connect(server_url) as s:
        _ORDERS.write(s.commerce_orders.iter_commerce_orders(request, max_items=max_items), form)
