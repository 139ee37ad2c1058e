"""`companies list` and `connections list`: find the ids that the other commands need."""

from __future__ import annotations

import click

from codatsynccommerce.models import operations, shared

from .connect import connect
from .exits import Commands
from .listing import Column, Listing
from .options import company_option, list_options

_COMPANIES: Listing[shared.Company] = Listing(
    [
        Column("id", lambda company: company.id, in_table=True),
        Column("name", lambda company: company.name, in_table=True),
        Column("platform", lambda company: company.platform),
        Column("connections", lambda company: len(company.data_connections or []), in_table=True, is_amount=True),
        Column("created", lambda company: company.created, in_table=True),
        Column("lastSync", lambda company: company.last_sync, in_table=True),
        Column("createdByUserName", lambda company: company.created_by_user_name),
        Column("description", lambda company: company.description),
        Column("linkUrl", lambda company: company.redirect),
    ]
)
_CONNECTIONS: Listing[shared.Connection] = Listing(
    [
        Column("id", lambda connection: connection.id, in_table=True),
        Column("platformName", lambda connection: connection.platform_name, in_table=True),
        Column("sourceType", lambda connection: connection.source_type, in_table=True),
        Column("status", lambda connection: connection.status, in_table=True),
        Column("created", lambda connection: connection.created),
        Column("lastSync", lambda connection: connection.last_sync, in_table=True),
        Column("integrationId", lambda connection: connection.integration_id),
        Column("sourceId", lambda connection: connection.source_id),
        Column("linkUrl", lambda connection: connection.link_url),
    ]
)


@click.group(cls=Commands)
def companies() -> None:
    """List companies, with the ids for --company."""


@companies.command("list")
@list_options
@click.pass_obj
def list_companies(server_url: str | None, max_items: int | None, form: str) -> None:
    """List the companies that the API key can see."""
    request = operations.ListPlatformCompaniesRequest()
    with connect(server_url) as s:
        _COMPANIES.write(s.platform_companies.iter_companies(request, max_items=max_items), form)


@click.group(cls=Commands)
def connections() -> None:
    """List connections, with the ids for --connection."""


@connections.command("list", short_help="List the connections of a company.")
@company_option
@list_options
@click.pass_obj
def list_connections(server_url: str | None, company: str, max_items: int | None, form: str) -> None:
    """List the connections of a company to its accounting software and shops."""
    request = operations.ListPlatformConnectionsRequest(company_id=company)
    with connect(server_url) as s:
        _CONNECTIONS.write(s.platform_connections.iter_connections(request, max_items=max_items), form)
