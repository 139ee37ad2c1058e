"""The push history can prove that an operation is absent only if its pages show every operation."""

from __future__ import annotations

from typing import Any

import pytest
from support.api_key import KEY
from support.list_server import COMPANY, ListServer

from codatsynccommerce import CodatSyncCommerce
from codatsynccommerce._pushes.history import IncompleteHistoryError, pushes_since
from codatsynccommerce.models import shared

Page = tuple[str, int]
"""Keys of the operations on a page, one letter each, and the total count that it states."""
LATER = 1_700_000_000.0
"""After every operation."""


def _read(pages: list[Page], since: float | None = None) -> str:
    def give(query: dict[str, str]) -> dict[str, Any]:
        number = int(query["page"])
        keys, total = pages[number - 1] if number <= len(pages) else ("", pages[-1][1])
        rows = [
            {
                "pushOperationKey": key,
                "companyId": COMPANY,
                "requestedOnUtc": "2023-01-01T00:00:00Z",
                "status": "Success",
            }
            for key in keys
        ]
        return {"results": rows, "pageNumber": number, "pageSize": 500, "totalResults": total}

    server = ListServer(give)
    try:
        with CodatSyncCommerce(shared.Security.from_api_key(KEY), server_url=server.url) as s:
            return "".join(push.push_operation_key for push in pushes_since(s._client, COMPANY, since))
    finally:
        server.stop()


@pytest.mark.parametrize(
    ("pages", "keys"),
    [([("ab", 4), ("cd", 4)], "abcd"), ([("ab", 3), ("bc", 4)], "abbc"), ([("ab", 4), ("c", 3)], "abc")],
    ids=["still", "growing", "shrinking"],
)
def test_whole_history(pages: list[Page], keys: str) -> None:
    assert _read(pages) == keys


_OLD = "".join(map(chr, range(ord("A"), ord("A") + 30)))


@pytest.mark.parametrize(
    ("pages", "since"),
    [
        ([("ab", 4), ("bd", 4)], None),
        ([("ab", 3), ("ba", 4)], None),
        ([(_OLD, 99), (_OLD[:1] + "stuvwxyz" * 3, 99)], LATER),
    ],
    ids=["still", "growing", "old"],
)
def test_repeated_operation_may_hide_another(pages: list[Page], since: float | None) -> None:
    with pytest.raises(IncompleteHistoryError, match="may lack as many others"):
        _read(pages, since)


def test_fewer_operations_than_counted() -> None:
    with pytest.raises(IncompleteHistoryError, match="returned 2 of 3 operations"):
        _read([("ab", 3)])
