"""`wait_for_all` finds operations behind many newer ones, at no more requests than it takes."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Any

import pytest
from support.push_documents import COMPANY, listed, operation, push_document
from support.recorder import Recorder, json_response

if TYPE_CHECKING:
    from conftest import Connect

_MORE = {"_links": {key: {"href": "/push"} for key in ("self", "current", "next")}}


def _newer(start: int, count: int = 100, minute: int = 1) -> list[dict[str, Any]]:
    when = f"2023-09-01T10:{minute:02}:00Z"
    return [push_document("Pending", f"newer {number}", requestedOnUtc=when) for number in range(start, start + count)]


def _asked(server: Recorder) -> list[str]:
    """Return what was requested: the page and size of a list, or the key of one push."""
    return [
        one.query.removeprefix("orderBy=-requestedOnUtc&") if one.query else one.path.rpartition("/")[2]
        for one in server.requests
    ]


def _statuses(done: Any) -> list[str]:
    return [str(one.status) for one in done]


def test_old_pushes_are_found_on_further_pages(server: Recorder, connect: Connect) -> None:
    keys = [f"old {number}" for number in range(10)]
    server.will(
        *(listed(_newer(100 * number), **_MORE) for number in range(3)),
        listed([push_document("Pending", key) for key in keys]),
        listed([*_newer(0, 300), *(push_document("Success", key) for key in keys)]),
    )
    done = connect().push_data.wait_for_all([operation("Pending", key) for key in keys])
    assert _statuses(done) == ["Success"] * 10
    first = [f"page={number}&pageSize=100" for number in (1, 2, 3, 4)]
    assert _asked(server) == [*first, "page=1&pageSize=310"]


def test_polled_state_is_enough_to_find_them(server: Recorder, connect: Connect) -> None:
    server.will(
        listed(_newer(0), **_MORE),
        *(json_response(push_document("Pending", key)) for key in "ab"),
        listed(_newer(0), **_MORE),
        listed([push_document("Success", key) for key in "ab"]),
    )
    assert _statuses(connect().push_data.wait_for_all([(COMPANY, "a"), (COMPANY, "b")])) == ["Success"] * 2
    assert _asked(server) == ["page=1&pageSize=100", "a", "b", "page=1&pageSize=100", "page=2&pageSize=100"]


def test_list_is_read_back_to_the_oldest(server: Recorder, connect: Connect) -> None:
    older = [
        push_document("Success", f"older {number}", requestedOnUtc="2023-09-01T09:59:00Z") for number in range(100)
    ]
    server.will(
        listed(_newer(0), **_MORE),
        listed(older, **_MORE),
        *(json_response(push_document("Success", key)) for key in "ab"),
    )
    connect().push_data.wait_for_all([operation("Pending", key) for key in "ab"])
    assert _asked(server) == ["page=1&pageSize=100", "page=2&pageSize=100", "a", "b"]


def test_times_that_differ_a_little_hide_nothing(server: Recorder, connect: Connect) -> None:
    sooner = "2023-09-01T09:59:58.5Z"
    server.will(
        listed([*_newer(0, 99), push_document("Success", "c", requestedOnUtc=sooner)], **_MORE),
        listed([push_document("Success", key, requestedOnUtc=sooner) for key in "ab"]),
    )
    connect().push_data.wait_for_all([operation("Pending", key) for key in "ab"])
    assert len(server.requests) == 2


def test_times_without_zone_are_utc(server: Recorder, connect: Connect, monkeypatch: pytest.MonkeyPatch) -> None:
    given = [operation("Pending", key, requestedOnUtc="2023-09-01T10:00:00") for key in "ab"]
    server.will(listed(_newer(0), **_MORE), listed(push_document("Success", key) for key in "ab"))
    with monkeypatch.context() as patch:
        patch.setenv("TZ", "UTC+9")
        time.tzset()
        connect().push_data.wait_for_all(given)
    time.tzset()
    assert len(server.requests) == 2


@pytest.mark.parametrize("when", [None, "yesterday", 5])
def test_pushes_without_time_are_read_by_key(server: Recorder, connect: Connect, when: Any) -> None:
    given = [operation("Pending", key, requestedOnUtc=when) for key in "ab"]
    server.will(listed(_newer(0), **_MORE), *(json_response(push_document("Success", key)) for key in "ab"))
    connect().push_data.wait_for_all(given)
    assert _asked(server) == ["page=1&pageSize=100", "a", "b"]


def test_lists_cost_no_more_than_single_reads(server: Recorder, connect: Connect) -> None:
    pages = [listed(_newer(100 * number), **_MORE) for number in range(3)]
    server.will(*pages, *(json_response(push_document("Success", key)) for key in "abc"))
    connect().push_data.wait_for_all([operation("Pending", key) for key in "abc"])
    assert _asked(server)[2:] == ["page=3&pageSize=100", "a", "b", "c"]


def test_list_in_circles_is_given_up(server: Recorder, connect: Connect) -> None:
    circle = [listed(_newer(0), pageNumber=1, **_MORE)] * 2
    server.will(*circle, *(json_response(push_document("Success", key)) for key in "abc"))
    done = connect().push_data.wait_for_all([operation("Pending", key) for key in "abc"])
    assert _statuses(done) == ["Success"] * 3
