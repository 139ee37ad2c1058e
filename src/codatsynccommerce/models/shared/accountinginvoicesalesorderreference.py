"""Generated from api/accounting/invoices.yaml by `make generate`: AccountingInvoiceSalesOrderReference."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Dict, Optional

from codatsynccommerce._runtime.models import Model

from .datatype import DataType


@dataclass
class AccountingInvoiceSalesOrderReference(Model):
    """Reference to a sales order from which an invoice arose.

    Arguments:
        data_type: Data type of the referenced record, normally `salesOrders`.
        id: Identifier of the sales order in the accounting software.
        extra: Keys to send that are not named above, by their names on the wire: what one integration wants more.
    """

    data_type: Optional[DataType] = None
    """Data type of the referenced record, normally `salesOrders`."""

    id: Optional[str] = None
    """Identifier of the sales order in the accounting software."""

    extra: Optional[Dict[str, Any]] = field(default=None, kw_only=True, repr=False)
    """Keys to send that are not named above, by their names on the wire: what one integration wants more."""
