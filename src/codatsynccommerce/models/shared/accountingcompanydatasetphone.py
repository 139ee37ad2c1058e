"""AccountingCompanyDatasetPhone. Generated from api/accounting/company_info.yaml by `make generate`."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Optional

from codatsynccommerce._runtime.models import NULLABLE, REQUIRED, Model, check_required

from .phonenumbertype import PhoneNumberType


@dataclass
class AccountingCompanyDatasetPhone(Model):
    """Telephone number of the company with its kind."""

    number: Optional[str] = field(default=None, metadata=NULLABLE)
    """Telephone number as text, in the form the source holds it, such as `+44 25691 154789`; may be null."""

    type: PhoneNumberType = REQUIRED
    """Kind of telephone number, such as a landline or a mobile."""

    def __post_init__(self) -> None:
        """Require the fields that come after one that is no longer required."""
        check_required(self, ["type"])
