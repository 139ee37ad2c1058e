"""How each operation reads every response that the description names, over real HTTP."""

from __future__ import annotations

import json
from functools import cache
from itertools import count
from typing import TYPE_CHECKING, Any, cast

import pytest
from support import calls, description
from support.documents import document
from support.for_each import for_each
from support.recorder import StubResponse, json_response
from support.samples import bare, hints_of, sent

from codatsynccommerce import utils
from codatsynccommerce.models import errors, shared

if TYPE_CHECKING:
    from conftest import Connect
    from support.recorder import Recorder

    from codatsynccommerce import CodatSyncCommerce

OPERATIONS = calls.all_operations()
ONCE = utils.RetryConfig("none", None)
ERRORS = {
    400: errors.BadRequestError,
    401: errors.AuthenticationError,
    402: errors.PaymentRequiredError,
    403: errors.PermissionDeniedError,
    404: errors.NotFoundError,
    409: errors.ConflictError,
    422: errors.UnprocessableEntityError,
    429: errors.RateLimitError,
    500: errors.ServerError,
    503: errors.ServerError,
}
RESPONSES = sorted((each.id, status) for each in description.operations().values() for status in each.responses)
GOOD = [(name, status) for name, status in RESPONSES if status < 300]
BAD = [(name, status) for name, status in RESPONSES if status >= 300]


@pytest.fixture
def client(connect: Connect) -> CodatSyncCommerce:
    return connect(retry_config=ONCE)


@cache
def request_of(name: str) -> Any:
    return calls.request_for(OPERATIONS[name], full=False)


def called(client: CodatSyncCommerce, name: str) -> Any:
    return calls.call(client, OPERATIONS[name], request_of(name))


def body_of(value: Any) -> bytes:
    """Return a document as JSON, with exact amounts."""
    text = json.dumps(value, default=lambda amount: f"<{amount}>")
    return text.replace('"<', "").replace('>"', "").encode()


def as_read(value: Any) -> Any:
    """Return a payload as plain values, unknown keys included and None left out."""
    if hasattr(value, "to_dict"):
        value = value.to_dict()
    if isinstance(value, dict):
        return {key: as_read(item) for key, item in cast("dict[str, Any]", value).items() if item is not None}
    return [as_read(item) for item in cast("list[Any]", value)] if isinstance(value, list) else sent(value)


def about_the_request(body: Any, name: str) -> Any:
    """Return a body that names the company, connection and push operation that the request of an operation names."""
    asked = getattr(request_of(name), "__dict__", {})
    named = {"companyId": "company_id", "dataConnectionKey": "connection_id", "pushOperationKey": "push_operation_key"}
    if isinstance(body, dict):
        body |= {key: asked[attribute] for key, attribute in named.items() if key in body and attribute in asked}
    return body


@for_each(("name", "status"), GOOD)
def test_documented_response_becomes_typed_payload(
    name: str, status: int, client: CodatSyncCommerce, server: Recorder
) -> None:
    operation, schema = OPERATIONS[name], description.operations()[name].responses[status]
    body = None if schema is None else about_the_request(document(schema, count(1)), name)
    headers = {"X-Rate-Limit-Remaining": "7", "Content-Type": "application/json; charset=utf-8"}
    server.will(StubResponse(status, b"" if body is None else body_of(body), headers))
    response = called(client, name)
    assert type(response) is operation.response
    assert (response.status_code, response.headers["x-rate-limit-remaining"]) == (status, "7")
    assert response.content_type == "application/json; charset=utf-8"
    assert response.raw_response.status_code == status
    assert response.idempotency_key == server.only.headers["Idempotency-Key"]
    assert (operation.payload is None) == (schema is None)
    if operation.payload:
        payload = getattr(response, operation.payload)
        assert as_read(payload) == body
        hint = bare(hints_of(operation.response)[operation.payload])
        assert isinstance(payload, getattr(hint, "__origin__", hint))


@for_each(("name", "status"), GOOD)
def test_payload_of_nulls_is_read(name: str, status: int, client: CodatSyncCommerce, server: Recorder) -> None:
    operation, schema = OPERATIONS[name], description.operations()[name].responses[status]
    if schema is None:
        server.will(StubResponse(status, b""))
        assert called(client, name).status_code == status
        return
    body = dict.fromkeys(document(schema, count(1)))
    server.will(StubResponse(status, body_of(body)))
    assert getattr(called(client, name), operation.payload or "") is not None


@for_each(("name", "status"), BAD)
def test_documented_failure_raises_its_class(
    name: str, status: int, client: CodatSyncCommerce, server: Recorder
) -> None:
    schema = description.operations()[name].responses[status]
    assert schema
    assert schema.name == "ErrorMessage"
    body = document(schema, count(1))
    server.will(StubResponse(status, body_of(body)))
    with pytest.raises(errors.SDKError) as raised:
        called(client, name)
    error = raised.value
    assert type(error) is ERRORS[status]
    assert error.status_code == status
    assert error.correlation_id == body["correlationId"]
    assert isinstance(error, errors.ErrorMessage)
    assert (error.error, error.service, error.can_be_retried) == (body["error"], body["service"], body["canBeRetried"])
    assert error.detailed_error_code == body["detailedErrorCode"]
    assert as_read(error.validation) == body["validation"]
    assert (len(server.requests), error.attempts) == (1, 1)


@for_each("name", sorted(name for name in OPERATIONS if OPERATIONS[name].payload))
def test_response_without_document_is_an_error(name: str, client: CodatSyncCommerce, server: Recorder) -> None:
    for body in (b"<html>", b"[[1]]", b'"text"', b"{", b"null", b"7"):
        server.will(StubResponse(200, body))
        with pytest.raises(errors.ResponseDecodeError, match=r"^200: "):
            called(client, name)


@for_each("name", sorted(name for name in OPERATIONS if OPERATIONS[name].payload))
def test_unexpected_empty_response_is_an_error(name: str, client: CodatSyncCommerce, server: Recorder) -> None:
    server.will(StubResponse(200, b" \r\n"))
    if OPERATIONS[name].may_be_empty:
        assert getattr(called(client, name), OPERATIONS[name].payload or "") is None
        return
    with pytest.raises(errors.ResponseDecodeError, match="empty"):
        called(client, name)


def test_sync_status_as_object_or_list(client: CodatSyncCommerce, server: Recorder) -> None:
    first_sync, second_sync = {"syncStatusCode": "4200,", "syncId": "new"}, {"syncStatusCode": 2000}
    for body, codes in (
        (first_sync, ["4200,"]),
        ([first_sync, second_sync], ["4200,", 2000]),
        ([], []),
    ):
        server.will(json_response(body))
        response = called(client, "get-sync-status")
        assert [each.sync_status_code for each in response.sync_summaries] == codes
        first = response.sync_summary
        assert (first.sync_status_code if first else None) == (codes[0] if codes else None)


def test_status_of_unsynced_type_can_be_null(client: CodatSyncCommerce, server: Recorder) -> None:
    server.will(json_response({"customers": None, "invoices": {"dataType": "invoices"}}))
    statuses = called(client, "get-company-data-status").data_status_response
    assert statuses["customers"] is None
    assert statuses["invoices"].data_type is shared.DataType.INVOICES
    assert statuses["invoices"].current_status is None
