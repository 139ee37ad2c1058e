"""One page of a list: of the size and in the order that the request states, with links to its neighbours."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlencode

from .documents import Record
from .query import condition, sort_key, tag_condition

if TYPE_CHECKING:
    from .description import Schema
    from .routing import Call


MAX_PAGE_SIZE = 5000
_DEFAULT_PAGE_SIZE = 100


def page(rows: list[Record], call: Call, row: Schema) -> Record:
    """Return the page of a list that a call asks for.

    Arguments:
        rows: The whole list.
        call: The call, with `page`, `pageSize`, `orderBy` and `query` where its operation takes them.
        row: Schema of a record.

    Raises:
        ApiError: 400 where the query or the order cannot be used.
    """
    default_size = _DEFAULT_PAGE_SIZE if call.operation.is_paginated else MAX_PAGE_SIZE
    number, size = call.integer("page") or 1, call.integer("pageSize") or default_size
    if expression := call.query.get("query"):
        holds = condition(expression, row)
        rows = [record for record in rows if holds(record)]
    if expression := call.query.get("tags"):
        is_tagged = tag_condition(expression)
        rows = [record for record in rows if is_tagged(record)]
    if order := call.query.get("orderBy"):
        rows = sorted(rows, key=sort_key(order.removeprefix("-"), row), reverse=order.startswith("-"))
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
    kept = {name: call.query[name] for name in ("query", "orderBy", "tags") if name in call.query}
    return {"href": f"{call.path}?{urlencode({'page': number, 'pageSize': size, **kept})}"}
