"""Contact. Generated from api/accounting/customers.yaml by `make generate`."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Dict, List, Mapping, Optional, Sequence, Union

from codatsynccommerce._runtime.models import NULLABLE, InputModel

from .customerstatus import CustomerStatus
from .items1 import Items1
from .phonenumbersitems import PhoneNumbersitems


@dataclass
class Contact(InputModel):
    """Contact person of a customer."""

    status: CustomerStatus
    """Whether the contact is in use: `Active` or `Archived`."""

    address: Optional[Items1] = None
    """Postal address of the contact."""

    email: Optional[str] = field(default=None, metadata=NULLABLE)
    """E-mail address of the contact."""

    modified_date: Optional[str] = None
    """Date and time at which the contact was last changed in Codat, read-only; ISO 8601, normally UTC `Z`."""

    name: Optional[str] = field(default=None, metadata=NULLABLE)
    """Name of the contact person."""

    phone: Optional[List[PhoneNumbersitems]] = field(default=None, metadata=NULLABLE)
    """Telephone numbers of the contact, each with its kind."""

    extra: Optional[Dict[str, Any]] = field(default=None, kw_only=True, repr=False)
    """Fields to send that are not named above, by their JSON names, for what a single integration accepts."""

    if TYPE_CHECKING:  # The constructor takes more than what the attributes hold.

        def __init__(
            self,
            status: Union[CustomerStatus, str],
            address: Optional[Union[Items1, Mapping[str, Any]]] = None,
            email: Optional[str] = None,
            modified_date: Optional[str] = None,
            name: Optional[str] = None,
            phone: Optional[Sequence[Union[PhoneNumbersitems, Mapping[str, Any]]]] = None,
            *,
            extra: Optional[Dict[str, Any]] = None,
        ) -> None: ...
