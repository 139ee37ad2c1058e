"""`webhooks.parse`: signed bodies become typed events."""

from __future__ import annotations

import base64
import json
from dataclasses import fields, is_dataclass
from decimal import Decimal
from typing import Any, get_args

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from support.for_each import for_each

from codatsynccommerce import webhooks
from codatsynccommerce.models import errors, shared

NOW = 1_790_000_000
SECRET = "whsec_" + base64.b64encode(b"the key of this endpoint").decode()
NAMED = {"id": "8a210b68-6988-11ed-a1eb-0242ac120002", "name": "Bookshop"}
COMPANY = {**NAMED, "links": {"portal": "https://app.codat.io"}}
CONNECTION = {
    "id": "2e9d2c44-f675-40ba-8049-353bfcb5e171",
    "integrationId": "fd321cb6-7963-4506-b873-e99593a45e30",
    "integrationKey": "qhyg",
    "sourceId": "56e6575a-3f1f-4918-b009-f7535555f0d6",
    "sourceType": "Accounting",
    "platformName": "QuickBooks Online",
    "linkUrl": "https://link-api.codat.io/companies/1/connections/2/start",
    "status": "Linked",
    "created": "2026-11-01T10:00:00Z",
    "dataConnectionErrors": [{"statusCode": "401", "statusText": "Unauthorized", "status": "Active"}],
    "connectionInfo": {"CompanyName": "Bookshop"},
}
WRITE = {
    "id": "push-1",
    "type": "Create",
    "referenceCompany": COMPANY,
    "connectionId": CONNECTION["id"],
    "requestedOnDate": "2026-11-27T10:00:00Z",
    "completedOnDate": "2026-11-27T10:00:30Z",
    "status": "Success",
    "record": {"id": "61"},
    "attachmentId": None,
}
READ = {
    "referenceCompany": COMPANY,
    "modifiedFromDate": "2026-11-01T00:00:00Z",
    "dataTypes": [
        {
            "connectionId": CONNECTION["id"],
            "dataType": "commerce-orders",
            "recordsModified": True,
            "status": "Complete",
            "issues": [{"type": "Warning", "message": "slow", "links": {"readMore": "https://docs.codat.io"}}],
        }
    ],
}
PAYLOADS: dict[str, Any] = {
    "company.created": {**NAMED, "redirect": "https://link.codat.io/company/1", "products": ["commerce"]},
    "company.deleted": {**NAMED, "redirect": "https://link.codat.io/company/1", "referenceParentCompany": COMPANY},
    "company.product.added": {**NAMED, "productId": "p", "productName": "Commerce", "products": ["p"]},
    "company.product.removed": {**NAMED, "productId": "p", "productName": "Commerce", "products": []},
    **{
        f"connection.{what}": {"referenceCompany": COMPANY, "connection": CONNECTION}
        for what in ("created", "connected", "failed", "disconnected", "reconnected", "deleted")
    },
    "read.completed": READ,
    "read.completed.initial": READ,
    **{
        f"{data_type}.write.{how}": {**WRITE, "status": status}
        for data_type in (
            "chartOfAccounts", "creditNotes", "customers", "directIncomes", "invoices", "journalEntries", "payments",
            "commerce-orders", "bills",
        )
        for how, status in (("successful", "Success"), ("unsuccessful", "Failed"))
    },
    "client.rateLimit.reached": {"dailyQuota": 1000, "quotaRemaining": 0, "expiryDate": "2026-11-28T00:00:00Z"},
    "client.rateLimit.reset": {"dailyQuota": 1000, "quotaRemaining": 1000, "expiryDate": "2026-11-29T00:00:00Z"},
}  # fmt: skip


def parsed(body: bytes) -> webhooks.Event:
    return webhooks.parse(body, webhooks.sign(body, SECRET, timestamp=NOW), SECRET, now=NOW)


def event_of(event_type: str, payload: Any) -> webhooks.Event:
    envelope = {"id": "e-1", "eventType": event_type, "generatedDate": "2026-11-27T10:00:30Z", "payload": payload}
    return parsed(json.dumps(envelope).encode())


def test_every_type_has_a_class_and_an_example() -> None:
    examples = {type(event_of(*row)) for row in PAYLOADS.items()}
    assert examples == {*webhooks.EVENT_MODELS.values()}
    assert examples | {webhooks.UnknownEvent} == set(get_args(webhooks.Event))


@for_each("event_type", PAYLOADS)
def test_every_event_is_read_whole(event_type: str) -> None:
    event = event_of(event_type, PAYLOADS[event_type])
    assert (event.id, event.event_type, event.generated_date) == ("e-1", event_type, "2026-11-27T10:00:30Z")
    assert not isinstance(event, webhooks.UnknownEvent)
    read = event.payload.to_dict(encode_json=True)
    assert _without_empty(read) == _without_empty(PAYLOADS[event_type])


def _without_empty(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _without_empty(one) for key, one in value.items() if one is not None}
    return [_without_empty(one) for one in value] if isinstance(value, list) else value


def test_payloads_are_typed() -> None:
    write = event_of("invoices.write.successful", WRITE)
    assert isinstance(write, webhooks.WriteSuccessfulEvent)
    assert isinstance(write.payload, webhooks.WriteCompletion)
    assert (write.payload.id, write.payload.status) == ("push-1", shared.PushOperationStatus.SUCCESS)
    read = event_of("read.completed", READ)
    assert isinstance(read, webhooks.ReadCompletedEvent)
    assert read.payload.data_types is not None
    assert read.payload.data_types[0].data_type is shared.DataType.COMMERCE_ORDERS


def test_match_tells_events_apart() -> None:
    match event_of("connection.failed", PAYLOADS["connection.failed"]):
        case webhooks.ConnectionFailedEvent(payload=payload):
            assert payload.connection is not None
            assert payload.connection.platform_name == "QuickBooks Online"
        case _:
            raise AssertionError


@pytest.mark.parametrize(
    "event_type",
    ["sync.completed", "company.Created", "company.created.again", ".write.successful", "write.successful"],
)
def test_a_new_type_is_an_unknown_event(event_type: str) -> None:
    event = event_of(event_type, {"id": "x", "amount": 1})
    assert isinstance(event, webhooks.UnknownEvent)
    assert (event.id, event.event_type, event.generated_date) == ("e-1", event_type, "2026-11-27T10:00:30Z")
    assert event.payload == {"id": "x", "amount": 1}


def test_an_unknown_payload_keeps_its_form() -> None:
    for payload in (None, [1, "a"], "text", {"a": {"b": [None]}}):
        assert event_of("brand.new", payload).payload == payload
    event = parsed(b'{"eventType":"brand.new","payload":{"amount":0.1}}')
    assert event.payload == {"amount": Decimal("0.1")}
    assert (event.id, event.generated_date) == (None, None)


def test_newer_keys_and_values_are_no_errors() -> None:
    payload = {**WRITE, "status": "Paused", "type": "Merge", "record": {"id": "1", "new": [1]}, "further": {}}
    event = event_of("invoices.write.successful", payload)
    assert isinstance(event, webhooks.WriteSuccessfulEvent)
    assert event.payload.status == "Paused"
    sparse = parsed(b'{"eventType":"company.created"}')
    assert isinstance(sparse, webhooks.CompanyCreatedEvent)
    assert event_of("invoices.write.successful", {}).payload == webhooks.WriteCompletion()


@for_each(
    "body",
    [
        b"",
        b"null",
        b"5",
        b'"company.created"',
        b"[]",
        b"{}",
        b"{",
        b"\xff\xfe",
        b'{"eventType":null}',
        b'{"eventType":""}',
        b'{"eventType":5}',
        b'{"eventType":["company.created"]}',
        b'{"event_type":"company.created"}',
        b'{"eventType":"company.created","payload":"text"}',
        b'{"eventType":"company.created","payload":[]}',
        b'{"eventType":"company.created","id":{}}',
        b'{"eventType":"read.completed","payload":{"dataTypes":{}}}',
        b'{"eventType":"x","payload":NaN}',
        b"[" * 100_000,
        b'{"eventType":"company.created","payload":' + b'{"a":' * 100_000,
        "<html>Café</html>".encode("latin-1"),
    ],
)
def test_signed_bodies_without_an_event_are_refused(body: bytes) -> None:
    with pytest.raises(errors.WebhookDecodeError, match="the body of the webhook message is not an event: ") as caught:
        parsed(body)
    assert not isinstance(caught.value, errors.WebhookVerificationError)
    assert caught.value.__context__ is None
    assert len(str(caught.value)) < 600


def test_the_spot_of_a_wrong_value_is_named() -> None:
    with pytest.raises(errors.WebhookDecodeError, match=r"payload\.dataTypes\[0\]\.issues"):
        event_of("read.completed", {"dataTypes": [{"issues": "many"}]})


def test_an_unsigned_event_is_not_read() -> None:
    body = b'{"eventType":"company.created"}'
    with pytest.raises(errors.WebhookVerificationError):
        webhooks.parse(body, webhooks.sign(b"other", SECRET, timestamp=NOW), SECRET, now=NOW)
    with pytest.raises(errors.WebhookVerificationError, match="too old"):
        webhooks.parse(body, webhooks.sign(body, SECRET, timestamp=NOW), SECRET, now=NOW + 301)
    headers = webhooks.sign(body, SECRET, timestamp=NOW)
    assert webhooks.parse(body, headers, [SECRET], now=NOW + 301, tolerance=400).event_type == "company.created"


_json = st.recursive(
    st.one_of(st.none(), st.booleans(), st.integers(), st.floats(), st.text()),
    lambda inner: st.one_of(st.lists(inner), st.dictionaries(st.text(), inner)),
    max_leaves=10,
)
_keys = st.sampled_from(["id", "eventType", "generatedDate", "payload", "connection", "dataTypes", "record"])
_objects = st.dictionaries(_keys, st.one_of(_json, st.sampled_from([*PAYLOADS, READ, WRITE])))


@settings(max_examples=500, deadline=None)
@given(body=st.one_of(st.binary(), _objects.map(lambda one: json.dumps(one).encode())))
def test_any_signed_body_is_event_or_error(body: bytes) -> None:
    try:
        event = parsed(body)
    except errors.WebhookDecodeError as error:
        assert error.__context__ is None
    else:
        assert is_dataclass(event)
        assert [one.name for one in fields(event)] == ["event_type", "generated_date", "id", "payload"]
