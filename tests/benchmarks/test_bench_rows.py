"""The rows of the benchmark: each measures its figures, and both sides of a row do the same work."""

from __future__ import annotations

import json
import sys
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import pytest

from benchmarks import customer, invoice, orders
from benchmarks.figures import ROWS
from benchmarks.rounds import Effort, measure
from codatsynccommerce import utils
from codatsynccommerce.models import operations, shared

if TYPE_CHECKING:
    from benchmarks.figures import Row

_ONCE = Effort(rounds=1, seconds=0)
_TINY = {"threads": 2, "growth": 200}


@pytest.mark.parametrize("row", {row.module: row for row in ROWS}.values(), ids=lambda row: row.module)
def test_every_row_measures_each_figure(row: Row) -> None:
    small = row._replace(size=min(row.size, _TINY.get(row.module, 20)), turns=1)
    samples = measure(small, {"ours": sys.executable}, _ONCE)["ours"]
    assert set(samples) == {figure.key for figure in row.figures}
    for figure in row.figures:
        ((client, floor),) = samples[figure.key]
        assert figure.unit not in ("s", "MiB") or (client > 0 and floor > 0)


def test_floor_posts_the_bytes_of_our_call() -> None:
    assert operations.CREATE_ACCOUNTING_CUSTOMER.build_request(customer.request()) == (
        "POST",
        customer.PATH,
        customer.BODY,
    )


def test_encoded_invoice_equals_its_dict() -> None:
    plain = invoice.invoice(5)
    assert json.loads(utils.marshal_json(shared.AccountingInvoice.from_dict(plain))) == plain


def test_decoded_page_keeps_every_amount() -> None:
    text = orders.page(30)
    read = shared.CommerceOrders.from_json(text).results or []
    plain = json.loads(text, parse_float=Decimal)["results"]
    assert [order.total_amount for order in read] == [order["totalAmount"] for order in plain]
    assert [line.unit_price for order in read for line in order.order_line_items or []] == [
        line["unitPrice"] for order in plain for line in order["orderLineItems"]
    ]


def test_only_distinct_page_repeats_no_price() -> None:
    def prices(text: bytes) -> list[Any]:
        return [line["unitPrice"] for order in json.loads(text)["results"] for line in order["orderLineItems"]]

    distinct, ordinary = prices(orders.page(300, distinct=True)), prices(orders.page(300))
    assert len(set(distinct)) == len(distinct)
    assert len(set(ordinary)) < len(ordinary) / 2
