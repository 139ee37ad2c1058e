"""What is sent: nothing that was left out, null where it is asked for, further keys, and only what JSON can hold."""

from __future__ import annotations

import copy
import json
import pickle
from dataclasses import asdict
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.for_each import for_each

from codatsynccommerce import utils
from codatsynccommerce._runtime.codec import codec
from codatsynccommerce._runtime.codec.schema import schema_of
from codatsynccommerce.models import errors, shared


def body(model: Any) -> str:
    return codec.encode(type(model), model)


def line(**fields: Any) -> shared.InvoiceLineItem:
    """Make a line whose fields hold what the types do not allow."""
    made = shared.InvoiceLineItem.from_dict({})
    for name, value in fields.items():
        setattr(made, name, value)
    return made


def test_none_is_left_out_and_empty_is_sent() -> None:
    assert body(shared.VisibleAccounts()) == "{}"
    assert body(shared.VisibleAccounts(visible_accounts=[])) == '{"visibleAccounts":[]}'
    assert body(shared.SupplementalData(content={})) == '{"content":{}}'
    assert body(line(description="", quantity=0)) == '{"quantity":0,"description":""}'


def test_null_is_sent_for_any_field_type() -> None:
    assert body(line(description=utils.NULL, quantity=utils.NULL)) == '{"quantity":null,"description":null}'
    assert body(line(account_ref=utils.NULL, tracking=utils.NULL)) == '{"accountRef":null,"tracking":null}'
    assert body(line(tracking_category_refs=utils.NULL)) == '{"trackingCategoryRefs":null}'
    assert body(shared.SupplementalData(content=utils.NULL)) == '{"content":null}'
    assert body(shared.SupplementalData(content={"a": {"b": utils.NULL}})) == '{"content":{"a":{"b":null}}}'
    assert body(shared.AccountingCustomer(status=utils.NULL)) == '{"status":null}'
    assert json.loads(shared.Localization(required=True, text=utils.NULL).to_json()) == {"required": True, "text": None}


def test_null_is_a_single_object() -> None:
    assert repr(utils.NULL) == "NULL"
    assert not utils.NULL
    for again in (copy.copy(utils.NULL), copy.deepcopy(utils.NULL), pickle.loads(pickle.dumps(utils.NULL))):  # noqa: S301
        assert again is utils.NULL


def test_further_keys_are_sent_beside_the_named_ones() -> None:
    made = shared.AccountingAccount(name="Bank", extra={"countryCode": "GB", "deep": {"amount": Decimal("1.10")}})
    assert body(made) == '{"name":"Bank","countryCode":"GB","deep":{"amount":1.10}}'
    assert body(shared.AccountingAccount(extra={"newer": utils.NULL, "none": None})) == '{"newer":null,"none":null}'
    assert body(shared.AccountingAccount(extra={"ref": shared.RecordRef(id="r")})) == '{"ref":{"id":"r"}}'
    assert body(shared.AccountingAccount(extra={})) == "{}"
    assert made.to_dict()["countryCode"] == "GB"
    assert json.loads(made.to_json())["countryCode"] == "GB"
    assert "extra" not in made.to_dict()


def test_nested_model_sends_its_extra_keys() -> None:
    made = line(account_ref=shared.AccountRef(id="a", extra={"code": 7}))
    assert body(made) == '{"accountRef":{"id":"a","code":7}}'


def test_extra_key_of_a_field_is_refused() -> None:
    with pytest.raises(errors.RequestError, match="extra holds 'name', which is a field of the model"):
        body(shared.AccountingAccount(extra={"name": "twice"}))


@for_each("extra", [{1: "one"}, {None: "x"}, {"a": object()}, ["a"], "text", {"a": {2: 3}}])
def test_further_keys_that_json_cannot_hold_are_refused(extra: Any) -> None:
    with pytest.raises(errors.RequestError, match="cannot be sent"):
        body(shared.AccountingAccount(extra=extra))


def test_configuration_keeps_unknown_keys() -> None:
    """Unknown keys are kept at every level."""
    text = (
        '{"sales":{"accounts":{"a":{"label":"L","newer":1}},"syncSales":true,"more":[1.10]},'
        '"newer":true,"other":{"syncHour":7,"timeZone":null}}'
    )
    made = shared.Configuration.from_json(text)
    assert made.extra == {"newer": True, "other": {"syncHour": 7, "timeZone": None}}
    assert codec.parse(body(made)) == codec.parse(text)
    assert shared.Configuration.from_json(made.to_json()) == made
    assert made.sales is not None
    made.sales.sync_sales = False
    assert json.loads(body(made))["sales"] == {**json.loads(text)["sales"], "syncSales": False}


@given(st.dictionaries(st.text(), st.none() | st.integers() | st.text() | st.lists(st.text())))
def test_any_unknown_key_of_a_configuration_comes_back(unknown: dict[str, Any]) -> None:
    named = {field.json_name for field in schema_of(shared.Configuration).fields}
    document = {key: value for key, value in unknown.items() if key not in named}
    made = shared.Configuration.from_json(json.dumps(document))
    assert json.loads(body(made)) == document


@for_each(
    ("fields", "text"),
    [
        ({"description": []}, "description cannot be sent: expected text, got an array"),
        ({"description": object()}, "description cannot be sent: not a JSON value: object"),
        ({"quantity": "many"}, "quantity cannot be sent: not a finite number: 'many'"),
        ({"account_ref": "id"}, "account_ref cannot be sent: expected an object, got text 'id'"),
        ({"account_ref": shared.RecordRef(id="r")}, "account_ref cannot be sent: expected an object, got a RecordRef"),
        ({"account_ref": shared.AccountRef(id=[])}, "account_ref.id cannot be sent: expected text, got an array"),  # type: ignore[arg-type] # pyright: ignore[reportArgumentType]
        ({"tracking_category_refs": {}}, "tracking_category_refs cannot be sent: expected an array, got an object"),
        ({"tracking_category_refs": [7]}, "tracking_category_refs[0] cannot be sent: expected an object, got 7"),
        ({"description": b"bytes"}, "description cannot be sent: not a JSON value: bytes"),
    ],
)
def test_error_names_path_of_unsendable_value(fields: dict[str, Any], text: str) -> None:
    with pytest.raises(errors.RequestError) as raised:
        body(line(**fields))
    assert str(raised.value) == text
    assert raised.value.maybe_applied is False


@for_each("field", ["quantity", "description"])
def test_error_names_path_of_huge_integer(field: str) -> None:
    """Python refuses to convert an integer with too many digits to text."""
    with pytest.raises(errors.RequestError, match=rf"{field} cannot be sent: .*4300"):
        body(line(**{field: 10**5000}))


def test_dict_and_tuple_replace_model_and_list() -> None:
    made = line(account_ref={"id": "a", "extra": {"amount": Decimal("1.50")}}, tracking_category_refs=({"id": "t"},))
    assert body(made) == '{"accountRef":{"id":"a","amount":1.50},"trackingCategoryRefs":[{"id":"t"}]}'


def test_subclass_sends_its_own_fields() -> None:
    class Own(shared.AccountRef):
        pass

    assert body(line(account_ref=Own(id="a", name="n"))) == '{"accountRef":{"id":"a","name":"n"}}'


def test_circular_or_too_deep_value_is_refused() -> None:
    own: dict[str, Any] = {}
    own["own"] = own
    deep: Any = []
    for _ in range(100_000):
        deep = [deep]
    for value in (own, deep):
        with pytest.raises(errors.RequestError, match="nested too deeply"):
            body(shared.SupplementalData(content={"a": {"b": value}}))


def test_a_body_is_ascii_and_survives_any_text() -> None:
    text = 'Ä"\\\x00\u2028\ud83d\ude00\U0001f600\x7f'
    sent = body(shared.AccountRef(id=text))
    assert sent.isascii()
    assert json.loads(sent) == {"id": json.loads(json.dumps(text))}


def test_text_like_an_internal_marker_stays_text() -> None:
    for text in ("\x00exact:", "\x00exact:1.5", '\x00exact:1,"b":2'):
        for options in ({}, {"ensure_ascii": False}):
            made = shared.AccountOption(name=text, extra={text: Decimal("1.10")})
            assert shared.AccountOption.from_json(made.to_json(**options)) == made


@for_each(
    "made",
    [
        shared.AccountBalance(available="12.50"),  # type: ignore[arg-type]
        shared.AccountBalance(available=utils.NULL, currency=5, pending=1.5, reserved=7),  # type: ignore[arg-type]
        shared.AccountingCustomer(
            shared.CustomerStatus.ACTIVE, extra={"status": "twice", "more": [date(2022, 10, 23)]}
        ),
        shared.AccountingCustomer("Active", addresses=({"city": "York"},)),
        shared.SupplementalData({"a": {1: None, "b": shared.HalRef("/\u00e4{}")}}),  # type: ignore[dict-item]
    ],
)
def test_json_shows_what_no_request_would_hold(made: Any) -> None:
    assert made.to_json() == made.to_json(indent=None)


def test_the_further_keys_of_a_configuration_survive_asdict() -> None:
    made = shared.Configuration.from_dict({"newer": {"syncHour": 3}})
    assert made.extra == {"newer": {"syncHour": 3}}
    assert shared.Configuration.from_dict(asdict(made)) == made
