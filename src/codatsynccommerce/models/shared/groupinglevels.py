"""GroupingLevels. Generated from api/configuration.yaml by `make generate`."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, ClassVar, Dict, Optional

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
