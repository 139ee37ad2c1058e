"""What a new sandbox holds: Marlow Books, a shop with its books in Xero and its orders in Shopify.

Everything is made by rule and without chance, so that two sandboxes hold the same. Each kind of record has one with
the id `61`, which the examples of the documentation use.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from .books import fill_books, open_books
from .companies import fill_companies, fill_integrations, new_company, new_connection
from .flow import fill_flow, fill_webhooks, offer_configuration
from .history import fill_history
from .ids import ACCOUNTING, COMMERCE, COMPANY
from .orders import fill_orders
from .shop import fill_shop

if TYPE_CHECKING:
    from codatsynccommerce.sandbox.store import Store

__all__ = [
    "ACCOUNTING",
    "COMMERCE",
    "COMPANY",
    "fill",
    "new_company",
    "new_connection",
    "offer_configuration",
    "open_books",
]


def fill(store: Store) -> None:
    """Fill an empty store."""
    for fill_part in (
        fill_integrations,
        fill_companies,
        fill_books,
        fill_shop,
        fill_orders,
        fill_history,
        fill_flow,
        fill_webhooks,
    ):
        fill_part(store)
