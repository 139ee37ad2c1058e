"""What type checkers report about queries. Read by mypy and pyright, never run."""

# pyright: reportUnknownMemberType=false, reportUnusedExpression=false
from __future__ import annotations

from datetime import date
from decimal import Decimal

from typing_extensions import assert_type

from codatsynccommerce import queries
from codatsynccommerce.models import operations, shared
from codatsynccommerce.queries.models import CommerceOrderQuery


def conditions() -> None:
    q = queries.of(shared.CommerceOrder)
    assert_type(q, CommerceOrderQuery)
    assert_type(q.total_amount, queries.Number)
    assert_type(q.total_amount > Decimal("12.50"), queries.Condition)
    assert_type(q.customer_ref.id == "61", queries.Condition)
    both = (q.modified_date >= date(2026, 11, 1)) & (q.total_amount < 5)
    assert_type(both | q.id.contains("A"), queries.Condition)
    operations.ListCommerceOrdersRequest("company", "connection", query=both)


def mistakes() -> None:
    q = queries.of(shared.CommerceOrder)
    q.total_amout > 5  # type: ignore[attr-defined] # pyright: ignore[reportAttributeAccessIssue] # noqa: B015
    q.customer_ref.nam == "Ada"  # type: ignore[attr-defined] # pyright: ignore[reportAttributeAccessIssue] # noqa: B015
    q.total_amount > "5"  # type: ignore[operator] # pyright: ignore[reportOperatorIssue] # noqa: B015
    q.id > "5"  # type: ignore[operator] # pyright: ignore[reportOperatorIssue] # noqa: B015
    q.total_amount.contains("5")  # type: ignore[attr-defined] # pyright: ignore[reportAttributeAccessIssue]
    queries.of(shared.AccountingCustomer)  # type: ignore[arg-type] # pyright: ignore[reportArgumentType, reportCallIssue]
