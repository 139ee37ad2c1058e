"""AccountBalance. Generated from api/commerce/company_info.yaml by `make generate`."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Optional

from codatsynccommerce._runtime.models import Model


@dataclass
class AccountBalance(Model):
    """Funds the commerce platform holds for the company in one currency, split by how far they can be used."""

    available: Optional[Decimal] = None
    """Money the company can use now, in the currency of `currency`."""

    currency: Optional[str] = None
    """ISO 4217 code of the currency of all amounts in this balance; `XXX` when the source gives none."""

    pending: Optional[Decimal] = None
    """Money received but not yet part of `available`, in the currency of `currency`."""

    reserved: Optional[Any] = None
    """Money the platform holds back, for example as security, in the currency of `currency`."""
