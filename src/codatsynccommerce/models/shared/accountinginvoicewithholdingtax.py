"""AccountingInvoiceWithholdingTax. Generated from api/accounting/invoices.yaml by `make generate`."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any, Dict, Optional

from codatsynccommerce._runtime.models import InputModel


@dataclass
class AccountingInvoiceWithholdingTax(InputModel):
    """Tax that the customer withholds from an invoice and pays to the tax office."""

    amount: Decimal
    """Amount withheld, in the currency of the invoice."""

    name: str
    """Name of the withholding tax."""

    extra: Optional[Dict[str, Any]] = field(default=None, kw_only=True, repr=False)
    """Fields to send that are not named above, by their JSON names, for what a single integration accepts."""
