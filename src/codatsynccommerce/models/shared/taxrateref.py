"""TaxRateRef. Generated from api/accounting/common.yaml by `make generate`."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal
from typing import TYPE_CHECKING, Any, Dict, Optional, Union

from codatsynccommerce._runtime.models import InputModel


@dataclass
class TaxRateRef(InputModel):
    """Reference to a tax rate in the accounting software, as used on a line."""

    effective_tax_rate: Optional[Decimal] = None
    """Total rate of the tax in percent, all components taken together, such as `20` for 20%."""

    id: Optional[str] = None
    """Identifier of the tax rate in the accounting software."""

    name: Optional[str] = None
    """Name of the tax rate, given for information; `id` decides."""

    extra: Optional[Dict[str, Any]] = field(default=None, kw_only=True, repr=False)
    """Fields to send that are not named above, by their JSON names, for what a single integration accepts."""

    if TYPE_CHECKING:  # The constructor takes more than what the attributes hold.

        def __init__(
            self,
            effective_tax_rate: Optional[Union[Decimal, int, str]] = None,
            id: Optional[str] = None,
            name: Optional[str] = None,
            *,
            extra: Optional[Dict[str, Any]] = None,
        ) -> None: ...
