"""Amounts are exact from the JSON text to the JSON text, and a value that is not a number is refused."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from decimal import Decimal
from functools import partial
from typing import Any, Optional

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.for_each import for_each

from codatsynccommerce._runtime.codec import codec
from codatsynccommerce._runtime.models import Model, json_name
from codatsynccommerce.models import errors, shared


def read(text: str) -> Any:
    return shared.AccountBalance.from_json(f'{{"available":{text}}}').available


def sent(value: Any) -> str:
    text = codec.encode(shared.AccountBalance, shared.AccountBalance(available=value))
    assert text.startswith('{"available":')
    return text[len('{"available":') : -1]


class Numpyish(float):
    """A float as numpy has them: its text is not that of a number."""

    def __repr__(self) -> str:
        return f"np.float64({float(self)})"

    __str__ = __repr__


class Whole(int):
    """An int as numpy has them."""

    def __repr__(self) -> str:
        return f"np.int64({int(self)})"

    __str__ = __repr__


TEXTS = ["0.1", "12.50", "-0.00", "1e2", "1E-9", "123456789012345678901234567890.123456789", "0.30000000000000004"]


@for_each("text", [*TEXTS, "1e999999", "-1.5E+20"])
def test_decoded_amount_keeps_every_digit(text: str) -> None:
    assert read(text) == Decimal(text)
    assert str(read(text)) == str(Decimal(text))
    assert Decimal(sent(read(text))).as_tuple() == Decimal(text).as_tuple()


@given(st.decimals(allow_nan=False, allow_infinity=False))
def test_finite_amount_survives_round_trip(amount: Decimal) -> None:
    assert Decimal(sent(amount)).as_tuple() == amount.as_tuple()
    assert read(sent(amount)) == amount


@for_each("text", ["7", "-12", "0", "255", "256", "12345678901234567890"])
def test_a_whole_amount_is_a_decimal_too(text: str) -> None:
    assert type(read(text)) is Decimal
    assert str(read(text)) == text
    assert sent(read(text)) == text


@for_each("text", TEXTS)
def test_amount_sent_as_text_is_decimal(text: str) -> None:
    assert type(read(f'"{text}"')) is Decimal
    assert str(read(f'"{text}"')) == str(Decimal(text))


@for_each(
    ("value", "text"),
    [
        (Decimal("12.50"), "12.50"),
        (Decimal("1E+3"), "1E+3"),
        (0.1, "0.1"),
        (1e22, "1e+22"),
        (0.1 + 0.2, "0.30000000000000004"),
        (Numpyish(0.1), "0.1"),
        (Whole(7), "7"),
        (3, "3"),
        ("12.50", "12.50"),
        ("-1e5", "-1e5"),
    ],
)
def test_every_number_type_becomes_json_number(value: Any, text: str) -> None:
    assert sent(value) == text


NOT_SENT: list[Any] = [
    "abc",
    "",
    " 1",
    "1 ",
    "+1",
    "01",
    ".5",
    "1.",
    "1_000",
    "0x10",
    "\u0661\u0662",
    "NaN",
    "Infinity",
    "1,5",
    True,
    False,
]
NO_NUMBERS: list[Any] = [
    Decimal("NaN"),
    Decimal("sNaN"),
    Decimal("-Infinity"),
    float("nan"),
    float("inf"),
    [],
    {},
    object,
    1j,
]


@for_each("value", [*NOT_SENT, *NO_NUMBERS])
def test_invalid_amount_is_not_sent(value: Any) -> None:
    with pytest.raises(errors.RequestError, match=r"^available cannot be sent: "):
        sent(value)


@for_each("text", ["true", "false", '"abc"', '""', '" 1"', '"NaN"', '"\u0661"', "[]", "{}", "[1]"])
def test_invalid_amount_is_not_read(text: str) -> None:
    with pytest.raises(errors.ResponseDecodeError, match=r"^available: expected a number, got "):
        read(text)


@for_each("text", ["NaN", "Infinity", "-Infinity", "1e9999999999999999999", "-", "01", "1.", ".5", "+1"])
def test_invalid_json_number_is_refused(text: str) -> None:
    with pytest.raises(errors.ResponseDecodeError, match="the JSON cannot be read"):
        read(text)


@for_each("value", [*NO_NUMBERS[:5], Numpyish("nan")])
def test_infinite_amount_is_never_sent(value: Any) -> None:
    """Neither NaN nor an infinity is sent, whichever function encodes it."""
    models: list[Any] = [
        shared.AccountBalance(reserved=value),
        shared.AccountBalance(reserved={"deep": [value]}),
        shared.SupplementalData(content={"a": {"b": value}}),
        shared.AccountOption(extra={"score": value}),
    ]
    for model in models:
        with pytest.raises(errors.RequestError, match="not a finite number"):
            codec.encode(type(model), model)
        for write in (model.to_json, partial(model.to_json, indent=2), partial(model.to_dict, encode_json=True)):
            with pytest.raises(errors.RequestError, match=r"finite|compliant"):
                write()


@for_each("text", TEXTS)
def test_amount_in_free_data_is_exact(text: str) -> None:
    before, after = '{"content":{"a":{"b":[', "]}}}"
    made = shared.SupplementalData.from_json(before + text + after)
    assert codec.encode(shared.SupplementalData, made) == f"{before}{Decimal(text)}{after}"
    assert made.to_json(separators=(",", ":")) == f"{before}{Decimal(text)}{after}"


def test_to_json_writes_amounts_as_numbers() -> None:
    made = shared.AccountBalance(available=Decimal("12.50"), currency="GBP")
    assert made.to_json() == '{"available": 12.50, "currency": "GBP"}'
    assert '"available": 12.50,\n' in made.to_json(indent=2)


def test_long_text_makes_each_amount_once() -> None:
    lines = ", ".join('{"id": "1", "unitPrice": 19.90}' for _ in range(20_000))
    order = shared.CommerceOrder.from_json(f'{{"id": "1", "orderLineItems": [{lines}]}}')
    prices = [line.unit_price for line in order.order_line_items or []]
    assert prices == [Decimal("19.90")] * 20_000
    assert len({id(price) for price in prices}) == 1


@for_each("text", ["NaN", "1e9999999999999999999"])
def test_long_text_without_an_amount_is_refused(text: str) -> None:
    with pytest.raises(errors.ResponseDecodeError, match="cannot be read"):
        codec.parse(" " * 600_000 + text)


@dataclass
class _OddNames(Model):
    amount: Optional[Decimal] = field(default=None, metadata=json_name("{v} '\\\"}}"))


def test_amount_is_written_under_any_json_name() -> None:
    text = codec.encode(_OddNames, _OddNames(amount=Decimal("1.10")))
    assert json.loads(text, parse_float=Decimal) == {"{v} '\\\"}}": Decimal("1.10")}
