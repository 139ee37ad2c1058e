"""The settings of the application, from the environment."""

from __future__ import annotations

import os

import codatsynccommerce

DATABASE = os.environ["DATABASE_URL"]
"""A PostgreSQL database. It holds the orders, and the journal of everything that is sent."""

BROKER = os.environ["BROKER_URL"]
"""A Redis server, from which the workers take their tasks."""

COMPANY_ID = os.environ["CODAT_COMPANY_ID"]
CONNECTION_ID = os.environ["CODAT_CONNECTION_ID"]
WEBHOOK_SECRETS = os.environ["CODAT_WEBHOOK_SECRETS"].split()
SALES_ACCOUNT_ID = os.environ["SALES_ACCOUNT_ID"]
CLEARING_ACCOUNT_ID = os.environ["CLEARING_ACCOUNT_ID"]


def connect() -> codatsynccommerce.CodatSyncCommerce:
    """Return a client. It reads the API key from CODAT_API_KEY."""
    return codatsynccommerce.CodatSyncCommerce(server_url=os.environ.get("CODAT_SERVER_URL"))
