"""Any spelling of any field of any record that can be created finds that field, and nothing else does."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from codatsynccommerce._core.plan import plan
from codatsynccommerce.bulk.columns import ColumnError, column_of, folded
from codatsynccommerce.models import shared

if TYPE_CHECKING:
    from collections.abc import Iterator

    from codatsynccommerce._core.plan import Kind

RECORDS: list[Any] = [
    shared.AccountingAccount,
    shared.AccountingCreditNote,
    shared.AccountingCustomer,
    shared.AccountingDirectIncome,
    shared.AccountingInvoice,
    shared.AccountingJournalEntry,
    shared.AccountingPayment,
]


def _ends(model: Any, depth: int = 0) -> Iterator[tuple[tuple[Any, ...], Kind]]:
    """Give every single value of a model with the way to it, the places in lists as numbers."""
    for slot in plan(model).slots:
        path: tuple[Any, ...] = (slot.name,)
        kind = slot.kind
        while kind.name == "list" and kind.item:
            path, kind = (*path, 0), kind.item
        if kind.name == "model" and depth < 4:
            yield from ((path + inner, end) for inner, end in _ends(kind.of, depth + 1))
        elif kind.name not in ("model", "map"):
            yield path, kind


ENDS = [(model, path, kind) for model in RECORDS for path, kind in _ends(model)]
SPELLINGS = st.sampled_from(["{}", " {}", "{} "])


def _spelt(name: str, draw: Any) -> str:
    words = name.split("_")
    joined = draw(st.sampled_from(["_", " ", "-", "", "  "])).join(
        draw(st.sampled_from([word, word.upper(), word.capitalize()])) for word in words
    )
    return str(draw(SPELLINGS).format(joined))


@given(st.data())
def test_any_spelling_finds_the_field(data: st.DataObject) -> None:
    model, path, kind = data.draw(st.sampled_from(ENDS))
    number = data.draw(st.integers(0, 99_999))
    title = ".".join(str(number) if isinstance(word, int) else _spelt(word, data.draw) for word in path)
    column = column_of(model, title)
    assert column.path == tuple(number if isinstance(word, int) else word for word in path)
    assert column.kind == kind


@pytest.mark.parametrize("model", RECORDS)
def test_no_two_fields_of_a_model_are_spelt_alike(model: Any) -> None:
    seen: set[Any] = set()

    def check(one: Any) -> None:
        if one in seen:
            return
        seen.add(one)
        slots = plan(one).slots
        assert len({folded(slot.name) for slot in slots}) == len(slots)
        assert all(folded(slot.name) == folded(slot.key) for slot in slots)
        for slot in slots:
            kind = slot.kind
            while kind.item:
                kind = kind.item
            if kind.name == "model":
                check(kind.of)

    check(model)


@given(st.text(), st.sampled_from(RECORDS))
def test_any_other_title_is_refused(title: str, model: Any) -> None:
    try:
        column = column_of(model, title)
    except ColumnError:
        return
    assert len(title.strip().split(".")) == len(column.path)
    assert column.path[0] in {slot.name for slot in plan(model).slots} | {"extra"}
