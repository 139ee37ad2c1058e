"""A journal in PostgreSQL: filled, worked on by any number of workers, and never sending a record twice."""

from __future__ import annotations

import json
import sys
from contextlib import closing
from threading import Thread
from typing import TYPE_CHECKING, Any

import psycopg
import pytest
from support.waiting import wait_until

from codatsynccommerce import CodatSyncCommerce, bulk
from codatsynccommerce.bulk.postgres import schema, tables, worker
from codatsynccommerce.bulk.postgres.database import Database
from codatsynccommerce.models import errors, operations, shared
from codatsynccommerce.sandbox import Sandbox
from codatsynccommerce.sandbox.http import HTTPResponse

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from support.bulk_shop import Shop

    from codatsynccommerce.sandbox.http import HTTPRequest

pytestmark = pytest.mark.postgres


@pytest.fixture(autouse=True)
def _short_pauses(monkeypatch: pytest.MonkeyPatch) -> None:
    """The clock of the database is real."""
    monkeypatch.setattr(worker, "FIRST_PAUSE", 0.05)


def fill(shop: Shop, database: str, requests: Any, name: str = "one") -> int:
    return bulk.fill(shop.client.accounting_customers.create_accounting_customer, requests, journal=database, name=name)


def test_filled_journal_is_worked_off(shop: Shop, database: str) -> None:
    assert fill(shop, database, shop.customers(23)) == 23
    before = bulk.status(database, "one")
    assert (before.counts["not sent"], before.workers) == (23, ())
    report = bulk.work(shop.client, journal=database, name="one", max_per_minute=None)
    assert (report.succeeded, report.stopped) == (23, None)
    assert sorted(shop.names) == sorted(f"Customer {number}" for number in range(23))
    created = {one.idempotency_key: one.record["customerName"] for one in shop.sandbox.ledger}
    assert [created[row.idempotency_key] for row in report.rows()] == [f"Customer {number}" for number in range(23)]
    assert bulk.work(shop.client, journal=database, name="one").succeeded == 23
    assert len(shop.names) == 23


def test_same_input_is_filled_once(shop: Shop, database: str) -> None:
    assert fill(shop, database, shop.customers(5)) == 5
    assert fill(shop, database, shop.customers(5)) == 5
    assert fill(shop, database, shop.customers(8)) == 8
    assert bulk.read_report(database, name="one").not_sent == 8


def test_other_input_is_refused_unchanged(shop: Shop, database: str) -> None:
    fill(shop, database, shop.customers(5))
    other = [*shop.customers(4), shop.customer("Another"), shop.customer("More")]
    with pytest.raises(bulk.JournalError, match="the record at index 4 of the input is not the one"):
        fill(shop, database, other)
    with pytest.raises(bulk.JournalError, match="the input ends after 2 records, and the journal holds 3 more"):
        fill(shop, database, shop.customers(2))
    report = bulk.work(shop.client, journal=database, max_per_minute=None)
    assert (report.succeeded, sorted(shop.names)) == (5, [f"Customer {number}" for number in range(5)])


def test_id_that_no_text_can_hold_fails_alone(shop: Shop, database: str) -> None:
    odd = shop.customer("Eve")
    odd.company_id = "a\0b"
    assert fill(shop, database, [shop.customer("Ada"), odd]) == 2
    assert fill(shop, database, [shop.customer("Ada"), odd]) == 2
    report = bulk.work(shop.client, journal=database, max_per_minute=None)
    (failed,) = report.rows("failed")
    assert (report.succeeded, failed.error) == (1, "the id of a company or connection holds a NUL character")
    assert (report.retry_failed().failed, shop.names) == (1, ["Ada"])


def test_interrupted_fill_is_continued(shop: Shop, database: str) -> None:
    def torn() -> Iterator[Any]:
        yield from shop.customers(1500)
        message = "the file is torn"
        raise OSError(message)

    with pytest.raises(OSError, match="the file is torn"):
        fill(shop, database, torn())
    assert bulk.read_report(database, name="one").unread is None
    assert fill(shop, database, shop.customers(1600)) == 1600
    assert bulk.read_report(database, name="one").not_sent == 1600
    # It was read to its end before.
    with pytest.raises(OSError, match="the file is torn"):
        fill(shop, database, torn())
    assert bulk.read_report(database, name="one").unread is None


def test_several_operations_share_a_journal(shop: Shop, database: str) -> None:
    fill(shop, database, shop.customers(3))
    account = shared.AccountingAccount(nominal_code="1", name="Sales", type=shared.AccountType.INCOME)
    request = operations.CreateAccountingAccountRequest(shop.sandbox.company_id, shop.sandbox.connection_id, account)
    create = shop.client.accounting_accounts.create_accounting_account
    assert bulk.fill(create, [request], journal=database, name="one") == 1
    report = bulk.work(shop.client, journal=database, name="one", max_per_minute=None)
    assert report.succeeded == 4
    assert [(row.index, row.operation) for row in report.rows()] == [
        (0, "create-accounting-customer"),
        (1, "create-accounting-customer"),
        (2, "create-accounting-customer"),
        (0, "create-accounting-account"),
    ]


def test_workers_share_a_journal(shop: Shop, database: str) -> None:
    fill(shop, database, shop.customers(200))
    clients = [shop.connect(lambda: shared.Security.from_api_key(shop.sandbox.api_key)) for _ in range(4)]
    reports: list[bulk.Report] = []

    def run(client: Any) -> None:
        reports.append(bulk.work(client, journal=database, name="one", workers=3, max_per_minute=None))

    threads = [Thread(target=run, args=(client,)) for client in clients]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert [report.succeeded for report in reports] == [200] * 4
    assert sorted(shop.names) == sorted(f"Customer {number}" for number in range(200))
    assert len(shop.keys) == 200


def key_of(sandbox: Sandbox) -> shared.Security:
    return shared.Security.from_api_key(sandbox.api_key)


def lease_ends(database: str) -> None:
    """Let every lease end, as if its time were over."""
    with psycopg.connect(database) as connection:
        connection.execute("UPDATE codatsynccommerce.records SET due_at = clock_timestamp() WHERE holder IS NOT NULL")
        connection.execute("UPDATE codatsynccommerce.queues SET work_at = clock_timestamp()")


def test_worker_whose_lease_was_taken_settles_nothing(shop: Shop, database: str) -> None:
    """Its request is on its way when its lease ends; another worker asks under the same key and goes first."""
    fill(shop, database, [shop.customer("Ada")])
    other = shop.connect(lambda: shared.Security.from_api_key(shop.sandbox.api_key))
    reports: list[bulk.Report] = []
    first = iter([True])

    def gateway(request: HTTPRequest, behind: Callable[[], HTTPResponse]) -> HTTPResponse:
        response = behind()
        if request.method == "POST" and next(first, False):
            lease_ends(database)
            reports.append(bulk.work(other, journal=database, max_per_minute=None))
            with psycopg.connect(database) as connection:
                connection.execute("UPDATE codatsynccommerce.records SET warnings = 'of the other worker'")
        return response

    shop.gateway.put(gateway)
    report = bulk.work(shop.client, journal=database, workers=1, max_per_minute=None)
    (row,) = report.rows()
    assert (reports[0].succeeded, row.status, row.warnings) == (1, "succeeded", "of the other worker")
    assert (shop.names, len(set(shop.keys))) == (["Ada"], 1)


def test_worker_whose_lease_was_taken_sends_nothing_more(shop: Shop, database: str) -> None:
    """Its first attempt was lost. By its second one, another worker has the record."""
    fill(shop, database, [shop.customer("Ada")])
    first = iter([True])

    def gateway(request: HTTPRequest, behind: Callable[[], HTTPResponse]) -> HTTPResponse:
        if request.method == "POST" and next(first, False):
            with psycopg.connect(database) as connection:
                connection.execute("UPDATE codatsynccommerce.records SET fence = fence + 1, holder = 0")
            lease_ends(database)
            return behind().delivered("closed")
        return behind()

    shop.gateway.put(gateway)
    report = bulk.work(shop.client, journal=database, workers=1, max_per_minute=None)
    assert (report.succeeded, shop.names, len(set(shop.keys))) == (1, ["Ada"], 1)
    with psycopg.connect(database) as connection:
        (fence,) = connection.execute("SELECT fence FROM codatsynccommerce.records").fetchone() or (0,)
    # The lease of the first worker, that of the other one, and the one under which the record was asked for again.
    assert fence == 3


@pytest.mark.parametrize(
    "change",
    [
        b"UPDATE codatsynccommerce.records SET fence = fence + 1",
        b"UPDATE codatsynccommerce.records SET holder = 0",
    ],
    ids=["fence", "holder"],
)
def test_response_under_an_earlier_lease_counts_for_nothing(shop: Shop, database: str, change: bytes) -> None:
    """It arrives while another worker has the record and has no response yet, so that the record is still SENDING."""
    fill(shop, database, [shop.customer("Ada")])
    first = iter([True])

    def gateway(request: HTTPRequest, behind: Callable[[], HTTPResponse]) -> HTTPResponse:
        response = behind()
        if request.method == "POST" and next(first, False):
            with psycopg.connect(database) as connection:
                connection.execute(change)
            lease_ends(database)
        return response

    shop.gateway.put(gateway)
    report = bulk.work(shop.client, journal=database, workers=1, max_per_minute=None)
    assert (report.succeeded, shop.names, len(shop.keys), len(set(shop.keys))) == (1, ["Ada"], 2, 1)


def test_concurrent_fills_write_each_record_once(shop: Shop, database: str) -> None:
    counts: list[int] = []
    threads = [Thread(target=lambda: counts.append(fill(shop, database, shop.customers(2500)))) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert counts == [2500] * 3
    assert bulk.read_report(database, name="one").not_sent == 2500


def test_records_filled_while_workers_run_are_sent(shop: Shop, database: str) -> None:
    fill(shop, database, shop.customers(5))
    more = iter([8])

    def gateway(request: HTTPRequest, behind: Callable[[], HTTPResponse]) -> HTTPResponse:
        if request.method == "POST" and (count := next(more, None)):
            fill(shop, database, shop.customers(count))
        return behind()

    shop.gateway.put(gateway)
    assert bulk.work(shop.client, journal=database, max_per_minute=None).succeeded == 8


def test_worker_takes_journals_of_its_server_only(shop: Shop, database: str) -> None:
    fill(shop, database, shop.customers(2), "one")
    fill(shop, database, [shop.customer("Eve")], "two")
    with (
        Sandbox() as elsewhere,
        CodatSyncCommerce(shared.Security.from_api_key(elsewhere.api_key), server_url=elsewhere.url) as client,
    ):
        assert bulk.work(client, journal=database, max_per_minute=None).not_sent == 3
        with pytest.raises(bulk.JournalError, match="was made for the server http://127"):
            bulk.work(client, journal=database, name="one")
        assert elsewhere.requests == ()
    assert bulk.work(shop.client, journal=database, name="two", max_per_minute=None).succeeded == 1
    assert bulk.work(shop.client, journal=database, max_per_minute=None).succeeded == 3


def test_reserve_is_kept_by_all_workers(database: str) -> None:
    """With the clock of the API that the quota is renewed by."""
    with (
        Sandbox() as sandbox,
        CodatSyncCommerce(shared.Security.from_api_key(sandbox.api_key), server_url=sandbox.url) as client,
    ):
        customer = shared.AccountingCustomer(shared.CustomerStatus.ACTIVE, customer_name="Ada")
        request = operations.CreateAccountingCustomerRequest(sandbox.company_id, sandbox.connection_id, customer)
        create = client.accounting_customers.create_accounting_customer
        bulk.fill(create, [request] * 100, journal=database, name="one")
        clients = [client, *(CodatSyncCommerce(key_of(sandbox), server_url=sandbox.url) for _ in "ab")]
        client.push_data.list_operations(company_id=sandbox.company_id)
        keep = (client.rate_limit.remaining or 0) - 30
        reports: list[bulk.Report] = []

        def run(one: CodatSyncCommerce) -> None:
            reports.append(bulk.work(one, journal=database, max_per_minute=None, keep=keep))

        threads = [Thread(target=run, args=(one,)) for one in clients]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert 10 <= len(sandbox.requests) <= 31
        assert all("requests of the daily quota are left" in str(report.stopped) for report in reports)
        assert bulk.work(client, journal=database, max_per_minute=None).succeeded == 100


def test_refused_account_stops_all_workers(shop: Shop, database: str) -> None:
    fill(shop, database, shop.customers(30))
    shop.fail_creates(402)
    report = bulk.work(shop.client, journal=database, workers=1, max_per_minute=None)
    assert str(report.stopped).startswith("402")
    assert (report.not_sent, len(shop.keys)) == (30, 1)
    assert bulk.work(shop.client, journal=database, max_per_minute=None).succeeded == 30


def test_worker_that_meets_a_long_pause_ends(shop: Shop, database: str) -> None:
    fill(shop, database, shop.customers(3))
    shop.fail_creates(429, retry_after=7200)
    assert str(bulk.work(shop.client, journal=database, workers=1, max_per_minute=None).stopped).startswith("429")
    sent = len(shop.keys)
    assert bulk.status(database).paused_until is not None
    report = bulk.work(shop.client, journal=database, max_per_minute=None)
    assert (str(report.stopped)[:3], report.not_sent, len(shop.keys)) == ("429", 3, sent)
    assert report.error is not None
    assert 7000 < (report.error.retry_after or 0.0) <= 7200


def test_status_tells_what_workers_do(shop: Shop, database: str) -> None:
    fill(shop, database, shop.customers(20))
    statuses: list[bulk.Status] = []
    first = iter([True])

    def gateway(request: HTTPRequest, behind: Callable[[], HTTPResponse]) -> HTTPResponse:
        if request.method == "POST" and next(first, False):
            statuses.append(bulk.status(database, "one"))
        return behind()

    shop.gateway.put(gateway)
    bulk.work(shop.client, journal=database, workers=3, egress="office", max_per_minute=None)
    (during,) = statuses
    (one,) = during.workers
    assert (during.journals, one.workers, one.egress, one.leases) == (("one",), 3, "office", during.leases)
    assert 1 <= during.leases <= 10
    assert (sum(during.counts.values()), during.counts["unknown"]) == (20, during.leases)
    shown = during.to_dict()
    assert json.loads(json.dumps(shown))["workers"][0]["started_at"] == one.started_at.isoformat()
    assert "1 worker" in repr(during)
    assert bulk.status(database).workers == ()


def test_status_tells_the_limits_of_each_server(shop: Shop, database: str) -> None:
    fill(shop, database, shop.customers(2), "here")
    with CodatSyncCommerce(key_of(shop.sandbox), server_url="http://127.0.0.1:9") as elsewhere:
        create = elsewhere.accounting_customers.create_accounting_customer
        bulk.fill(create, shop.customers(1), journal=database, name="elsewhere")
    with psycopg.connect(database) as connection:
        connection.execute(
            """UPDATE codatsynccommerce.servers SET quota_left = id * 10, stop_reason = CASE WHEN id = 2 THEN '402' END,
            pause_reason = '429 of ' || id, paused_until = clock_timestamp() + id * interval '1 hour'"""
        )
        rows = connection.execute("SELECT address, paused_until FROM codatsynccommerce.servers ORDER BY id").fetchall()
    (here, pause), (there, longest) = rows
    status = bulk.status(database)
    assert {one.address: one.paused_until for one in status.servers} == {here: pause, there: longest}
    assert [(one.quota_left, one.stop_reason) for one in status.servers if one.address == there] == [(20, "402")]
    assert (status.paused_until, status.pause_reason, status.stop_reason) == (longest, "429 of 2", "402")
    assert (status.quota_left, len(status.journals)) == (10, 2)
    assert f"{there}: paused until {longest:%H:%M:%S}, stopped: 402, quota 20" in repr(status)
    shown = json.loads(json.dumps(status.to_dict()))["servers"]
    assert sorted(one["paused_until"] for one in shown) == [pause.isoformat(), longest.isoformat()]
    only = bulk.status(database, "here")
    assert [one.address for one in only.servers] == [here]
    assert f"0 leased, paused until {pause:%H:%M:%S}, quota 10>" in repr(only)
    assert (only.paused_until, only.quota_left, only.stop_reason) == (pause, 10, None)


def test_failed_records_are_retried(shop: Shop, database: str) -> None:
    shop.fail_creates(400, times=3)
    create = shop.client.accounting_customers.create_accounting_customer
    report = bulk.push(create, shop.customers(5), journal=database, name="one", workers=1)
    assert (report.succeeded, report.failed) == (2, 3)
    assert report.retry_failed().succeeded == 5
    shop.fail_creates(400)
    report = bulk.push(create, [*shop.customers(5), shop.customer("Eve")], journal=database, name="one")
    assert (report.succeeded, report.failed) == (5, 1)
    assert bulk.retry_failed(create, journal=database, name="one").succeeded == 6
    with pytest.raises(errors.RequestError, match="name must be"):
        bulk.retry_failed(create, journal=database)


ONE_FAILED_AND_ONE_LOST = """UPDATE codatsynccommerce.records SET state = 'failed' WHERE position = 0;
    UPDATE codatsynccommerce.records SET state = 'sending' WHERE position = 1;
    UPDATE codatsynccommerce.records SET operation = NULL WHERE position < 2;
    DELETE FROM codatsynccommerce.operations WHERE position < 2; SELECT codatsynccommerce.wake('{1}', '{1}')"""
"""Of three records. The third one is pending."""


def fail_and_lose(shop: Shop, database: str) -> None:
    requests = [*shop.customers(2), shop.customer("please reject me")]
    shop.push(requests, journal=database, name="one", wait=False)
    with psycopg.connect(database) as connection:
        connection.execute(ONE_FAILED_AND_ONE_LOST)


def test_retry_sends_no_record_that_fails_only_now(shop: Shop, database: str) -> None:
    """It asks for what is unknown and then sends what has failed, before it follows what is pending."""
    fail_and_lose(shop, database)
    create = shop.client.accounting_customers.create_accounting_customer
    report = bulk.retry_failed(create, journal=database, name="one")
    assert [row.status for row in report.rows()] == ["succeeded", "succeeded", "failed"]
    assert shop.names.count("please reject me") == 1


def test_retry_of_an_endless_worker_sends_what_failed(shop: Shop, database: str) -> None:
    fail_and_lose(shop, database)
    refused = iter([True, False, True])

    def gateway(request: HTTPRequest, behind: Callable[[], HTTPResponse]) -> HTTPResponse:
        return HTTPResponse(401, b"{}") if request.method == "POST" and next(refused) else behind()

    shop.gateway.put(gateway)
    reports = [bulk.work(shop.client, journal=database, name="one", until="stopped")]
    assert next(reports[0].rows()).status == "failed"
    thread = Thread(target=lambda: reports.append(reports[0].retry_failed()), daemon=True)
    thread.start()
    wait_until(lambda: len(reports) == 2)
    thread.join()
    assert next(reports[1].rows()).status == "unknown"


def test_records_of_several_operations_are_resolved(shop: Shop, database: str) -> None:
    timeout = shared.AccountingAccount(name="timeout", nominal_code="1", type=shared.AccountType.INCOME)
    request = operations.CreateAccountingAccountRequest(shop.sandbox.company_id, shop.sandbox.connection_id, timeout)
    fill(shop, database, [shop.customer("timeout")])
    bulk.fill(shop.client.accounting_accounts.create_accounting_account, [request], journal=database, name="one")
    report = bulk.work(shop.client, journal=database, name="one", max_per_minute=None)
    assert report.unknown == 2
    with pytest.raises(errors.RequestError, match="there are 2 records 0 in this journal: pass the operation"):
        report.resolve(0, created=True)
    report.resolve(0, created=True, operation="create-accounting-account")
    unknown = shop.journal.with_name("unknown.csv")
    assert report.unknown_to_csv(unknown) == 1
    unknown.write_text(unknown.read_text("utf-8-sig").replace("0,,,", "0,,yes,", 1))
    assert report.resolve_from_csv(unknown) == 1
    assert (report.succeeded, report.unknown) == (2, 0)


@pytest.mark.parametrize(
    "url",
    [
        "postgresql://u:hunter2@127.0.0.1:1/db",
        "postgres://u:hunter2@[::1]:1/db?password=hunter2",
        "postgresql://u:hunter2@",
    ],
)
def test_unreachable_database_is_named_without_secrets(shop: Shop, url: str) -> None:
    with pytest.raises(bulk.JournalError, match=r"the database postgres(ql)?://.* cannot be reached") as caught:
        bulk.read_report(url)
    assert "hunter2" not in f"{caught.value!r} {caught.value} {caught.value.__cause__} {shop.where}"
    report = bulk.Report(url, name="one")
    assert "hunter2" not in f"{report!r} {report.journal}"


def test_unusable_arguments_are_refused(shop: Shop, database: str) -> None:
    work: Any = bulk.work
    fill_any: Any = bulk.fill
    create = shop.client.accounting_customers.create_accounting_customer
    for name in ("", "x" * 201, "a\0b", 7, None):
        with pytest.raises(errors.RequestError, match=r"^name must be"):
            fill_any(create, [], journal=database, name=name)
    for option, value in (("until", "done"), ("egress", ""), ("workers", 11), ("max_per_minute", 0), ("keep", -1)):
        with pytest.raises(errors.RequestError, match=f"^{option} must be"):
            work(shop.client, journal=database, **{option: value})
    with pytest.raises(errors.RequestError, match="must be a CodatSyncCommerce"):
        work(create, journal=database)
    for wrong in ("postgresql+psycopg://u:hunter2@h/d", "POSTGRES:u:hunter2"):
        with pytest.raises(errors.RequestError, match="must begin with postgresql:") as caught:
            bulk.work(shop.client, journal=wrong)
        assert "hunter2" not in str(caught.value)
    with pytest.raises(errors.RequestError, match="must be the URL of a PostgreSQL database"):
        bulk.status("journal.sqlite")
    with pytest.raises(errors.RequestError, match="one in a file has none"):
        shop.push([], name="one")
    with pytest.raises(bulk.JournalError, match="there are no journals in the database"):
        bulk.work(shop.client, journal=database)
    fill(shop, database, [])
    with pytest.raises(bulk.JournalError, match="there is no journal two in the database"):
        bulk.work(shop.client, journal=database, name="two")


def test_missing_extra_says_what_to_install(shop: Shop, database: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "psycopg", None)
    with pytest.raises(errors.RequestError, match=r"pip install 'codatsynccommerce\[postgres\]'"):
        bulk.work(shop.client, journal=database)


def test_schema_of_an_earlier_release_is_upgraded(shop: Shop, database: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Workers that start together upgrade it once, and what it holds stays."""
    fill(shop, database, shop.customers(3))
    step = "ALTER TABLE codatsynccommerce.records ADD COLUMN added int NOT NULL DEFAULT 7"
    monkeypatch.setattr(schema, "STEPS", (*tables.STEPS, step))
    monkeypatch.setattr(schema, "VERSION", tables.VERSION + 1)
    threads = [Thread(target=bulk.read_report, args=(database,)) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    with psycopg.connect(database) as connection:
        rows = connection.execute("SELECT added, version FROM codatsynccommerce.records, codatsynccommerce.version")
        assert rows.fetchall() == [(7, tables.VERSION + 1)] * 3
    assert bulk.work(shop.client, journal=database, max_per_minute=None).succeeded == 3


def test_report_tells_lines_of_the_file(shop: Shop, database: str) -> None:
    path = shop.journal.with_name("customers.csv")
    path.write_text("customer_name\nAda\n\nEve\n")
    place = {"company_id": shop.sandbox.company_id, "connection_id": shop.sandbox.connection_id}
    requests = bulk.customers_from_csv(path, **place)
    fill(shop, database, requests)
    assert [row.line for row in bulk.read_report(database).rows()] == [2, 4]
    path.write_text("customer_name\nAda\n\nZoe\n")
    with pytest.raises(bulk.JournalError, match="the record on line 4 is not the one"):
        fill(shop, database, bulk.customers_from_csv(path, **place))


def test_schema_that_a_later_release_upgrades_is_refused(shop: Shop, database: str) -> None:
    """Both find the schema of an earlier release, and the later one is first."""
    fill(shop, database, [])
    refused: list[str] = []

    def use() -> None:
        with closing(Database(database)) as earlier, pytest.raises(bulk.JournalError) as caught:
            schema.make_schema(earlier)
        refused.append(str(caught.value))

    with psycopg.connect(database, autocommit=True) as looker, psycopg.connect(database) as later:
        looker.execute("UPDATE codatsynccommerce.version SET version = 1")
        later.execute("SELECT pg_advisory_xact_lock(%s)", (schema._LOCK,))
        thread = Thread(target=use)
        thread.start()
        waits = "SELECT 1 FROM pg_stat_activity WHERE %s = ANY (pg_blocking_pids(pid))"
        wait_until(lambda: looker.execute(waits, (later.info.backend_pid,)).fetchall(), while_alive=thread.is_alive)
        later.execute("UPDATE codatsynccommerce.version SET version = 99")
        later.commit()
        thread.join()
        assert looker.execute("TABLE codatsynccommerce.version").fetchall() == [(99,)]
    assert ["were made by a later release" in one for one in refused] == [True]


def test_schema_of_a_later_release_is_refused(shop: Shop, database: str) -> None:
    fill(shop, database, [])
    with psycopg.connect(database) as connection:
        connection.execute("UPDATE codatsynccommerce.version SET version = 99")
    for use in (lambda: bulk.read_report(database), lambda: fill(shop, database, [])):
        with pytest.raises(bulk.JournalError, match="were made by a later release"):
            use()
