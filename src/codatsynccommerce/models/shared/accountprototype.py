"""The account in a request to create one, as 0.3.0 named it."""

from __future__ import annotations

from decimal import Decimal
from typing import Any, Dict, Mapping, Optional, Sequence, Union

from .accountingaccount import AccountingAccount
from .accountingaccountmetadata import AccountingAccountMetadata
from .accountingaccountvaliddatatypelinks import AccountingAccountValidDataTypeLinks as ValidDataTypeLinks
from .accountstatus import AccountStatus
from .accounttype import AccountType
from .supplementaldata import SupplementalData

__all__ = ["AccountPrototype", "ValidDataTypeLinks"]


class AccountPrototype(AccountingAccount):
    """An account to create, with the arguments of 0.3.0 in their order before all others. Use `AccountingAccount` in new programs."""

    def __init__(
        self,
        currency: Optional[str] = None,
        current_balance: Optional[Union[Decimal, int, str]] = None,
        description: Optional[str] = None,
        fully_qualified_category: Optional[str] = None,
        fully_qualified_name: Optional[str] = None,
        is_bank_account: Optional[bool] = None,
        name: Optional[str] = None,
        nominal_code: Optional[str] = None,
        status: Optional[Union[AccountStatus, str]] = None,
        supplemental_data: Optional[Union[SupplementalData, Mapping[str, Any]]] = None,
        type: Optional[Union[AccountType, str]] = None,
        valid_datatype_links: Optional[Sequence[Union[ValidDataTypeLinks, Mapping[str, Any]]]] = None,
        *,
        id: Optional[str] = None,
        metadata: Optional[AccountingAccountMetadata] = None,
        modified_date: Optional[str] = None,
        source_modified_date: Optional[str] = None,
        extra: Optional[Dict[str, Any]] = None,
    ) -> None:
        super().__init__(
            currency=currency,
            current_balance=current_balance,
            description=description,
            fully_qualified_category=fully_qualified_category,
            fully_qualified_name=fully_qualified_name,
            is_bank_account=is_bank_account,
            name=name,
            nominal_code=nominal_code,
            status=status,
            supplemental_data=supplemental_data,
            type=type,
            valid_datatype_links=valid_datatype_links,
            id=id,
            metadata=metadata,
            modified_date=modified_date,
            source_modified_date=source_modified_date,
            extra=extra,
        )
