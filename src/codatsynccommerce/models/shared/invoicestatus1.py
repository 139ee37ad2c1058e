"""InvoiceStatus1. Generated from api/configuration.yaml by `make generate`."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, ClassVar, Dict, List, Optional

from codatsynccommerce._runtime.models import NULLABLE, InputModel


@dataclass
class InvoiceStatus1(InputModel):
    """Status given to the invoices that the sync creates: the choice made and the choices on offer."""

    KEEPS_EXTRA: ClassVar[bool] = True

    invoice_status_options: Optional[List[str]] = field(default=None, metadata=NULLABLE)
    """Statuses that may be chosen. Read-only list to pick `selected_invoice_status` from."""

    selected_invoice_status: Optional[str] = field(default=None, metadata=NULLABLE)
    """Chosen status for new invoices, one of `invoice_status_options`, such as `Submitted`."""

    extra: Optional[Dict[str, Any]] = field(default=None, kw_only=True, repr=False)
    """Fields to send that are not named above, by their JSON names, for what a single integration accepts."""
