"""AccountingInvoiceWithholdingTax. Generated from api/accounting/invoices.yaml by `make generate`."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal
from typing import TYPE_CHECKING, Any, Dict, Optional, Union

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

    if TYPE_CHECKING:  # The constructor takes more than what the attributes hold.

        def __init__(
            self,
            amount: Union[Decimal, int, str],
            name: str,
            *,
            extra: Optional[Dict[str, Any]] = None,
        ) -> None: ...
