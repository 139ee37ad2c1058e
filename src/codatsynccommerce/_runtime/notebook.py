"""Models and responses as short HTML tables for notebooks. Nothing here sends a request, and all text is escaped.

A record is a table of its fields; a list is a table of its records. Empty fields are left out, long text is shortened.
"""

from __future__ import annotations

from decimal import Decimal
from html import escape
from typing import cast

from .codec.schema import schema_of

_RECORDS, _FIELDS, _COLUMNS, _DEPTH = 10, 30, 20, 2
_IN_A_CELL, _TEXT, _CELL_TEXT = 3, 120, 40
# The class is repeated to be more specific than the rules of Jupyter, which align all text to the right.
_STYLE = (
    "<style>.codat.codat{overflow-x:auto}.codat.codat p{margin:2px 0}.codat.codat .more{opacity:.65}"
    ".codat.codat table{border-collapse:collapse;margin:2px 0}"
    ".codat.codat th,.codat.codat td{text-align:left;vertical-align:top}.codat.codat .many td{white-space:nowrap}"
    ".codat.codat .many td.number{text-align:right;font-variant-numeric:tabular-nums}</style>"
)
_EMPTY = "<p class=more>empty</p>"

Pairs = list[tuple[str, object]]


def model_html(model: object) -> str:
    """Return a model as HTML."""
    return _whole(_title(model), model)


def response_html(response: object, common_fields: frozenset[str]) -> str:
    """Show the payload of a response, and none of the fields that all responses have, such as its headers."""
    payloads = [pair for pair in _pairs(response) if pair[0] not in common_fields]
    # If the API may send a list, the list follows its first record.
    payload = payloads[-1][1] if payloads else None
    status = getattr(response, "status_code", None)
    title = f"<b>{type(response).__name__}</b> · status {_text(status, _CELL_TEXT)}"
    return _whole(title if payload is None else f"{title} · {_title(payload)}", payload)


def named_html(title: str, values: dict[str, object]) -> str:
    """Return named values under a title as HTML."""
    return _whole(f"<b>{escape(title)}</b>", values)


def _whole(title: str, value: object) -> str:
    return f"<div class=codat>{_STYLE}<p>{title}</p>{_value(value, 0)}</div>"


def _title(value: object) -> str:
    words = [f"<b>{escape(type(value).__name__)}</b>"] if _is_model(value) else []
    if hasattr(value, "results"):
        number, total = getattr(value, "page_number", None), getattr(value, "total_results", None)
        words += [f"page {number}"] if isinstance(number, int) else []
        words += [f"{len(_items(value)):,}" + (f" of {total:,}" if isinstance(total, int) else "")]
    return " · ".join(words)


def _value(value: object, depth: int) -> str:
    if hasattr(value, "results"):
        value = _items(value)
    if isinstance(value, list):
        named = [("", one) for one in cast("list[object]", value)]
        if depth <= _DEPTH and any(_is_model(one) for _, one in named):
            return _records(named, _RECORDS)
    elif _holds(value) and depth <= _DEPTH:
        pairs = _pairs(value)
        if not _is_model(value) and any(_is_model(one) for _, one in pairs):
            return _records(pairs, _FIELDS)
        if depth == 0 or len(pairs) > _IN_A_CELL or any(_holds(one) for _, one in pairs):
            return _fields(pairs, depth)
    shown = cast("object", value)
    return _EMPTY if _is_empty(shown) else escape(_brief(shown, _TEXT))


def _items(page: object) -> list[object]:
    return cast("list[object]", getattr(page, "results", None) or [])


def _fields(pairs: Pairs, depth: int) -> str:
    """Return one record: a row for each of its fields."""
    rows = [f"<tr><th>{_text(name, _TEXT)}</th><td>{_value(one, depth + 1)}</td></tr>" for name, one in pairs]
    return f"<table>{''.join(rows[:_FIELDS])}</table>{_more(len(rows) - _FIELDS)}" if rows else _EMPTY


def _records(named: Pairs, most: int) -> str:
    """Return many records: a row for each, a column for each field that any of them has."""
    shown = [(name, dict(_pairs(one))) for name, one in named[:most]]
    names = list(dict.fromkeys(name for _, one in shown for name in one))
    is_named, left = any(name for name, _ in named), len(names) - _COLUMNS
    heads = [*([""] if is_named else []), *names[:_COLUMNS], *(["…"] if left > 0 else [])]
    rows = ["".join(f"<th>{_text(name, _CELL_TEXT)}</th>" for name in heads)]
    for name, one in shown:
        first = f"<th>{_text(name, _CELL_TEXT)}</th>" if is_named else ""
        more = f"<td class=more>{left} more</td>" if left > 0 else ""
        rows.append(first + "".join(_cell(one.get(key)) for key in names[:_COLUMNS]) + more)
    lines = "".join(f"<tr>{row}</tr>" for row in rows)
    return f"<table class=many>{lines}</table>{_more(len(named) - most)}"


def _cell(value: object) -> str:
    number = isinstance(value, (int, float, Decimal)) and not isinstance(value, bool)
    return f"{'<td class=number>' if number else '<td>'}{escape(_brief(value, _CELL_TEXT))}</td>"


def _more(left: int) -> str:
    return f"<p class=more>… and {left:,} more</p>" if left > 0 else ""


def _brief(value: object, most: int) -> str:
    """Return a value in a few words."""
    if isinstance(value, list):
        some = [one for one in cast("list[object]", value) if one is not None]
        if any(map(_holds, some)):
            return _counted(len(some), "item")
        words = ", ".join(str(one) for one in some[:_IN_A_CELL])
        return _cut(words, most) + (f", {len(some) - _IN_A_CELL:,} more" if len(some) > _IN_A_CELL else "")
    if _holds(value):
        pairs = _pairs(value)
        words = ", ".join(f"{name}: {one}" for name, one in pairs if not _holds(one))
        return _cut(words, most) or _counted(len(pairs), "field")
    return "" if value is None else _cut(str(value), most)


def _counted(count: int, word: str) -> str:
    return f"{count:,} {word}{'' if count == 1 else 's'}"


def _pairs(value: object) -> Pairs:
    """Return the names and values in a record or map, empty ones left out."""
    if isinstance(value, dict):
        found = list(cast("dict[str, object]", value).items())
    elif _is_model(value):
        cls: type = type(value)
        found = [(slot.name, getattr(value, slot.name)) for slot in schema_of(cls).fields]
        found.append(("extra", getattr(value, "extra", None)))
    else:
        found = [("", value)]
    return [(str(name), one) for name, one in found if not _is_empty(one)]


def _is_empty(value: object) -> bool:
    if _is_model(value):
        return not _pairs(value)
    return value is None or (isinstance(value, (str, list, dict)) and not value)


def _is_model(value: object) -> bool:
    return hasattr(value, "__dataclass_fields__")


def _holds(value: object) -> bool:
    """Return whether a value is more than a scalar."""
    return _is_model(value) or isinstance(value, (list, dict))


def _text(value: object, most: int) -> str:
    return escape(_cut(str(value), most))


def _cut(text: str, most: int) -> str:
    return text if len(text) <= most else text[: most - 1] + "…"
