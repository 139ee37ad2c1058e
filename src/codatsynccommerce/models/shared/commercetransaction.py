"""CommerceTransaction. Generated from api/commerce/transactions.yaml by `make generate`."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Optional

from codatsynccommerce._runtime.models import Model

from .supplementaldata import SupplementalData
from .transactionsourceref import TransactionSourceRef
from .transactiontype import TransactionType


@dataclass
class CommerceTransaction(Model):
    """Money movement the commerce platform recorded for a shop: payment, refund, fee, payout or transfer."""

    id: str
    """Identifier of the transaction, an opaque string set by the source; read-only."""

    created_date: Optional[str] = None
    """Time the transaction was recorded, ISO 8601 in UTC (`Z`), with offset, or local time without zone; see
    also `source_created_date`.
    """

    currency: Optional[str] = None
    """ISO 4217 code of the currency of `total_amount`; `XXX` when the source gives none."""

    modified_date: Optional[str] = None
    """Time Codat last changed its copy of the transaction, ISO 8601, usually UTC (`Z`); read-only, set by Codat."""

    source_created_date: Optional[str] = None
    """Time the transaction was created in the shop's own system, ISO 8601 in UTC (`Z`), with offset, or local
    time without zone; read-only.
    """

    source_modified_date: Optional[str] = None
    """Time the transaction was last changed in the shop's own system, ISO 8601, often local without zone;
    read-only and may be missing.
    """

    sub_type: Optional[str] = None
    """Finer kind of the transaction in the platform's own words; not standardised across platforms, unlike `type`."""

    supplemental_data: Optional[SupplementalData] = None
    """Extra source fields of the transaction that your Codat account is set up to read; not part of the standard
    model.
    """

    total_amount: Optional[Decimal] = None
    """Full amount of the transaction, in the currency of `currency`; `type` tells what the money was for."""

    transaction_source_ref: Optional[TransactionSourceRef] = None
    """Reference to the record that caused the transaction, such as an order or a payment."""

    type: Optional[TransactionType] = None
    """Kind of money movement, standardised across platforms, for example `Payment` or `Payout`."""
