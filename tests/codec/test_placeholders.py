"""Placeholders of pandas, numpy and Arrow for a missing value are never sent, and neither are lone surrogates."""

# ruff: noqa: DTZ901 - dates without a zone

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from importlib import import_module
from typing import Any

import pytest
from support.for_each import for_each

from codatsynccommerce._runtime.codec import codec
from codatsynccommerce.models import errors, operations, shared

pandas: Any = import_module("pandas")
numpy: Any = import_module("numpy")
pyarrow: Any = import_module("pyarrow")

PLACEHOLDERS: list[Any] = [
    pandas.NaT,
    pandas.NA,
    pandas.Timestamp("NaT"),
    numpy.nan,
    numpy.float64("nan"),
    numpy.datetime64("NaT", "ns"),
    numpy.timedelta64("NaT", "ns"),
    pyarrow.scalar(None),
    pyarrow.scalar(None, pyarrow.timestamp("s")),
    float("nan"),
    Decimal("NaN"),
]
every_placeholder = pytest.mark.parametrize("value", PLACEHOLDERS, ids=lambda value: type(value).__name__)


@every_placeholder
@for_each(
    ("cls", "field"),
    [
        (shared.AccountingPayment, "note"),
        (shared.AccountingPayment, "total_amount"),
        (shared.AccountBalance, "reserved"),
        (shared.InvoiceLineItem, "is_direct_income"),
        (shared.AccountingInvoice, "status"),
        (shared.PushOperation, "timeout_in_minutes"),
        (shared.AccountingPayment, "extra"),
    ],
)
def test_no_body_or_json_holds_a_placeholder(cls: Any, field: str, value: Any) -> None:
    made = cls.from_dict({})
    setattr(made, field, {"further": value} if field == "extra" else value)
    for write in (lambda: codec.encode(cls, made), made.to_json, lambda: made.to_json(indent=1)):
        with pytest.raises(errors.RequestError, match=r"cannot be (sent|written)"):
            write()


@every_placeholder
def test_no_query_or_path_holds_a_placeholder(value: Any) -> None:
    operation = operations.LIST_COMMERCE_ORDERS
    for request in (
        operations.ListCommerceOrdersRequest("c", "d", query=value),
        operations.ListCommerceOrdersRequest("c", "d", page=value),
        operations.ListCommerceOrdersRequest(value, "d"),
    ):
        with pytest.raises(errors.RequestError, match=r"(query|page|company_id)"):
            operation.build_request(request)


def test_pandas_timestamp_is_sent_as_date() -> None:
    made: Any = shared.AccountingAccount()
    made.modified_date = pandas.Timestamp("2022-10-23T10:00:00Z")
    assert codec.encode(shared.AccountingAccount, made) == '{"modifiedDate":"2022-10-23T10:00:00Z"}'


@for_each("value", [date.max, date.min, datetime.max, datetime.min])
def test_first_and_last_dates_are_sent(value: Any) -> None:
    made: Any = shared.AccountingAccount()
    made.modified_date = value
    assert value.isoformat() in codec.encode(shared.AccountingAccount, made)


HALVES = ["Marlow \ud83d", "\ude00", "a\udcffb", "\ude00\ud83d"]


@for_each("text", HALVES)
@for_each(
    ("values", "place"),
    [
        (lambda text: {"customerName": text}, "customer_name"),
        (lambda text: {"addresses": [{"line1": text}]}, "addresses[0].line1"),
        (lambda text: {"status": text}, "status"),
        (lambda text: {"supplementalData": {"content": {"a": {"b": [text]}}}}, "supplemental_data.content['a']['b']"),
        (lambda text: {"extra": {"further": text}}, "the body"),
        (lambda text: {"extra": {text: 1}}, "the body"),
    ],
)
def test_no_body_holds_half_a_surrogate_pair(values: Any, place: str, text: str) -> None:
    given = values(text)
    made = shared.AccountingCustomer.from_dict(given)
    made.extra = given.get("extra")
    with pytest.raises(errors.RequestError, match="half of a surrogate pair") as raised:
        codec.encode(shared.AccountingCustomer, made)
    assert str(raised.value).startswith(f"{place} cannot be sent: ")


@for_each("text", HALVES)
def test_url_refuses_half_surrogate_pair(text: str) -> None:
    for request in (
        operations.ListCommerceOrdersRequest(text, "d"),
        operations.ListCommerceOrdersRequest("c", "d", query=text),
    ):
        with pytest.raises(errors.RequestError, match="half of a surrogate pair"):
            operations.LIST_COMMERCE_ORDERS.build_request(request)


@for_each("text", ["\U0001f600", "\ud83d\ude00".encode("utf-16", "surrogatepass").decode("utf-16"), "\\ud83d"])
def test_whole_characters_and_backslashes_are_sent(text: str) -> None:
    sent = codec.encode(shared.AccountRef, shared.AccountRef(id=text))
    assert codec.decode(shared.AccountRef, codec.parse(sent)).id == text


@for_each("text", ["NaN", "a:NaN", "Infinity", "-Infinity"])
def test_words_that_look_like_numbers_are_text(text: str) -> None:
    made = shared.AccountRef(id=text, extra={text: [text]})
    assert codec.decode(shared.AccountRef, codec.parse(codec.encode(shared.AccountRef, made))).id == text
    assert shared.AccountRef.from_json(made.to_json()).id == text
