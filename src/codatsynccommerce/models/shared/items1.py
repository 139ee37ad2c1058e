"""Items1. Generated from api/accounting/customers.yaml by `make generate`."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Dict, Optional, Union

from codatsynccommerce._runtime.models import NULLABLE, InputModel

from .accountingaddresstype import AccountingAddressType


@dataclass
class Items1(InputModel):
    """Postal address of a customer or of one of its contacts."""

    type: AccountingAddressType
    """Use of the address, such as `Billing` or `Delivery`."""

    city: Optional[str] = field(default=None, metadata=NULLABLE)
    """Town or city of the address."""

    country: Optional[str] = field(default=None, metadata=NULLABLE)
    """Country of the address, meant as an ISO 3166 alpha-3 code such as `GBR`, although sources also deliver
    other codes or names.
    """

    line1: Optional[str] = field(default=None, metadata=NULLABLE)
    """First line of the address, usually building and street."""

    line2: Optional[str] = field(default=None, metadata=NULLABLE)
    """Second line of the address, such as a flat, floor or district."""

    postal_code: Optional[str] = field(default=None, metadata=NULLABLE)
    """Postcode or ZIP code, written as text so that leading zeros survive."""

    region: Optional[str] = field(default=None, metadata=NULLABLE)
    """State, county or province of the address."""

    extra: Optional[Dict[str, Any]] = field(default=None, kw_only=True, repr=False)
    """Fields to send that are not named above, by their JSON names, for what a single integration accepts."""

    if TYPE_CHECKING:  # The constructor takes more than what the attributes hold.

        def __init__(
            self,
            type: Union[AccountingAddressType, str],
            city: Optional[str] = None,
            country: Optional[str] = None,
            line1: Optional[str] = None,
            line2: Optional[str] = None,
            postal_code: Optional[str] = None,
            region: Optional[str] = None,
            *,
            extra: Optional[Dict[str, Any]] = None,
        ) -> None: ...
