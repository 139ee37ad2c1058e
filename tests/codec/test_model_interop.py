"""Amounts are exact by every documented way in and out: dataclasses-json, marshmallow, pydantic and cattrs."""

from __future__ import annotations

import json
import warnings
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, List, Optional, cast

import pytest
from cattrs.preconf.json import make_converter
from cattrs.strategies import use_class_methods
from dataclasses_json import dataclass_json
from pydantic import BaseModel, TypeAdapter, ValidationError

from codatsynccommerce.models import shared

MANY_DIGITS = "123456789012345678901.123456789"
pytestmark = pytest.mark.filterwarnings(
    "ignore:Unknown type", "ignore:.Field. should not be", "ignore:The .default. argument"
)


def schema_of(model: Any) -> Any:
    return model.schema()


@dataclass_json
@dataclass
class Mine:
    balance: shared.AccountBalance
    lines: Optional[List[shared.InvoiceLineItem]] = None


class Record(BaseModel):
    balance: shared.AccountBalance
    customer: Optional[shared.AccountingCustomer] = None


def test_a_schema_loads_exact_amounts() -> None:
    schema = schema_of(shared.PaymentAllocationPayment)
    assert schema.load({"totalAmount": 1234.10}).total_amount == Decimal("1234.10")
    assert schema.load({"totalAmount": Decimal(MANY_DIGITS)}).total_amount == Decimal(MANY_DIGITS)
    loaded = schema.loads(f'{{"totalAmount": {MANY_DIGITS}}}')
    assert str(loaded.total_amount) == MANY_DIGITS


def test_a_schema_dumps_exact_numbers() -> None:
    payment = shared.PaymentAllocationPayment(
        total_amount=Decimal(MANY_DIGITS), account_ref=shared.AccountRef(id="a"), currency_rate=Decimal("1.10")
    )
    text = schema_of(shared.PaymentAllocationPayment).dumps(payment)
    assert f'"totalAmount": {MANY_DIGITS}' in text
    assert '"currencyRate": 1.10' in text
    assert schema_of(shared.PaymentAllocationPayment).loads(text) == payment


def test_caller_class_keeps_exact_amounts() -> None:
    document = {"balance": {"pending": 0.1, "available": "12.50"}, "lines": [{"quantity": 3, "unitAmount": 19.99}]}
    mine = cast("Any", Mine).from_dict(document)
    assert (mine.balance.pending, mine.balance.available) == (Decimal("0.1"), Decimal("12.50"))
    assert mine.lines[0].unit_amount == Decimal("19.99")
    assert type(mine.lines[0].quantity) is Decimal
    written = json.loads(mine.to_json())
    assert written["balance"] == {"pending": 0.1, "available": 12.5}
    assert written["lines"][0]["unitAmount"] == 19.99
    assert cast("Any", Mine).from_json(mine.to_json()) == mine


def test_json_dumps_loses_no_digits() -> None:
    """An amount that no JSON number of `json.dumps` can hold becomes text."""
    mine: Any = Mine(shared.AccountBalance(pending=Decimal(MANY_DIGITS)))
    assert json.loads(mine.to_json())["balance"]["pending"] == MANY_DIGITS
    assert cast("Any", Mine).from_json(mine.to_json()) == mine


def test_caller_class_keeps_numbers_in_free_data() -> None:
    mine: Any = Mine(shared.AccountBalance(reserved={"deep": [Decimal("1.10")]}))
    assert json.loads(mine.to_json())["balance"]["reserved"] == {"deep": [1.1]}


def test_pydantic_reads_both_spellings_and_writes_numbers() -> None:
    values = {"balance": {"pending": 0.1, "available": "12.50"}, "customer": {"status": "Active", "customerName": "A"}}
    record = Record.model_validate(values)
    assert (record.balance.pending, record.balance.available) == (Decimal("0.1"), Decimal("12.50"))
    assert record.customer is not None
    assert (record.customer.customer_name, record.customer.status) == ("A", shared.CustomerStatus.ACTIVE)
    text = record.model_dump_json()
    assert json.loads(text)["balance"]["pending"] == 0.1
    assert Record.model_validate_json(text) == record
    assert record.model_dump()["balance"]["pending"] == Decimal("0.1")


def test_pydantic_loses_no_digit() -> None:
    adapter = TypeAdapter(shared.AccountBalance)
    balance = shared.AccountBalance(pending=Decimal(MANY_DIGITS))
    assert adapter.validate_json(adapter.dump_json(balance)) == balance
    assert adapter.validate_python({"pending": Decimal(MANY_DIGITS)}) == balance


def test_pydantic_keeps_enum_values_and_checks_shapes() -> None:
    """Enum values newer than the release are kept, and wrong shapes are refused."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        customer = TypeAdapter(shared.AccountingCustomer).validate_python({"status": "Newer"})
    assert (customer.status, customer.status.is_known) == ("Newer", False)
    with pytest.raises(ValidationError):
        TypeAdapter(shared.AccountBalance).validate_python({"pending": "much"})


def test_pydantic_describes_a_model_as_json_schema() -> None:
    described = TypeAdapter(shared.AccountBalance).json_schema(mode="serialization")
    assert set(described["properties"]) == {"available", "currency", "pending", "reserved"}


def test_cattrs_round_trips_exact_amounts() -> None:
    converter = make_converter()
    use_class_methods(converter, "from_dict", "to_dict")
    balance = converter.structure({"pending": 0.1, "available": MANY_DIGITS}, shared.AccountBalance)
    assert (balance.pending, balance.available) == (Decimal("0.1"), Decimal(MANY_DIGITS))
    text = converter.dumps(balance)
    assert json.loads(text)["pending"] == 0.1
    assert converter.loads(text, shared.AccountBalance) == balance
