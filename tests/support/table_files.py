"""Tables for the tests, as files and data frames: their records, and their problems."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from codatsynccommerce import bulk
from codatsynccommerce.models import operations

if TYPE_CHECKING:
    from pathlib import Path

    from codatsynccommerce.models import shared

PLACE: dict[str, Any] = {"company_id": "company", "connection_id": "connection"}


def table_file(folder: Path, text: str, encoding: str = "utf-8") -> Path:
    path = folder / "table.csv"
    path.write_bytes(text.encode(encoding))
    return path


def customers_of(folder: Path, text: str, **options: Any) -> list[shared.AccountingCustomer | None]:
    requests = bulk.customers_from_csv(table_file(folder, text), **PLACE, **options)
    return [one.accounting_customer for one in requests]


def problems_of(folder: Path, text: str) -> list[tuple[Any, ...]]:
    with pytest.raises(bulk.BadRowsError) as caught:
        bulk.customers_from_csv(table_file(folder, text), **PLACE)
    return [tuple(one) for one in caught.value.problems]


def accounts_of(frame: Any) -> list[Any]:
    requests = bulk.requests_from_frame(operations.CreateAccountingAccountRequest, frame, **PLACE)
    return [one.accounting_account for one in requests]


def frame_problems_of(frame: Any) -> list[tuple[Any, ...]]:
    with pytest.raises(bulk.BadRowsError) as caught:
        accounts_of(frame)
    return [tuple(one) for one in caught.value.problems]
