"""AccountingInvoiceSalesOrderReference. Generated from api/accounting/invoices.yaml by `make generate`."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Dict, Optional, Union

from codatsynccommerce._runtime.models import InputModel

from .datatype import DataType


@dataclass
class AccountingInvoiceSalesOrderReference(InputModel):
    """Reference to a sales order from which an invoice arose."""

    data_type: Optional[DataType] = None
    """Data type of the referenced record, normally `salesOrders`."""

    id: Optional[str] = None
    """Identifier of the sales order in the accounting software."""

    extra: Optional[Dict[str, Any]] = field(default=None, kw_only=True, repr=False)
    """Fields to send that are not named above, by their JSON names, for what a single integration accepts."""

    if TYPE_CHECKING:  # The constructor takes more than what the attributes hold.

        def __init__(
            self,
            data_type: Optional[Union[DataType, str]] = None,
            id: Optional[str] = None,
            *,
            extra: Optional[Dict[str, Any]] = None,
        ) -> None: ...
