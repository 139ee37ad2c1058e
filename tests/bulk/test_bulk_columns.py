"""Any spelling of any field of any record that can be created finds that field, and nothing else does."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from codatsynccommerce._runtime.codec.schema import FieldType, schema_of
from codatsynccommerce.bulk.tables.columns import ColumnError, column_of, folded, kind_of_field
from codatsynccommerce.models import shared

if TYPE_CHECKING:
    from collections.abc import Iterator

RECORDS: list[Any] = [
    shared.AccountingAccount,
    shared.AccountingCreditNote,
    shared.AccountingCustomer,
    shared.AccountingDirectIncome,
    shared.AccountingInvoice,
    shared.AccountingJournalEntry,
    shared.AccountingPayment,
]


def _ends(model: Any, depth: int = 0) -> Iterator[tuple[tuple[Any, ...], FieldType]]:
    """Give every single value of a model with the way to it, the places in lists as numbers."""
    for slot in schema_of(model).fields:
        path: tuple[Any, ...] = (slot.name,)
        kind = slot.type
        while kind.kind == "list" and kind.item:
            path, kind = (*path, 0), kind.item
        if kind.kind == "model" and depth < 4:
            yield from ((path + inner, end) for inner, end in _ends(kind.cls, depth + 1))
        elif kind.kind not in ("model", "map"):
            yield path, kind


ENDS = [(model, path, kind) for model in RECORDS for path, kind in _ends(model)]
DATES = {
    "allocated_on_date",
    "created_on",
    "date_",
    "due_date",
    "issue_date",
    "modified_date",
    "paid_on_date",
    "posted_on",
    "source_modified_date",
    "updated_on",
}
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
    assert column.kind == (FieldType("date") if path[-1] in DATES else kind)


@pytest.mark.parametrize("model", RECORDS)
def test_no_two_fields_of_a_model_are_spelt_alike(model: Any) -> None:
    seen: set[Any] = set()

    def check(one: Any) -> None:
        if one in seen:
            return
        seen.add(one)
        slots = schema_of(one).fields
        assert len({folded(slot.name) for slot in slots}) == len(slots)
        assert all(folded(slot.name) == folded(slot.json_name) for slot in slots)
        for slot in slots:
            kind = slot.type
            while kind.item:
                kind = kind.item
            if kind.kind == "model":
                check(kind.cls)

    check(model)


def _described(value: Any) -> Iterator[tuple[str, bool]]:
    """Give the key of every text property of a part of the description, and whether it is said to be a date."""
    if isinstance(value, dict):
        for key, one in value.get("properties", {}).items():
            if "string" in str(one.get("type")):
                yield key, "ISO 8601" in one.get("description", "")
    for one in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
        yield from _described(one)


def test_the_name_of_a_field_tells_whether_the_description_calls_it_a_date() -> None:
    files = (Path(__file__).parents[2] / "api" / "accounting").glob("*.yaml")
    told = {one for file in files for one in _described(yaml.safe_load(file.read_text(encoding="utf-8")))}
    dates = {key for key, is_date in told if is_date}
    assert dates.isdisjoint(key for key, is_date in told if not is_date)
    slots = {slot for model in _models() for slot in schema_of(model).fields}
    assert {slot.name for slot in slots if kind_of_field(slot) == FieldType("date")} == DATES
    assert {slot.name for slot in slots if slot.json_name in dates} == DATES


def _models() -> set[Any]:
    """Give the class of every model within the records."""
    found: set[Any] = set()
    open_ = [FieldType("model", record) for record in RECORDS]
    while open_:
        kind = open_.pop()
        while kind.item:
            kind = kind.item
        if kind.kind == "model" and kind.cls not in found:
            found.add(kind.cls)
            open_ += [slot.type for slot in schema_of(kind.cls).fields]
    return found


@pytest.mark.parametrize(
    ("title", "reason"),
    [
        ("extra.phone", "phone is a field: call the column phone"),
        ("addresses.0.extra.postalCode", "postalCode is a field: call the column addresses.0.postalCode"),
        ("extra.", "a key is missing after extra"),
        ("supplementalData.content..id", "a key is missing after supplemental_data.content"),
        ("addresses.1000000.city", "1000000 is too high a number for a place in addresses"),
        ("addresses.*.city", r"addresses is a list: its items are numbered, as in addresses\.0"),
    ],
)
def test_a_title_that_names_no_place_is_refused(title: str, reason: str) -> None:
    with pytest.raises(ColumnError, match=f"^{reason}$"):
        column_of(shared.AccountingCustomer, title)


def test_only_the_keys_of_extra_stand_beside_the_fields() -> None:
    title = "supplementalData.content.content.phone"
    assert column_of(shared.AccountingCustomer, title).path == ("supplemental_data", *title.split(".")[1:])


@given(st.text(), st.sampled_from(RECORDS))
def test_any_other_title_is_refused(title: str, model: Any) -> None:
    try:
        column = column_of(model, title)
    except ColumnError:
        return
    assert len(title.strip().split(".")) == len(column.path)
    assert column.path[0] in {slot.name for slot in schema_of(model).fields} | {"extra"}
