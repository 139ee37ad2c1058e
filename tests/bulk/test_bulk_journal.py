"""What the journal has on the disk before a request leaves, what it keeps, and what it forgets."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from itertools import pairwise
from typing import TYPE_CHECKING, Any

import pytest

from codatsynccommerce import bulk
from codatsynccommerce._runtime.codec import codec
from codatsynccommerce._runtime.codec import json_text as jsontext
from codatsynccommerce.sandbox.http import HTTPResponse

if TYPE_CHECKING:
    from collections.abc import Callable

    from support.bulk_shop import Shop

    from codatsynccommerce.sandbox.http import HTTPRequest

_ABOUT_TO_SEND = "UPDATE records SET state = 'sending'"


def test_a_key_is_on_the_disk_before_its_request_leaves(shop: Shop, monkeypatch: pytest.MonkeyPatch) -> None:
    connect: Any = sqlite3.connect
    done: list[str] = []
    before: list[list[str]] = []

    def traced(*given: Any, **named: Any) -> sqlite3.Connection:
        database: sqlite3.Connection = connect(*given, **named)
        database.set_trace_callback(done.append)
        return database

    def gateway(incoming: HTTPRequest, behind: Callable[[], HTTPResponse]) -> HTTPResponse:
        if incoming.method == "POST":
            before.append([how for how, what in pairwise(list(done)) if what.startswith(_ABOUT_TO_SEND)])
        return behind()

    monkeypatch.setattr(sqlite3, "connect", traced)
    shop.put_between(gateway)
    shop.push(shop.customers(3), workers=1, wait=False)
    safely = "PRAGMA synchronous=FULL"
    assert before == [[safely], [safely] * 2, [safely] * 3]


def test_a_record_that_cannot_be_written_is_never_sent_and_stays_failed(shop: Shop) -> None:
    wrong: Any = shop.customer("Ada", email_address=object())
    first = shop.push([wrong])
    (row,) = first.rows()
    create = shop.client.accounting_customers.create_accounting_customer
    for again in (first.retry_failed(), bulk.retry_failed(create, journal=shop.journal)):
        assert list(again.rows()) == [row]
        assert again.failed == 1
    assert shop.sandbox.requests == ()


@pytest.mark.filterwarnings("ignore:.*does not name")
@pytest.mark.parametrize("status", ["Success", "success"])
def test_the_content_of_a_record_that_is_created_at_once_is_forgotten_at_once(shop: Shop, status: str) -> None:
    def gateway(incoming: HTTPRequest, behind: Callable[[], HTTPResponse]) -> HTTPResponse:
        answer = behind()
        if incoming.method != "POST":
            return answer
        body = codec.encode(Any, {**jsontext.parse(answer.body), "status": status}).encode()
        return HTTPResponse(answer.status, body, answer.headers)

    shop.put_between(gateway)
    assert shop.push([shop.customer("Ada Secret")], wait=False).succeeded == 1
    with closing(sqlite3.connect(shop.journal)) as database:
        assert database.execute("SELECT body FROM records").fetchall() == [(b"",)]
