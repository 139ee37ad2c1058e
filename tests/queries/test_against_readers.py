"""What the builder writes is read back as the same condition, and the sandbox selects the rows that Python selects."""

from __future__ import annotations

import operator
import unicodedata
from datetime import date, datetime, timedelta, timezone
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from support.query_reader import read

from codatsynccommerce import CodatSyncCommerce, queries, utils
from codatsynccommerce.models import operations, shared
from codatsynccommerce.sandbox import Sandbox

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    Selects = Callable[[shared.CommerceOrder], bool]

q = queries.of(shared.CommerceOrder)

PYTHON: dict[str, Callable[[Any, Any], bool]] = {
    "==": operator.eq,
    "!=": operator.ne,
    ">": operator.gt,
    ">=": operator.ge,
    "<": operator.lt,
    "<=": operator.le,
}
API = {"==": "="}
EQUAL, ORDERED = ["==", "!="], list(PYTHON)


def _moment(value: Any) -> datetime | None:
    if value is None:
        return None
    if isinstance(value, str):
        value = utils.parse_datetime(value)
    if not isinstance(value, datetime):
        return datetime(value.year, value.month, value.day, tzinfo=timezone.utc)
    return value if value.tzinfo else value.replace(tzinfo=timezone.utc)


def _selects(path: str, sign: str, value: Any, of: Callable[[Any], Any]) -> Selects:
    def selects(order: shared.CommerceOrder) -> bool:
        found: Any = order
        for name in path.split("."):
            found = getattr(found, name, None)
        found = of(found)
        if found is None:
            return sign == "!="
        return PYTHON[sign](found, of(value))

    return selects


class Case:
    """A condition, the tree that a reader must find in it, and what it selects."""

    def __init__(self, condition: queries.Condition, tree: Any, selects: Selects) -> None:
        self.condition = condition
        self.tree = tree
        self.selects = selects

    def __repr__(self) -> str:
        return repr(self.condition)


def _property(path: str) -> Any:
    found: Any = q
    for name in path.split("."):
        found = getattr(found, name)
    return found


def _compared(path: str, sign: str, value: Any, of: Callable[[Any], Any]) -> Case:
    condition = PYTHON[sign](_property(path), value)
    text = str(condition).removeprefix(str(_property(path))).removeprefix(API.get(sign, sign))
    tree = (str(_property(path)), API.get(sign, sign), text)
    return Case(condition, tree, _selects(path, sign, value, of))  # type: ignore[arg-type]


def _contained(path: str, value: str) -> Case:
    def selects(order: shared.CommerceOrder) -> bool:
        return value.lower() in (getattr(order, path) or "").lower()

    return Case(_property(path).contains(value), (str(_property(path)), "~", value), selects)


def _joined(sign: str, left: Case, right: Case) -> Case:
    condition = left.condition & right.condition if sign == "&&" else left.condition | right.condition
    terms = [inner for one in (left, right) for inner in (one.tree[1] if one.tree[0] == sign else [one.tree])]
    join = all if sign == "&&" else any
    return Case(condition, (sign, terms), lambda order: join([left.selects(order), right.selects(order)]))


def _writable(text: str) -> bool:
    held = any(sign in text for sign in ("&&", "||", "{", "}", "=", "<", ">", "~"))
    odd = any(unicodedata.category(char) in ("Cc", "Cs", "Zl", "Zp") for char in text)
    return bool(text) and text == text.strip() and not held and not odd


def _same(value: Any) -> Any:
    return value


texts = st.one_of(
    st.sampled_from(["GBP", "USD", "gbp", "1001", "AT&T", "a|b", "!", "1.5", "-", "."]),
    st.text(max_size=8).filter(_writable),
)
amounts = st.one_of(
    st.integers(-200, 200),
    st.decimals(-200, 200, places=2),
    st.sampled_from([Decimal("40.00"), 0, Decimal("1E+2"), 12.5, 1e-7]),
)
days = st.dates(date(2025, 1, 1), date(2027, 12, 31))
moments = st.one_of(
    days,
    st.datetimes(datetime(2025, 1, 1), datetime(2027, 12, 31)),  # noqa: DTZ001 - the API takes those without a zone as UTC
    st.datetimes(
        datetime(2025, 1, 1),  # noqa: DTZ001 - hypothesis adds the zone
        datetime(2027, 12, 31),  # noqa: DTZ001 - the same
        timezones=st.sampled_from([timezone.utc, timezone(timedelta(hours=-11)), timezone(timedelta(minutes=330))]),
    ),
    days.map(str),
)
comparisons = st.one_of(
    st.builds(
        _compared,
        st.sampled_from(["id", "currency", "order_number", "customer_ref.id"]),
        st.sampled_from(EQUAL),
        texts,
        st.just(_same),
    ),
    st.builds(
        _compared,
        st.sampled_from(["total_amount", "total_discount", "total_refund"]),
        st.sampled_from(ORDERED),
        amounts,
        st.just(_same),
    ),
    st.builds(
        _compared,
        st.sampled_from(["created_date", "modified_date", "closed_date"]),
        st.sampled_from(ORDERED),
        moments,
        st.just(_moment),
    ),
    st.builds(_contained, st.sampled_from(["id", "currency", "order_number"]), texts),
)
cases = st.recursive(
    comparisons,
    lambda inner: st.builds(_joined, st.sampled_from(["&&", "||"]), inner, inner),
    max_leaves=8,
)


@settings(max_examples=500, deadline=None)
@given(case=cases)
def test_it_is_read_back_whatever_the_precedence(case: Case) -> None:
    for tighter in ("&&", "||", ""):
        assert read(str(case.condition), tighter) == case.tree


@pytest.fixture(scope="module")
def shop() -> Iterator[tuple[CodatSyncCommerce, Sandbox, list[shared.CommerceOrder]]]:
    with Sandbox(quota=10**6) as sandbox:
        security = shared.Security.from_api_key(sandbox.api_key)
        with CodatSyncCommerce(security=security, server_url=sandbox.url) as client:
            yield client, sandbox, _listed(client, sandbox, None)


def _listed(client: CodatSyncCommerce, sandbox: Sandbox, query: str | None) -> list[shared.CommerceOrder]:
    request = operations.ListCommerceOrdersRequest(
        sandbox.company_id, sandbox.commerce_connection_id, page_size=5000, query=query
    )
    orders = client.commerce_orders.list_commerce_orders(request).commerce_orders
    assert orders is not None
    return [order for order in orders.results or [] if order]


@settings(max_examples=150, deadline=None)
@given(case=cases)
def test_the_sandbox_selects_what_python_selects(shop: Any, case: Case) -> None:
    client, sandbox, orders = shop
    expected = [order.id for order in orders if case.selects(order)]
    assert [order.id for order in _listed(client, sandbox, case.condition)] == expected


def test_the_examples_select_some_rows_and_not_all(shop: Any) -> None:
    client, sandbox, orders = shop
    some = _listed(client, sandbox, (q.total_amount > 40) & q.currency.contains("gb"))
    assert 0 < len(some) < len(orders)
