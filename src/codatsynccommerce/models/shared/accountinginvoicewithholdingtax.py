"""Generated from api/accounting/invoices.yaml by `make generate`: AccountingInvoiceWithholdingTax."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any, Dict, Optional

from codatsynccommerce._runtime.models import Model


@dataclass
class AccountingInvoiceWithholdingTax(Model):
    """Tax that the customer withholds from an invoice and pays to the tax office.

    Arguments:
        amount: Amount withheld, in the currency of the invoice.
        name: Name of the withholding tax.
        extra: Keys to send that are not named above, by their names on the wire: what one integration wants more.
    """

    amount: Decimal
    """Amount withheld, in the currency of the invoice."""

    name: str
    """Name of the withholding tax."""

    extra: Optional[Dict[str, Any]] = field(default=None, kw_only=True, repr=False)
    """Keys to send that are not named above, by their names on the wire: what one integration wants more."""
