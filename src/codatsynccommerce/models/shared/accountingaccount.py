"""AccountingAccount. Generated from api/accounting/accounts.yaml by `make generate`."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal
from typing import TYPE_CHECKING, Any, Dict, List, Mapping, Optional, Sequence, Union

from codatsynccommerce._runtime.models import NULLABLE, InputModel

from .accountingaccountmetadata import AccountingAccountMetadata
from .accountingaccountvaliddatatypelinks import AccountingAccountValidDataTypeLinks
from .accountstatus import AccountStatus
from .accounttype import AccountType
from .supplementaldata import SupplementalData


@dataclass
class AccountingAccount(InputModel):
    """Account in the chart of accounts (nominal ledger) of a company, to which transactions are posted."""

    currency: Optional[str] = None
    """ISO 4217 code of the currency in which the account is kept; `XXX` when the source names none."""

    current_balance: Optional[Decimal] = field(default=None, metadata=NULLABLE)
    """Balance of the account at the time of the last refresh, in the currency of `currency`; null when the
    source gives none.
    """

    description: Optional[str] = field(default=None, metadata=NULLABLE)
    """Free text that explains what the account is used for."""

    fully_qualified_category: Optional[str] = field(default=None, metadata=NULLABLE)
    """Category path with dots between levels, such as `Asset.Current`; on creation use one of the values offered
    by the create model verbatim.
    """

    fully_qualified_name: Optional[str] = field(default=None, metadata=NULLABLE)
    """Complete name of the account including the names of its parent accounts, where the platform nests accounts."""

    id: Optional[str] = None
    """Identifier of the account in the accounting software, read-only; leave it out when creating a record."""

    is_bank_account: Optional[bool] = None
    """True if the account stands for a bank account of the company."""

    metadata: Optional[AccountingAccountMetadata] = None
    """Flags about the account as a record, such as whether it was deleted at the source."""

    modified_date: Optional[str] = None
    """Date and time at which Codat last changed its copy of the account, read-only; ISO 8601, normally UTC `Z`."""

    name: Optional[str] = field(default=None, metadata=NULLABLE)
    """Name of the account as shown in the accounting software."""

    nominal_code: Optional[str] = field(default=None, metadata=NULLABLE)
    """Code that the company gives the account in its ledger, such as `610`; text, and not the same as `id`."""

    source_modified_date: Optional[str] = None
    """Date and time at which the accounting software last changed the account, read-only; ISO 8601, often local
    time without zone.
    """

    status: Optional[AccountStatus] = None
    """Availability of the account for postings, such as `Active` or `Archived`."""

    supplemental_data: Optional[SupplementalData] = None
    """Additional fields of the account that you configured for the platform and that the standard model lacks."""

    type: Optional[AccountType] = None
    """Basic kind of the account, such as `Asset` or `Income`; `fully_qualified_category` gives the finer
    classification.
    """

    valid_datatype_links: Optional[List[AccountingAccountValidDataTypeLinks]] = field(default=None, metadata=NULLABLE)
    """Places in other data types where this account may be referred to, listed per property of the account."""

    extra: Optional[Dict[str, Any]] = field(default=None, kw_only=True, repr=False)
    """Fields to send that are not named above, by their JSON names, for what a single integration accepts."""

    if TYPE_CHECKING:  # The constructor takes more than what the attributes hold.

        def __init__(
            self,
            currency: Optional[str] = None,
            current_balance: Optional[Union[Decimal, int, str]] = None,
            description: Optional[str] = None,
            fully_qualified_category: Optional[str] = None,
            fully_qualified_name: Optional[str] = None,
            id: Optional[str] = None,
            is_bank_account: Optional[bool] = None,
            metadata: Optional[Union[AccountingAccountMetadata, Mapping[str, Any]]] = None,
            modified_date: Optional[str] = None,
            name: Optional[str] = None,
            nominal_code: Optional[str] = None,
            source_modified_date: Optional[str] = None,
            status: Optional[Union[AccountStatus, str]] = None,
            supplemental_data: Optional[Union[SupplementalData, Mapping[str, Any]]] = None,
            type: Optional[Union[AccountType, str]] = None,
            valid_datatype_links: Optional[
                Sequence[Union[AccountingAccountValidDataTypeLinks, Mapping[str, Any]]]
            ] = None,
            *,
            extra: Optional[Dict[str, Any]] = None,
        ) -> None: ...
