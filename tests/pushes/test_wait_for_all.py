"""`wait_for_all` reads many operations through lists, and returns each as it ended."""

from __future__ import annotations

import re
import warnings
from typing import TYPE_CHECKING, Any

import pytest
from support.push_documents import COMPANY, KEY, ONCE, found, listed, operation, push_document
from support.recorder import Recorder, StubResponse, json_response

from codatsynccommerce import CodatSyncCommerce
from codatsynccommerce.models import errors, operations, shared
from codatsynccommerce.sandbox import Sandbox

if TYPE_CHECKING:
    from collections.abc import Iterator

    from conftest import Connect, StillTime

A, B, C = ((COMPANY, key) for key in "abc")


class Shop:
    """A sandbox, and a client of it whose time passes by pauses alone."""

    def __init__(self, sandbox: Sandbox, s: CodatSyncCommerce) -> None:
        self.sandbox, self.s = sandbox, s

    def create(self, *names: str) -> list[Any]:
        return [
            self.s.accounting_customers.create_accounting_customer(
                operations.CreateAccountingCustomerRequest(
                    self.sandbox.company_id,
                    self.sandbox.connection_id,
                    shared.AccountingCustomer(status=shared.CustomerStatus.ACTIVE, customer_name=name),
                )
            )
            for name in names
        ]

    @property
    def polls(self) -> list[str]:
        """Requests that read push operations, the key of one as `KEY`."""
        paths = [one.path.rpartition("/push")[2] for one in self.sandbox.requests if one.method == "GET"]
        return [re.sub(r"^/[0-9a-f-]{36}$", "KEY", path) or "LIST" for path in paths]


@pytest.fixture
def shop(time: StillTime) -> Iterator[Shop]:
    with Sandbox() as sandbox:
        security = shared.Security.from_api_key(sandbox.api_key)
        with CodatSyncCommerce(security, server_url=sandbox.url) as s:
            s._client.clock = time.clock
            yield Shop(sandbox, s)


def _statuses(done: list[shared.PushOperation]) -> list[str]:
    return [str(one.status) for one in done]


def test_many_pushes_cost_one_request_per_round(shop: Shop) -> None:
    created = shop.create("Ada", "Please reject", "Ben", "timeout", "Cy")
    done = shop.s.push_data.wait_for_all(reversed(created))
    assert _statuses(done) == ["Success", "TimedOut", "Success", "Failed", "Success"]
    assert [one.push_operation_key for one in reversed(done)] == [
        one.accounting_create_customer_response.push_operation_key for one in created
    ]
    assert shop.polls == ["LIST", "LIST"]


def test_150_pushes_cost_one_request_per_round(shop: Shop) -> None:
    done = shop.s.push_data.wait_for_all(shop.create(*map(str, range(150))))
    assert _statuses(done) == ["Success"] * 150
    assert shop.polls == ["LIST", "LIST"]


def test_each_company_is_asked_once_a_round(server: Recorder, connect: Connect) -> None:
    ours = [
        listed([push_document("Success", "a"), push_document("Pending", "b")]),
        listed([push_document("Success", "a"), push_document("Success", "b")]),
    ]
    theirs = listed(
        [push_document("Success", "x", companyId="other"), push_document("Success", "y", companyId="other")]
    )
    server.will(ours[0], theirs, json_response(push_document("Success", "b")))
    done = connect().push_data.wait_for_all([A, ("other", "x"), B, ("other", "y")])
    assert [one.push_operation_key for one in done] == ["a", "x", "b", "y"]
    assert [one.path for one in server.requests] == [
        f"/companies/{COMPANY}/push",
        "/companies/other/push",
        f"/companies/{COMPANY}/push/b",
    ]


def test_newest_rows_are_requested(server: Recorder, connect: Connect) -> None:
    keys = [(COMPANY, str(number)) for number in range(300)]
    server.will(listed(push_document("Success", str(number)) for number in range(300)))
    assert len(connect().push_data.wait_for_all(keys)) == 300
    assert server.only.query == "orderBy=-requestedOnUtc&page=1&pageSize=600"


def test_pushes_on_further_pages_are_found(server: Recorder, connect: Connect) -> None:
    next_page = {key: {"href": "/push"} for key in ("self", "current", "next")}
    halves = [[push_document("Success", str(number)) for number in range(start, start + 3000)] for start in (0, 3000)]
    server.will(listed(halves[0], _links=next_page), listed(halves[1], pageNumber=2))
    done = connect().push_data.wait_for_all([(COMPANY, str(number)) for number in range(6000)])
    assert _statuses(done) == ["Success"] * 6000
    assert [one.query.partition("&")[2] for one in server.requests] == ["page=1&pageSize=5000", "page=2&pageSize=5000"]


def test_last_push_is_read_by_its_key(server: Recorder, connect: Connect) -> None:
    server.will(
        listed([push_document("Success", "a"), push_document("Pending", "b")]),
        json_response(push_document("Success", "b")),
    )
    connect().push_data.wait_for_all([A, B])
    assert [one.path.rpartition("/")[2] for one in server.requests] == ["push", "b"]


def test_finished_push_is_not_polled(server: Recorder, connect: Connect) -> None:
    s = connect()
    done = s.push_data.wait_for_all([operation("Failed", "a"), operation("Success", "b")])
    assert _statuses(done) == ["Failed", "Success"]
    assert s.push_data.wait_for_all([]) == []
    assert server.requests == []


def test_same_push_twice_is_polled_once(server: Recorder, connect: Connect) -> None:
    server.will(json_response(push_document("Success", "a")))
    heard: list[str] = []
    done = connect().push_data.wait_for_all([A, A], on_update=lambda state: heard.append(state.push_operation_key))
    assert _statuses(done) == ["Success", "Success"]
    assert heard == ["a"]
    assert len(server.requests) == 1


@pytest.mark.parametrize("fault", [408, 429, 500, 503])
def test_a_fault_between_rounds_is_lived_through(server: Recorder, connect: Connect, fault: int) -> None:
    pending, ended = ([push_document(status, key) for key in "ab"] for status in ("Pending", "Success"))
    server.will(StubResponse(fault), listed(pending), StubResponse(fault), listed(ended))
    assert _statuses(connect(retry_config=ONCE).push_data.wait_for_all([A, B])) == ["Success", "Success"]


@pytest.mark.parametrize("results", [[], None])
def test_a_list_without_them_does_not_end_it(server: Recorder, connect: Connect, results: Any) -> None:
    one_by_one = [json_response(push_document("Success", "a")), json_response(push_document("Success", "b"))]
    server.will(listed([], results=results), *one_by_one)
    assert _statuses(connect().push_data.wait_for_all([A, B])) == ["Success", "Success"]


def test_on_update_hears_what_is_new(server: Recorder, connect: Connect) -> None:
    rounds = [("Pending", "Pending", "Pending"), ("Pending", "Success", "Pending"), ("Success", "Success", "Failed")]
    server.will(*(listed(push_document(status, key) for status, key in zip(one, "abc", strict=True)) for one in rounds))
    heard: list[str] = []
    connect().push_data.wait_for_all(
        [A, B, C], on_update=lambda state: heard.append(f"{state.push_operation_key} {state.status}")
    )
    assert heard == ["a Pending", "b Pending", "c Pending", "b Success", "a Success", "c Failed"]


def test_wait_timeout_keeps_all_states(server: Recorder, connect: Connect, time: StillTime) -> None:
    server.will(listed([push_document("Success", "a"), push_document("Pending", "b"), push_document("Pending", "c")]))
    with pytest.raises(errors.WaitTimeoutError, match="2 of 3 push operations not finished in time") as caught:
        connect().push_data.wait_for_all([A, B, C, A], timeout=30)
    assert _statuses(list(caught.value.operations)) == ["Success", "Pending", "Pending", "Success"]
    assert caught.value.operation == operation("Pending", "b")
    assert time.seconds <= 30


def test_warnings_are_shown_once_for_each_record(connect: Connect) -> None:
    several = [operation("Success", key, validation=found("phone: was cut", kind="warnings")) for key in "ab"]
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("default")
        connect().push_data.wait_for_all([*several, several[0]])
    assert [str(one.message) for one in caught] == [f"push of customers ({key}): phone: was cut" for key in "ab"]


def test_value_without_a_push_is_refused(server: Recorder, connect: Connect) -> None:
    given: Any = [A, None]
    with pytest.raises(errors.RequestError, match="no push operation"):
        connect().push_data.wait_for_all(given)
    assert server.requests == []


def test_every_create_response_holds_its_push(shop: Shop) -> None:
    ids = (shop.sandbox.company_id, shop.sandbox.connection_id)
    account = shop.s.accounting_accounts.create_accounting_account(
        operations.CreateAccountingAccountRequest(*ids, shared.AccountingAccount(name="Gift cards"))
    )
    entry = shop.s.accounting_journal_entries.create_accounting_journal_entry(
        operations.CreateAccountingJournalEntryRequest(*ids, shared.AccountingJournalEntry(posted_on="2023-09-01"))
    )
    assert KEY not in {one.push_operation_key for one in shop.s.push_data.wait_for_all([account, entry])}
