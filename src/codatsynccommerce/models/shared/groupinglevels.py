"""GroupingLevels. Generated from api/configuration.yaml by `make generate`."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, ClassVar, Dict, Mapping, Optional, Union

from codatsynccommerce._runtime.models import InputModel

from .invoicelevelselection import InvoiceLevelSelection
from .invoicelinelevelselection import InvoiceLineLevelSelection


@dataclass
class GroupingLevels(InputModel):
    """Grouping choices for invoices and for the lines on them."""

    KEEPS_EXTRA: ClassVar[bool] = True

    invoice_level: Optional[InvoiceLevelSelection] = None
    """Properties that decide which sales share an invoice."""

    invoice_line_level: Optional[InvoiceLineLevelSelection] = None
    """Properties that decide which sales share a line of an invoice."""

    extra: Optional[Dict[str, Any]] = field(default=None, kw_only=True, repr=False)
    """Fields to send that are not named above, by their JSON names, for what a single integration accepts."""

    if TYPE_CHECKING:  # The constructor takes more than what the attributes hold.

        def __init__(
            self,
            invoice_level: Optional[Union[InvoiceLevelSelection, Mapping[str, Any]]] = None,
            invoice_line_level: Optional[Union[InvoiceLineLevelSelection, Mapping[str, Any]]] = None,
            *,
            extra: Optional[Dict[str, Any]] = None,
        ) -> None: ...
