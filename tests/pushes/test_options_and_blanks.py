"""`problems_with` takes options of any kind, counts what is blank as missing, and asks for the record itself."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from support.for_each import for_each

from codatsynccommerce.models import errors, operations, shared


def model(*options: Any, kind: str = "String", required: bool = False, option_kind: str = "String") -> Any:
    """Return the model of a record with one property."""
    choices = [{"value": one, "type": option_kind, "displayName": "", "required": False} for one in options]
    one = {"type": kind, "displayName": "One", "required": required, "options": choices}
    return shared.PushOption.from_dict(
        {"type": "Object", "displayName": "Record", "required": True, "properties": {"one": one}}
    )


def reasons(option: Any, value: Any) -> list[str]:
    return [problem.reason for problem in option.problems_with({"one": value})]


@for_each(
    ("choice", "value"),
    [
        (5, 5),
        (5, Decimal("5.0")),
        (5, "5"),
        (True, True),
        (True, "true"),
        (False, False),
        (0, 0),
        (Decimal("2.50"), Decimal("2.5")),
        ("", ""),
    ],
)
def test_options_need_not_be_text(choice: Any, value: Any) -> None:
    assert reasons(model(choice), value) == []
    assert reasons(model(choice), "other") == [f"'other' is not among {str(choice) or repr('')}"]


@for_each(("choice", "value"), [(1, True), (True, 1), (0, False), (False, ""), ("None", None)])
def test_true_and_one_are_different_values(choice: Any, value: Any) -> None:
    assert len(reasons(model(choice, required=True, option_kind="Colour"), value)) == 1


@for_each(
    ("kind", "option_kind", "choice", "value"),
    [
        ("Number", "String", "many", "many"),
        ("Number", "String", "5", "5"),
        ("String", "Number", "5", 5),
        ("Boolean", "String", "Yes", "Yes"),
        ("DateTime", "String", "today", "today"),
        ("String", "Boolean", "true", True),
    ],
)
def test_value_among_options_fits(kind: str, option_kind: str, choice: str, value: Any) -> None:
    assert reasons(model(choice, kind=kind, option_kind=option_kind), value) == []


def test_number_is_not_text() -> None:
    assert reasons(model("5"), 5) == ["expected String, got 5"]


def test_options_of_an_array_are_for_elements() -> None:
    assert reasons(model("a", kind="Array"), "a") == ["expected Array, got 'a'"]
    assert reasons(model("a", 5, kind="Array"), ["a", 5, "b"]) == ["'b' is not among a, 5"]


@for_each(("kind", "blank"), [("String", ""), ("String", " \n"), ("DateTime", ""), ("Array", [])])
def test_blank_counts_as_missing(kind: str, blank: Any) -> None:
    assert reasons(model(kind=kind, required=True), blank) == ["required and missing"]


@for_each(("kind", "given"), [("Number", 0), ("Boolean", False), ("String", "0"), ("Array", [None])])
def test_what_only_looks_empty_does_not(kind: str, given: Any) -> None:
    assert reasons(model(kind=kind, required=True), given) == []


def test_blank_text_among_options_fits() -> None:
    assert reasons(model("", "a", required=True), "") == []
    assert reasons(model("", "a", required=True), None) == ["required and missing"]
    assert reasons(model(), "") == []
    assert reasons(model(kind="Array"), []) == []


def test_request_in_place_of_record_is_refused() -> None:
    customer = shared.AccountingCustomer(status=shared.CustomerStatus.ACTIVE)
    for request in (
        operations.CreateAccountingCustomerRequest("company", "connection", customer),
        operations.CreateAccountingCustomerRequest("company", "connection"),
    ):
        with pytest.raises(errors.RequestError, match="the record: pass it, not the CreateAccountingCustomerRequest"):
            model().problems_with(request)
