"""What the query builder writes, and what it refuses to write."""

from __future__ import annotations

import copy
import math
import pickle
from datetime import date, datetime, timedelta, timezone
from decimal import Decimal
from importlib import import_module
from typing import Any, get_args, get_type_hints

import pytest
from support.for_each import for_each
from support.samples import bare

from codatsynccommerce import queries
from codatsynccommerce.models import errors, operations, shared

pd: Any = import_module("pandas")  # It has no types of its own.
q = queries.of(shared.CommerceOrder)
account = queries.of(shared.AccountingAccount)
a, b, c = q.id == "a", q.id == "b", q.id == "c"


def test_the_example_of_the_guide_is_written() -> None:
    payment = queries.of(shared.CommercePayment)
    condition = (payment.status == "Paid") & (payment.modified_date >= date(2026, 11, 1))
    assert condition == "{status=Paid}&&{modifiedDate>=2026-11-01}"


@for_each(
    ("condition", "text"),
    [
        (q.total_amount > 100, "totalAmount>100"),
        (q.total_amount >= 100, "totalAmount>=100"),
        (q.total_amount < 100, "totalAmount<100"),
        (q.total_amount <= 100, "totalAmount<=100"),
        (q.total_amount == 100, "totalAmount=100"),
        (q.total_amount != 100, "totalAmount!=100"),
        (q.order_number.contains("A-1"), "orderNumber~A-1"),
        (q.customer_ref.id == "61", "customerRef.id=61"),
        (account.metadata.is_deleted != True, "metadata.isDeleted!=true"),  # noqa: E712 - it makes a condition
        (account.metadata.is_deleted == False, "metadata.isDeleted=false"),  # noqa: E712
        (account.status == shared.AccountStatus.ACTIVE, "status=Active"),
        (account.status == "Brand new", "status=Brand new"),
        (
            q.order_number == "AT&T | Sons: (ältester) 会社　東京 50%!",
            "orderNumber=AT&T | Sons: (ältester) 会社　東京 50%!",
        ),
    ],
)
def test_a_comparison_is_written_bare(condition: queries.Condition, text: str) -> None:
    assert str(condition) == text


@for_each(
    ("condition", "text"),
    [
        (a & b, "{id=a}&&{id=b}"),
        (a | b, "{id=a}||{id=b}"),
        (a & b & c, "{id=a}&&{id=b}&&{id=c}"),
        (a & (b & c), "{id=a}&&{id=b}&&{id=c}"),
        (a & b | c, "{{id=a}&&{id=b}}||{id=c}"),
        (a & (b | c), "{id=a}&&{{id=b}||{id=c}}"),
        ((a | b) & (b | c), "{{id=a}||{id=b}}&&{{id=b}||{id=c}}"),
    ],
)
def test_joined_conditions_are_always_braced(condition: queries.Condition, text: str) -> None:
    assert str(condition) == text


@for_each(
    ("value", "text"),
    [
        (5, "5"),
        (-5, "-5"),
        (Decimal("12.50"), "12.50"),
        (Decimal("1E+3"), "1000"),
        (Decimal("1E-7"), "0.0000001"),
        (Decimal("-0"), "0"),
        (Decimal("0E+9"), "0"),
        (0.1, "0.1"),
        (1e21, "1000000000000000000000"),
        (1e-7, "0.0000001"),
        (pd.Series([7])[0], "7"),
        (pd.Series([7.25])[0], "7.25"),
    ],
)
def test_numbers_are_plain_and_exact(value: Any, text: str) -> None:
    assert (q.total_amount > value) == f"totalAmount>{text}"


@for_each(
    ("value", "text"),
    [
        (date(2021, 1, 28), "2021-01-28"),
        (datetime(2021, 1, 28, 10, tzinfo=timezone.utc), "2021-01-28T10:00:00Z"),
        (datetime(2021, 1, 28, 1, tzinfo=timezone(timedelta(hours=2))), "2021-01-27T23:00:00Z"),
        (datetime(2021, 1, 28, 10, 0, 0, 120, tzinfo=timezone.utc), "2021-01-28T10:00:00.000120Z"),
        (datetime(2021, 1, 28, 10), "2021-01-28T10:00:00"),  # noqa: DTZ001 - written as it is
        (pd.Timestamp("2021-01-28T10:00:00Z"), "2021-01-28T10:00:00Z"),
        ("2021-01-28", "2021-01-28"),
        ("2021-01-28T10:00:00.1234567Z", "2021-01-28T10:00:00.1234567Z"),
        ("2021-01-28T10:00:00+02:00", "2021-01-28T10:00:00+02:00"),
    ],
)
def test_dates_are_in_the_form_of_the_api(value: Any, text: str) -> None:
    assert (q.modified_date > value) == f"modifiedDate>{text}"


def refused(compare: Any, match: str) -> None:
    with pytest.raises(errors.RequestError, match=match):
        compare()


@for_each("value", [None, [], ["a"], ("a",), {"a": 1}, object(), b"a", 5, True, date(2021, 1, 1)])
def test_text_is_compared_with_text_only(value: Any) -> None:
    refused(lambda: q.id == value, "id is compared with text, not ")
    refused(lambda: q.id != value, "id is compared with text, not ")
    refused(lambda: q.id.contains(value), "id is compared with text, not ")


@for_each("value", [None, [1], "5", True, pd.Series([True])[0], 1j, date(2021, 1, 1), b"5", object()])
def test_numbers_are_compared_with_numbers_only(value: Any) -> None:
    refused(lambda: q.total_amount == value, "totalAmount is compared with a number, not ")
    refused(lambda: q.total_amount > value, "totalAmount is compared with a number, not ")


@for_each("value", [None, 5, [date(2021, 1, 1)], True, object()])
def test_dates_are_compared_with_dates_only(value: Any) -> None:
    refused(lambda: q.modified_date >= value, "modifiedDate is compared with a date")


@for_each("value", [None, 1, 0, "true", [True]])
def test_booleans_are_compared_with_booleans_only(value: Any) -> None:
    refused(lambda: account.is_bank_account == value, "isBankAccount is compared with True or False, not ")


@for_each(
    "value", ["", "soon", "2021-1-28", "20210128", "2021-02-30", "2021-01-28T25:00:00Z", "2021-01-28 ", "2021-01-28}"]
)
def test_text_that_is_no_date_is_refused(value: str) -> None:
    refused(lambda: q.modified_date >= value, "such as 2026-11-27")


def test_moments_that_utc_does_not_have_are_refused() -> None:
    early = datetime.min.replace(tzinfo=timezone(timedelta(hours=5)))
    refused(lambda: q.modified_date >= early, "a date that exists in UTC")
    refused(lambda: q.modified_date >= pd.NaT, "a date that exists in UTC")


@for_each("operator", ["&&", "||", "{", "}", "=", "!=", "<", ">", "<=", ">=", "~"])
@for_each("value", ["a{}b", "{}b", "a{}", "{}", "a {} b"])
def test_values_with_operators_are_refused(operator: str, value: str) -> None:
    text = value.replace("{}", operator)
    refused(lambda: q.id == text, "no value can hold")
    refused(lambda: q.id.contains(text), "no value can hold")


@for_each("value", ["", " ", " a", "a ", "\ta", "a\n", "　a", "a\0b", "a\nb", "a\u2028b", "a\ud800"])
def test_values_that_would_be_read_otherwise_are_refused(value: str) -> None:
    refused(lambda: q.id == value, "a value is empty, begins or ends with a space, or holds a control character")


@for_each(
    "value", [math.nan, math.inf, -math.inf, Decimal("NaN"), Decimal("sNaN"), Decimal("Infinity"), 10**101, 1e300]
)
def test_numbers_without_a_plain_form_are_refused(value: Any) -> None:
    refused(lambda: q.total_amount > value, "not finite, or has more than 100 digits")


def test_an_enormous_exponent_is_refused_at_once() -> None:
    refused(lambda: q.total_amount > Decimal("1E+999999"), "more than 100 digits")
    refused(lambda: q.total_amount > Decimal("1E-999999"), "more than 100 digits")


def test_the_length_limit_is_the_apis() -> None:
    assert len(q.id == "x" * 2044) == 2047
    refused(lambda: q.id == "x" * 2045, "under 2,048 characters, not 2,048")
    refused(lambda: (q.id == "x" * 1100) & (q.id == "y" * 1100), "under 2,048 characters")


def test_a_misspelt_property_is_an_error() -> None:
    with pytest.raises(
        AttributeError, match=r"CommerceOrderQuery has no property total_amout: did you mean total_amount"
    ):
        q.total_amout  # type: ignore[attr-defined]  # noqa: B018 - reading it is what is tested
    with pytest.raises(AttributeError, match="has no property order_line_items: lists, maps"):
        q.order_line_items  # type: ignore[attr-defined]  # noqa: B018
    with pytest.raises(AttributeError, match="has no property is_completed"):
        queries.of(shared.PullOperation).is_completed  # type: ignore[attr-defined]  # noqa: B018 - the API refuses it


def test_a_property_cannot_be_assigned() -> None:
    with pytest.raises(AttributeError, match="compare it with =="):
        q.total_amount = 5  # type: ignore[assignment]
    with pytest.raises(AttributeError, match="compare it with =="):
        q.customer_ref = 5  # type: ignore[assignment]
    with pytest.raises(AttributeError):
        q.total = 5  # type: ignore[attr-defined]


def test_python_operators_that_drop_a_condition_are_refused() -> None:
    for drop in (lambda: a and b, lambda: a or b, lambda: not a, lambda: 1 < q.total_amount < 5, lambda: bool(a)):
        refused(drop, "has no truth value")


def test_missing_parentheses_are_an_error() -> None:
    text: Any = "status=Paid"
    with pytest.raises(TypeError):
        q.total_amount > 5 & q.id == text  # type: ignore[operator]  # noqa: B015 - making it is what is tested
    refused(lambda: a & text, "joined with another condition, not with str")


def test_only_listed_models_can_be_queried() -> None:
    of: Any = queries.of
    for other in (shared.AccountingCustomer, operations.ListCommerceOrdersRequest, "CommerceOrder", None):
        with pytest.raises(errors.RequestError, match="no list takes a query for"):
            of(other)


def test_every_list_with_a_query_is_covered() -> None:
    every = [getattr(operations, name) for name in operations.__all__ if name.isupper()]
    lists = [operation for operation in every if "query" in operation.query]
    assert lists
    for operation in lists:
        hint = get_type_hints(bare(operation.payload_type))["results"]
        model = bare(get_args(bare(hint))[0])
        assert type(queries.of(model)).__name__ == f"{model.__name__}Query"


def test_a_path_can_be_sorted_by() -> None:
    assert f"-{q.modified_date}" == "-modifiedDate"
    assert str(q.customer_ref.id) == "customerRef.id"
    assert repr(q.total_amount) == "Number('totalAmount')"


def test_a_condition_is_text_that_travels() -> None:
    both = a & b
    for other in (copy.copy(both), copy.deepcopy(both), pickle.loads(pickle.dumps(both))):  # noqa: S301 - our own
        assert (other, other & c) == (both, both & c)
    assert isinstance(both, str)
    assert hash(both) == hash(str(both))
    assert type(str(both)) is str
