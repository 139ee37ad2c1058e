"""Column headers: any spelling of a field finds that field, and no other header does."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st
from support.for_each import for_each

from codatsynccommerce._runtime.codec.schema import FieldType, schema_of
from codatsynccommerce.bulk.tables.columns import ColumnError, column_of, normalize_name, type_of_field
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


def _values(model: Any, depth: int = 0) -> Iterator[tuple[tuple[Any, ...], FieldType]]:
    """Yield the path and type of every single value of a model, the list indexes as 0."""
    for field in schema_of(model).fields:
        path: tuple[Any, ...] = (field.name,)
        type_ = field.type
        while type_.kind == "list" and type_.item:
            path, type_ = (*path, 0), type_.item
        if type_.kind == "model" and depth < 4:
            yield from ((path + inner, end) for inner, end in _values(type_.cls, depth + 1))
        elif type_.kind not in ("model", "map"):
            yield path, type_


VALUES = [(model, path, type_) for model in RECORDS for path, type_ in _values(model)]
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


def _spelling(name: str, draw: Any) -> str:
    words = name.split("_")
    joined = draw(st.sampled_from(["_", " ", "-", "", "  "])).join(
        draw(st.sampled_from([word, word.upper(), word.capitalize()])) for word in words
    )
    return str(draw(SPELLINGS).format(joined))


@given(st.data())
def test_any_spelling_finds_the_field(data: st.DataObject) -> None:
    model, path, type_ = data.draw(st.sampled_from(VALUES))
    number = data.draw(st.integers(0, 99_999))
    header = ".".join(str(number) if isinstance(word, int) else _spelling(word, data.draw) for word in path)
    column = column_of(model, header)
    assert column.path == tuple(number if isinstance(word, int) else word for word in path)
    assert column.type == (FieldType("date") if path[-1] in DATES else type_)


@for_each("model", RECORDS)
def test_no_two_fields_share_a_spelling(model: Any) -> None:
    seen: set[Any] = set()

    def check(checked: Any) -> None:
        if checked in seen:
            return
        seen.add(checked)
        specs = schema_of(checked).fields
        assert len({normalize_name(field.name) for field in specs}) == len(specs)
        assert all(normalize_name(field.name) == normalize_name(field.json_name) for field in specs)
        for field in specs:
            type_ = field.type
            while type_.item:
                type_ = type_.item
            if type_.kind == "model":
                check(type_.cls)

    check(model)


def _described(value: Any) -> Iterator[tuple[str, bool]]:
    """Yield the key of every text property in a part of the description, and whether it is called a date."""
    if isinstance(value, dict):
        for key, item in value.get("properties", {}).items():
            if "string" in str(item.get("type")):
                yield key, "ISO 8601" in item.get("description", "")
    for item in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
        yield from _described(item)


def test_field_name_shows_which_texts_are_dates() -> None:
    files = (Path(__file__).parents[2] / "api" / "accounting").glob("*.yaml")
    described = {item for file in files for item in _described(yaml.safe_load(file.read_text(encoding="utf-8")))}
    dates = {key for key, is_date in described if is_date}
    assert dates.isdisjoint(key for key, is_date in described if not is_date)
    specs = {field for model in _models() for field in schema_of(model).fields}
    assert {field.name for field in specs if type_of_field(field) == FieldType("date")} == DATES
    assert {field.name for field in specs if field.json_name in dates} == DATES


def _models() -> set[Any]:
    """Return the class of every model within the records."""
    found: set[Any] = set()
    waiting = [FieldType("model", record) for record in RECORDS]
    while waiting:
        type_ = waiting.pop()
        while type_.item:
            type_ = type_.item
        if type_.kind == "model" and type_.cls not in found:
            found.add(type_.cls)
            waiting += [field.type for field in schema_of(type_.cls).fields]
    return found


@for_each(
    ("header", "reason"),
    [
        ("extra.phone", "phone is a field: name the column phone"),
        ("addresses.0.extra.postalCode", "postalCode is a field: name the column addresses.0.postalCode"),
        ("extra.", "a key is missing after extra"),
        ("supplementalData.content..id", "a key is missing after supplemental_data.content"),
        ("addresses.1000000.city", "1000000 is too high a number for an item of addresses"),
        ("addresses.*.city", r"addresses is a list: its items are numbered, as in addresses\.0"),
    ],
)
def test_header_of_no_field_is_refused(header: str, reason: str) -> None:
    with pytest.raises(ColumnError, match=f"^{reason}$"):
        column_of(shared.AccountingCustomer, header)


def test_keys_of_other_maps_may_name_fields() -> None:
    header = "supplementalData.content.content.phone"
    assert column_of(shared.AccountingCustomer, header).path == ("supplemental_data", *header.split(".")[1:])


@given(st.text(), st.sampled_from(RECORDS))
def test_any_other_header_is_refused(header: str, model: Any) -> None:
    try:
        column = column_of(model, header)
    except ColumnError:
        return
    assert len(header.strip().split(".")) == len(column.path)
    assert column.path[0] in {field.name for field in schema_of(model).fields} | {"extra"}
