"""Waits for links, refreshes and syncs: they end with the last state, an error of it, or the time limit."""

from __future__ import annotations

import inspect
from typing import TYPE_CHECKING, Any

import pytest
from support.for_each import for_each
from support.recorder import Recorder, StubResponse, json_response

from codatsynccommerce._progress import links, refreshes, syncs
from codatsynccommerce.models import errors, operations, shared

if TYPE_CHECKING:
    from conftest import Connect, StillTime

    from codatsynccommerce import CodatSyncCommerce

COMPANY = "8a210b68-6988-11ed-a1eb-0242ac120002"
CONNECTION = "2e9d2c44-f675-40ba-8049-353bfcb5e171"
DATASET = "0cf2bd8c-6b0d-4b0f-9d3a-5f2d8d7c1e61"
SYNC = "8d0a044e-b683-4fc9-bd0d-bfb2ca5731b7"


def link(status: str) -> dict[str, Any]:
    ids = dict.fromkeys(("integrationId", "sourceId"), CONNECTION)
    texts = dict.fromkeys(("created", "linkUrl", "platformName"), "x")
    return {"id": CONNECTION, "status": status, "sourceType": "Accounting", **ids, **texts}


def refresh(status: str, **fields: Any) -> dict[str, Any]:
    done = status == "Complete"
    ids = {"id": DATASET, "companyId": COMPANY, "connectionId": CONNECTION, "dataType": "invoices"}
    progress = {"progress": 0, "isCompleted": done, "isErrored": False, "requested": "2023-01-01T00:00:00Z"}
    return {**ids, **progress, "status": status, **fields}


def sync(code: Any, sync_id: str = SYNC, **fields: Any) -> dict[str, Any]:
    return {"companyId": COMPANY, "commerceSyncId": sync_id, "syncStatusCode": code, **fields}


def wait_for_link(s: CodatSyncCommerce, **options: Any) -> Any:
    return s.connections.wait_until_linked(COMPANY, CONNECTION, **options)


def wait_for_refresh(s: CodatSyncCommerce, **options: Any) -> Any:
    return s.refresh_data.wait_for((COMPANY, DATASET), **options)


def wait_for_sync(s: CodatSyncCommerce, **options: Any) -> Any:
    return s.sync.wait_for(COMPANY, **options)


RUNNING: list[tuple[Any, dict[str, Any], dict[str, Any], str]] = [
    (wait_for_link, link("PendingAuth"), link("Linked"), f"/companies/{COMPANY}/connections/{CONNECTION}"),
    (wait_for_refresh, refresh("Queued"), refresh("Complete"), f"/companies/{COMPANY}/data/history/{DATASET}"),
    (wait_for_sync, sync(1000), sync(2000), f"/meta/companies/{COMPANY}/sync/commerce/status"),
]


@for_each(("wait", "running", "done", "path"), RUNNING)
def test_wait_reads_until_the_end(
    server: Recorder, connect: Connect, time: StillTime, wait: Any, running: Any, done: Any, path: str
) -> None:
    server.will(json_response(running), json_response(running), json_response(done))
    seen: list[Any] = []
    state = wait(connect(), on_update=seen.append)
    assert seen[-1] is state
    assert len(seen) == 3
    assert {(request.method, request.path) for request in server.requests} == {("GET", path)}
    assert time.pauses == [2, 3]


@for_each(("wait", "running", "done", "path"), RUNNING)
def test_wait_ends_with_its_time(
    server: Recorder, connect: Connect, time: StillTime, wait: Any, running: Any, done: Any, path: str
) -> None:
    server.will(json_response(running))
    with pytest.raises(errors.WaitTimeoutError, match="not finished in time, last status") as caught:
        wait(connect(), timeout=60)
    assert len(caught.value.operations) == 1
    assert time.seconds <= 60


@for_each(("wait", "running", "done", "path"), RUNNING)
def test_wait_outlasts_passing_failures(
    server: Recorder, connect: Connect, wait: Any, running: Any, done: Any, path: str
) -> None:
    busy = StubResponse(429, b'{"error": "busy"}', {"Content-Type": "application/json", "Retry-After": "90"})
    server.will(
        StubResponse(503),
        StubResponse(503),
        StubResponse(503),
        StubResponse(503),
        busy,
        json_response(running),
        json_response(done),
    )
    assert wait(connect())


@for_each(("wait", "running", "done", "path"), RUNNING)
def test_wait_ends_at_a_lasting_failure(
    server: Recorder, connect: Connect, wait: Any, running: Any, done: Any, path: str
) -> None:
    server.will(json_response(running), StubResponse(404, b'{"error": "gone"}'))
    with pytest.raises(errors.NotFoundError, match="gone"):
        wait(connect())


@for_each(("wait", "running", "done", "path"), RUNNING)
def test_error_of_on_update_passes_unchanged(
    server: Recorder, connect: Connect, wait: Any, running: Any, done: Any, path: str
) -> None:
    server.will(json_response(running))

    def stop(_state: object) -> None:
        raise KeyError(path)

    with pytest.raises(KeyError):
        wait(connect(), on_update=stop)
    assert len(server.requests) == 1


def test_refresh_response_is_not_polled_at_once(server: Recorder, connect: Connect, time: StillTime) -> None:
    server.will(json_response(refresh("Queued")), json_response(refresh("Complete")))
    s = connect()
    request = operations.RefreshDataTypeRequest(company_id=COMPANY, data_type=shared.DataType.INVOICES)
    assert s.refresh_data.wait_for(s.refresh_data.by_data_type(request)).status == "Complete"
    assert time.pauses == [2]


def test_finished_refresh_costs_no_request(server: Recorder, connect: Connect) -> None:
    state = shared.PullOperation.from_dict(refresh("Complete"))
    assert connect().refresh_data.wait_for(state) is state
    assert server.requests == []


@for_each("status", ["FetchError", "autherror", "NotSupported", "Cancelled", "Newer"])
def test_failed_refresh_raises_with_its_reason(server: Recorder, connect: Connect, status: str) -> None:
    server.will(json_response(refresh(status, isErrored=status == "Newer", errorMessage="no\nluck")))
    with pytest.raises(errors.RefreshFailedError, match=f"refresh of invoices ended as {status}: no luck") as caught:
        wait_for_refresh(connect())
    assert caught.value.operations[0].id == DATASET


def test_failed_refresh_without_reason_says_so(server: Recorder, connect: Connect) -> None:
    server.will(json_response(refresh("MapError")))
    with pytest.raises(errors.RefreshFailedError, match="no reason given"):
        wait_for_refresh(connect())


@for_each("code", [2000, 2040, "2000", "2040,"])
def test_successful_codes_end_the_wait(server: Recorder, connect: Connect, code: Any) -> None:
    server.will(json_response([sync(code)]))
    assert wait_for_sync(connect()).sync_status_code == code


@for_each("code", [4000, 4200, 5080, "4200,"])
def test_failed_sync_raises_with_its_reason(server: Recorder, connect: Connect, code: Any) -> None:
    server.will(json_response(sync(code, syncStatus="MapError", errorMessage="no account")))
    with pytest.raises(errors.SyncFailedError, match=r"ended with \d{4} MapError: no account") as caught:
        wait_for_sync(connect())
    assert caught.value.operations[0].commerce_sync_id == SYNC


def test_earlier_sync_is_passed_over(server: Recorder, connect: Connect) -> None:
    server.will(
        json_response(sync(1000)),
        json_response(sync(4000, COMPANY)),
        json_response([sync(4000, COMPANY), sync(2000)]),
    )
    s = connect()
    started = s.sync.request_sync(operations.RequestSyncRequest(company_id=COMPANY))
    assert s.sync.wait_for(started).commerce_sync_id == SYNC


@for_each("times", [("2023-01-02T00:00:00Z", "2023-01-01T00:00:00Z"), ("2023-01-02", None), (None, None)])
@for_each("is_first", [True, False])
def test_latest_sync_is_waited_for(
    times: tuple[str | None, str | None], is_first: bool, server: Recorder, connect: Connect, time: StillTime
) -> None:
    """Nothing says in which order a list of syncs comes. Without times, the first counts as the latest."""
    latest, earlier = sync(1000, SYNC, syncUtc=times[0]), sync(2000, COMPANY, syncUtc=times[1])
    listed = [latest, earlier] if is_first or times == (None, None) else [earlier, latest]
    server.will(json_response(listed), json_response([{**one, "syncStatusCode": 2000} for one in listed]))
    assert connect().sync.wait_for(COMPANY).commerce_sync_id == SYNC
    assert len(time.pauses) == 1


@for_each("value", [None, 1, ("a",), "x" * 3, shared.Connection])
def test_wait_for_refresh_refuses_other_things(connect: Connect, value: Any) -> None:
    with pytest.raises(errors.RequestError, match="wait_for takes the response of a refresh"):
        connect().refresh_data.wait_for(value)


@for_each("value", [None, 1, shared.SyncSummary()])
def test_wait_for_sync_refuses_other_things(connect: Connect, value: Any) -> None:
    with pytest.raises(errors.RequestError, match="wait_for takes the response of a sync"):
        connect().sync.wait_for(value)


def test_asynchronous_waits_take_the_same_arguments() -> None:
    pairs = [
        (links.ConnectionWaits.wait_until_linked, links.AsyncConnectionWaits.wait_until_linked),
        (refreshes.RefreshWaits.wait_for, refreshes.AsyncRefreshWaits.wait_for),
        (syncs.SyncWaits.wait_for, syncs.AsyncSyncWaits.wait_for),
    ]
    for method, asynchronous in pairs:
        assert inspect.iscoroutinefunction(asynchronous)
        assert asynchronous.__doc__ == method.__doc__
        assert asynchronous.__annotations__ == method.__annotations__


@pytest.mark.parametrize("client_kind", ["async"])
@for_each(("wait", "running", "done", "path"), RUNNING)
def test_asynchronous_on_update_is_awaited(
    server: Recorder, connect: Connect, wait: Any, running: Any, done: Any, path: str
) -> None:
    server.will(json_response(running), json_response(done))
    seen: list[Any] = []

    async def on_update(state: Any) -> None:
        seen.append(state)

    assert wait(connect(), on_update=on_update) is seen[1]
