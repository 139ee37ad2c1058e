"""`wait_for` and `wait_for_all` end with webhook events from an inbox."""

from __future__ import annotations

import asyncio
from threading import Thread
from typing import TYPE_CHECKING, Any

import pytest
from conftest import StillTime
from support.push_documents import COMPANY, KEY, ONCE, found, listed, operation, push_document, states
from support.recorder import Recorder, StubResponse, json_response

from codatsynccommerce import CodatSyncCommerce, webhooks
from codatsynccommerce.aio import AsyncCodatSyncCommerce
from codatsynccommerce.models import errors, shared
from codatsynccommerce.webhooks import Inbox

if TYPE_CHECKING:
    from conftest import Connect


class DeliveryTime(StillTime):
    """Time that passes only by pauses, and in which events arrive."""

    def __init__(self) -> None:
        super().__init__()
        self.inbox = Inbox()
        self.deliveries: list[tuple[float, webhooks.Event]] = []

    def sleep(self, seconds: float) -> None:
        super().sleep(seconds)
        for when, event in self.deliveries:
            if when <= self.seconds:
                self.inbox.put(event)


@pytest.fixture
def time() -> DeliveryTime:
    return DeliveryTime()


def written(status: str, key: str = KEY, company: str | None = COMPANY, **more: Any) -> Any:
    """Return a write event."""
    how = "successful" if status == "Success" else "unsuccessful"
    model = webhooks.EVENT_MODELS[f"{{dataType}}.write.{how}"]
    return model.from_dict(
        {
            "id": f"event of {key}",
            "eventType": f"customers.write.{how}",
            "generatedDate": "2023-09-01T10:00:04Z",
            "payload": {
                "id": key,
                "type": "Create",
                "referenceCompany": {"id": company} if company else None,
                "connectionId": "2e9d2c44",
                "requestedOnDate": "2023-09-01T10:00:00Z",
                "completedOnDate": "2023-09-01T10:00:03Z",
                "status": status,
                "record": {"id": "61"} if status == "Success" else None,
                **more,
            },
        }
    )


CHANGE = {"type": "Created", "recordRef": {"id": "61", "dataType": "customers"}}


@pytest.mark.parametrize("push", [operation("Pending"), operation("Pending", timeoutInMinutes=5)])
def test_an_event_ends_the_wait_without_a_request(
    server: Recorder, connect: Connect, time: DeliveryTime, push: shared.PushOperation
) -> None:
    time.deliveries = [(7, written("Success"))]
    done = connect().push_data.wait_for(push, inbox=time.inbox)
    expected = operation("Success", changes=[CHANGE], timeoutInMinutes=push.timeout_in_minutes)
    assert done == expected
    assert server.requests == []
    assert 7 <= time.seconds < 7.1


def test_an_earlier_event_ends_the_wait_at_once(server: Recorder, connect: Connect, time: DeliveryTime) -> None:
    time.inbox.put(written("Success"))
    seen: list[shared.PushOperation] = []
    done = connect().push_data.wait_for((COMPANY, KEY), inbox=time.inbox, on_update=seen.append)
    assert done == operation("Success", changes=[CHANGE])
    assert seen == [done]
    assert (server.requests, time.pauses) == ([], [])


def test_the_reasons_of_an_unsuccessful_push_are_read(server: Recorder, connect: Connect, time: DeliveryTime) -> None:
    time.deliveries = [(3, written("Failed"))]
    server.will(json_response(push_document("Failed", validation=found("name: too long"))))
    with pytest.raises(errors.PushFailedError, match="push of customers ended as Failed: name: too long"):
        connect().push_data.wait_for(operation("Pending"), inbox=time.inbox)
    assert server.only.path == f"/companies/{COMPANY}/push/{KEY}"
    assert 3 <= time.seconds < 3.1


@pytest.mark.parametrize(
    "response",
    [
        StubResponse(500),
        StubResponse(404),
        StubResponse(401),
        json_response(push_document("Pending")),
        StubResponse(200, b"{"),
    ],
)
def test_an_unsuccessful_push_needs_no_reasons(
    server: Recorder, connect: Connect, time: DeliveryTime, response: StubResponse
) -> None:
    time.deliveries = [(3, written("Failed"))]
    server.will(response)
    with pytest.raises(errors.PushFailedError, match="push of customers ended as Failed: no reason given") as caught:
        connect(retry_config=ONCE).push_data.wait_for(operation("Pending"), inbox=time.inbox)
    assert caught.value.operation == operation("Failed")
    assert len(server.requests) == 1


def test_a_timed_out_push_is_ambiguous(server: Recorder, connect: Connect, time: DeliveryTime) -> None:
    time.deliveries = [(3, written("TimedOut"))]
    server.will(*states("TimedOut"))
    with pytest.raises(errors.PushTimedOutError) as caught:
        connect().push_data.wait_for(operation("Pending"), inbox=time.inbox)
    assert caught.value.maybe_applied


@pytest.mark.parametrize(
    "other", [written("Success", company="another"), written("Success", key="op-2"), written("Paused")]
)
def test_what_an_event_does_not_tell_is_polled(
    server: Recorder, connect: Connect, time: DeliveryTime, other: webhooks.Event
) -> None:
    time.deliveries = [(1, other)]
    looked_up = isinstance(other, webhooks.WriteUnsuccessfulEvent)
    server.will(*states(*["Pending"] * looked_up, "Pending", "Success"))
    assert connect().push_data.wait_for(operation("Pending"), inbox=time.inbox) == operation("Success")
    assert len(server.requests) == 2 + looked_up
    assert 59 < time.seconds < 61


def test_companies_and_keys_match_in_any_spelling(server: Recorder, connect: Connect, time: DeliveryTime) -> None:
    company, key = "8a210b68-6988-11ed-a1eb-0242ac120002", "f3c0b8a4-6988-11ed-a1eb-0242ac120002"
    time.inbox.put(written("Success", key.upper(), company.replace("-", "")))
    assert connect().push_data.wait_for((company, key), inbox=time.inbox).push_operation_key == key
    time.inbox.put(written("Success", "op-9", company=None))
    assert connect().push_data.wait_for((company, "op-9"), inbox=time.inbox).company_id == company


def test_a_wait_without_events_ends_in_time(server: Recorder, connect: Connect, time: DeliveryTime) -> None:
    server.will(*states(*["Pending"] * 4))
    with pytest.raises(errors.WaitTimeoutError):
        connect().push_data.wait_for(operation("Pending"), timeout=100, inbox=time.inbox)
    assert len(server.requests) == 4
    assert time.seconds < 100


def test_many_waits_take_events_and_lists(server: Recorder, connect: Connect, time: DeliveryTime) -> None:
    """Events come repeated, out of order, and not for all."""
    late, early = written("Success", "c"), written("Success", "a")
    time.deliveries = [(9, late), (2, early), (5, early), (9, late)]
    server.will(listed([push_document("Failed", "d"), push_document("Success", "b")]))
    seen: list[tuple[str, float]] = []
    done = connect().push_data.wait_for_all(
        [operation("Pending", key) for key in "abcd"],
        inbox=time.inbox,
        on_update=lambda state: seen.append((state.push_operation_key, round(time.seconds))),
    )
    assert [(one.push_operation_key, str(one.status)) for one in done] == [
        ("a", "Success"),
        ("b", "Success"),
        ("c", "Success"),
        ("d", "Failed"),
    ]
    assert seen == [("a", 2), ("c", 9), ("d", 30), ("b", 30)]
    assert len(server.requests) == 1


def test_an_error_of_on_update_passes_through(connect: Connect, time: DeliveryTime) -> None:
    time.deliveries = [(2, written("Success"))]

    def fail(_state: shared.PushOperation) -> None:
        raise LookupError

    with pytest.raises(LookupError):
        connect().push_data.wait_for(operation("Pending"), inbox=time.inbox, on_update=fail)


def test_an_inbox_keeps_each_write_event_once() -> None:
    inbox = Inbox()
    first = written("Success")
    assert inbox.put(first)
    assert not inbox.put(first)
    assert not inbox.put(written("Failed"))
    assert inbox.find(KEY) is first
    assert not inbox.put(webhooks.UnknownEvent("customers.write.paused", payload={"id": "x"}))
    assert not inbox.put(webhooks.WriteSuccessfulEvent.from_dict({"eventType": "customers.write.successful"}))
    assert inbox.find("op-2") is None


def test_an_inbox_drops_the_oldest() -> None:
    inbox = Inbox(max_events=2)
    for key in "abc":
        inbox.put(written("Success", key))
    assert [inbox.find(key) is not None for key in "abc"] == [False, True, True]


@pytest.mark.parametrize("body", [b"{}", {"eventType": "customers.write.successful"}, None])
def test_an_inbox_takes_only_events(body: Any) -> None:
    with pytest.raises(errors.RequestError, match=r"events that webhooks\.parse returned"):
        Inbox().put(body)


def test_threads_share_an_inbox() -> None:
    inbox = Inbox()
    keys = [f"op-{number}" for number in range(200)]
    threads = [Thread(target=lambda: [inbox.put(written("Success", key)) for key in keys]) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert all(inbox.find(key) for key in keys)


def test_a_thread_ends_the_wait_of_another(server: Recorder) -> None:
    inbox = Inbox()
    with CodatSyncCommerce(security=shared.Security.from_api_key("key"), server_url=server.url) as s:
        thread = Thread(target=lambda: inbox.put(written("Success")))
        thread.start()
        done = s.push_data.wait_for(operation("Pending"), inbox=inbox)
        thread.join()
    assert done == operation("Success", changes=[CHANGE])
    assert server.requests == []


def test_an_event_loop_waits_for_events(server: Recorder) -> None:
    """One wait is ended by the loop that it runs in, the other by a thread."""
    inbox = Inbox()

    async def wait() -> list[shared.PushOperation]:
        security = shared.Security.from_api_key("key")
        async with AsyncCodatSyncCommerce(security=security, server_url=server.url) as s:
            waits = [
                asyncio.create_task(s.push_data.wait_for(operation("Pending", key), inbox=inbox)) for key in ("a", "b")
            ]
            await asyncio.sleep(0)
            inbox.put(written("Success", "a"))
            await asyncio.to_thread(inbox.put, written("Success", "b"))
            return list(await asyncio.gather(*waits))

    done = asyncio.run(wait())
    assert [(state.push_operation_key, state.status) for state in done] == [("a", "Success"), ("b", "Success")]
    assert server.requests == []
