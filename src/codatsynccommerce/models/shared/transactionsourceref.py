"""TransactionSourceRef. Generated from api/commerce/transactions.yaml by `make generate`."""

from __future__ import annotations

from dataclasses import dataclass

from codatsynccommerce._runtime.models import Model

from .transactionsourcetype import TransactionSourceType


@dataclass
class TransactionSourceRef(Model):
    """Reference from a transaction to the record that caused it."""

    id: str
    """Identifier of the causing record; `type` tells what kind of record it belongs to."""

    type: TransactionSourceType
    """Kind of record that `id` refers to, for example `Order` or `Payment`."""
