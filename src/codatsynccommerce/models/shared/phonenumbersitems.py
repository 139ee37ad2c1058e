"""PhoneNumbersitems. Generated from api/common.yaml by `make generate`."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Dict, Optional, Union

from codatsynccommerce._runtime.models import NULLABLE, REQUIRED, InputModel, check_required

from .phonenumbertype import PhoneNumberType


@dataclass
class PhoneNumbersitems(InputModel):
    """One phone number with its use."""

    number: Optional[str] = field(default=None, metadata=NULLABLE)
    """Phone number as text, in whatever form the source holds it, such as `+44 25691 154789`. May be null."""

    type: PhoneNumberType = REQUIRED
    """Use of the number, such as `Primary`, `Mobile` or `Fax`."""

    extra: Optional[Dict[str, Any]] = field(default=None, kw_only=True, repr=False)
    """Fields to send that are not named above, by their JSON names, for what a single integration accepts."""

    if TYPE_CHECKING:  # The constructor takes more than what the attributes hold.

        def __init__(
            self,
            number: Optional[str] = None,
            type: Union[PhoneNumberType, str] = REQUIRED,
            *,
            extra: Optional[Dict[str, Any]] = None,
        ) -> None: ...

    def __post_init__(self) -> None:
        """Require the fields that come after one that is no longer required."""
        check_required(self, ["type"])
