"""One page of a list: the size that was asked for, in the order that was asked for, with links to its neighbours."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from .properties import sort_key
from .query import matches

if TYPE_CHECKING:
    from codatsynccommerce._runtime.codec.schema import FieldType

    from .routes import Call
    from .store import Record

LARGEST = 5000
_USUAL = 100


def page(rows: list[Record], call: Call, kind: FieldType) -> dict[str, Any]:
    """Make the page of a list that a call asks for.

    Arguments:
        rows: The whole list.
        call: What asks, with `page`, `pageSize`, `orderBy` and `query` where its operation takes them.
        kind: The kind of a row.

    Raises:
        Problem: 400 where one of them cannot be used.
    """
    number = call.whole("page") or 1
    size = call.whole("pageSize", LARGEST) or (_USUAL if call.operation.is_paginated else LARGEST)
    if expression := call.query.get("query"):
        fits = matches(expression, kind)
        rows = [row for row in rows if fits(row)]
    if order := call.query.get("orderBy"):
        rows = sorted(rows, key=sort_key(order.removeprefix("-"), kind), reverse=order.startswith("-"))
    start = (number - 1) * size
    links = {"self": {"href": call.path}, "current": _link(call, number, size)}
    if start + size < len(rows):
        links["next"] = _link(call, number + 1, size)
    if number > 1:
        links["previous"] = _link(call, number - 1, size)
    return {
        "results": rows[start : start + size],
        "pageNumber": number,
        "pageSize": size,
        "totalResults": len(rows),
        "_links": links,
    }


def _link(call: Call, number: int, size: int) -> dict[str, str]:
    kept = {name: call.query[name] for name in ("query", "orderBy") if name in call.query}
    return {"href": f"{call.path}?{urlencode({'page': number, 'pageSize': size, **kept})}"}
