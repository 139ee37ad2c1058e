"""AccountingCustomer. Generated from api/accounting/customers.yaml by `make generate`."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Dict, List, Mapping, Optional, Sequence, Union

from codatsynccommerce._runtime.models import NULLABLE, InputModel

from .contact import Contact
from .customerstatus import CustomerStatus
from .items1 import Items1
from .metadata import Metadata
from .supplementaldata import SupplementalData


@dataclass
class AccountingCustomer(InputModel):
    """Person or organisation that buys from the company, as kept in its accounting software."""

    status: CustomerStatus
    """Whether the customer is in use: `Active` or `Archived`; some platforms accept further values on creation."""

    addresses: Optional[List[Items1]] = field(default=None, metadata=NULLABLE)
    """Postal addresses of the customer, for billing and delivery."""

    contact_name: Optional[str] = field(default=None, metadata=NULLABLE)
    """Name of the person to whom to speak at the customer."""

    contacts: Optional[List[Contact]] = field(default=None, metadata=NULLABLE)
    """Further contact persons of the customer with their own details."""

    customer_name: Optional[str] = field(default=None, metadata=NULLABLE)
    """Name of the customer as the accounting software shows it; nearly every platform requires it on creation."""

    default_currency: Optional[str] = None
    """ISO 4217 code of the currency in which documents for the customer are made out unless stated otherwise."""

    email_address: Optional[str] = field(default=None, metadata=NULLABLE)
    """Main e-mail address of the customer."""

    id: Optional[str] = None
    """Identifier of the customer in the accounting software, normally read-only; a few platforms, such as Sage
    50 UK, need it from you on creation.
    """

    metadata: Optional[Metadata] = None
    """Flags about the customer as a record, such as whether it was deleted at the source."""

    modified_date: Optional[str] = None
    """Date and time at which Codat last changed its copy of the customer, read-only; ISO 8601, normally UTC `Z`."""

    phone: Optional[str] = field(default=None, metadata=NULLABLE)
    """Main telephone number of the customer, as text."""

    registration_number: Optional[str] = field(default=None, metadata=NULLABLE)
    """Number of the customer in the official company register."""

    source_modified_date: Optional[str] = None
    """Date and time at which the accounting software last changed the customer, read-only; ISO 8601, often local
    time without zone.
    """

    supplemental_data: Optional[SupplementalData] = None
    """Additional fields of the customer that you configured for the platform and that the standard model lacks."""

    tax_number: Optional[str] = field(default=None, metadata=NULLABLE)
    """Number under which the tax office knows the customer, such as a VAT number."""

    extra: Optional[Dict[str, Any]] = field(default=None, kw_only=True, repr=False)
    """Fields to send that are not named above, by their JSON names, for what a single integration accepts."""

    if TYPE_CHECKING:  # The constructor takes more than what the attributes hold.

        def __init__(
            self,
            status: Union[CustomerStatus, str],
            addresses: Optional[Sequence[Union[Items1, Mapping[str, Any]]]] = None,
            contact_name: Optional[str] = None,
            contacts: Optional[Sequence[Union[Contact, Mapping[str, Any]]]] = None,
            customer_name: Optional[str] = None,
            default_currency: Optional[str] = None,
            email_address: Optional[str] = None,
            id: Optional[str] = None,
            metadata: Optional[Union[Metadata, Mapping[str, Any]]] = None,
            modified_date: Optional[str] = None,
            phone: Optional[str] = None,
            registration_number: Optional[str] = None,
            source_modified_date: Optional[str] = None,
            supplemental_data: Optional[Union[SupplementalData, Mapping[str, Any]]] = None,
            tax_number: Optional[str] = None,
            *,
            extra: Optional[Dict[str, Any]] = None,
        ) -> None: ...
