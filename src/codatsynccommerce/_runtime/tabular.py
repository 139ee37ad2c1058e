"""Records as flat rows for tables of any kind, and as pandas data frames."""

from __future__ import annotations

from functools import cache
from importlib import import_module
from typing import Any, NamedTuple, cast

from .codec.schema import schema_of


class Column(NamedTuple):
    """One column: its name and the attributes that lead to its value."""

    name: str
    path: tuple[str, ...]


def row_of(model: object) -> dict[str, object]:
    """Return a record as a flat dict of plain values."""
    cls: type = type(model)
    return {column.name: _plain(_at(model, column.path)) for column in columns(cls)}


def rows_of(response: object) -> tuple[list[str], list[dict[str, object]]]:
    """Return the column names and the rows of a response that holds a list.

    An item of the list that is not a record, such as null or a number, has no row.
    """
    cls: type = type(response)
    payload, item_class = _list_of(cls)
    page = getattr(response, payload)
    items: list[object] = (page.results if page else None) or []
    return [column.name for column in columns(item_class)], [
        row_of(item) for item in items if isinstance(item, item_class)
    ]


def frame_of(response: object) -> Any:
    """Return a response that holds a list as a data frame.

    Raises:
        ModuleNotFoundError: pandas is not installed.
    """
    try:
        pandas = import_module("pandas")
    except ModuleNotFoundError as problem:
        if problem.name != "pandas":
            raise
        message = "to_pandas() needs pandas, and to_rows() does not: pip install pandas"
        raise ModuleNotFoundError(message, name="pandas") from None
    names, rows = rows_of(response)
    # Left to itself, pandas makes floats of numbers in a column with gaps.
    return pandas.DataFrame(rows, columns=names, dtype=object)


@cache
def columns(model: type) -> tuple[Column, ...]:
    """Return the columns of a class: the same for every record, whatever the API sent."""
    return tuple(_columns(model, (), ()))


def _columns(model: type, path: tuple[str, ...], outer: tuple[type, ...]) -> list[Column]:
    result: list[Column] = []
    for field in schema_of(model).fields:
        here = (*path, field.name)
        # A class that contains itself has no end, so it stays whole.
        if field.type.kind == "model" and field.type.cls not in (*outer, model):
            result += _columns(field.type.cls, here, (*outer, model))
        else:
            result.append(Column(".".join(here), here))
    return result


def _at(value: object, path: tuple[str, ...]) -> object:
    for name in path:
        value = getattr(value, name, None)
    return value


def _plain(value: object) -> object:
    if hasattr(value, "__dataclass_fields__"):
        return row_of(value)
    if isinstance(value, list):
        return [_plain(item) for item in cast("list[object]", value)]
    if isinstance(value, dict):
        return {key: _plain(item) for key, item in cast("dict[str, object]", value).items()}
    return str(value) if hasattr(value, "is_known") else value


@cache
def _list_of(response: type) -> tuple[str, type]:
    """Return the attribute of a response that holds the list, and the class of its items."""
    return next(
        (field.name, inner.type.item.cls)
        for field in schema_of(response).fields
        if field.type.kind == "model"
        for inner in schema_of(field.type.cls).fields
        if inner.name == "results" and inner.type.item
    )
