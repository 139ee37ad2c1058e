"""What the error of a failed write says: whether it may have been applied, and when its key is too old to send."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
import requests
from requests.adapters import HTTPAdapter
from support.for_each import for_each
from support.recorder import StubResponse, json_response
from urllib3.util.retry import Retry

from codatsynccommerce import CodatSyncCommerce, utils
from codatsynccommerce.models import errors, operations, shared

if TYPE_CHECKING:
    from conftest import Connect, StillTime
    from support.recorder import Recorder

ONCE = utils.RetryConfig("none", None)
LOST = StubResponse(503)
MINUTE = 60.0


def push(client: CodatSyncCommerce, **options: Any) -> Any:
    customer = shared.AccountingCustomer(status=shared.CustomerStatus.ACTIVE)
    request = operations.CreateAccountingCustomerRequest("company", "connection", customer)
    return client.accounting_customers.create_accounting_customer(request, **options)


def failure(client: CodatSyncCommerce, **options: Any) -> errors.SDKError:
    with pytest.raises(errors.SDKError) as raised:
        push(client, **options)
    return raised.value


def refusal(status: int) -> StubResponse:
    return json_response({"statusCode": status, "service": "PublicApi", "error": "no", "correlationId": "f2c1"}, status)


@for_each("status", [401, 402, 403, 404, 405, 410, 451])
def test_refusal_before_the_keys_proves_nothing(status: int, connect: Connect, server: Recorder) -> None:
    """The API checks credentials, account and path before it looks at the key of an earlier attempt."""
    server.will(LOST, refusal(status))
    error = failure(connect())
    assert (error.status_code, error.attempts, error.maybe_applied) == (status, 2, True)


@for_each("status", [400, 422])
def test_stored_refusal_is_definitive(status: int, connect: Connect, server: Recorder) -> None:
    server.will(LOST, refusal(status))
    error = failure(connect())
    assert (error.status_code, error.attempts, error.maybe_applied) == (status, 2, False)


@for_each(
    "document",
    [
        {"title": "Bad Request", "status": 400, "detail": "no"},
        {"statusCode": 400, "message": "no"},
        {"error": "Bad Request"},
        ["no"],
    ],
)
def test_refusal_of_a_gateway_proves_nothing(document: Any, connect: Connect, server: Recorder) -> None:
    server.will(LOST, json_response(document, 400))
    assert failure(connect()).maybe_applied is True


@for_each("status", [400, 401, 402, 403, 404, 409])
def test_refusal_of_the_only_attempt_is_definitive(status: int, connect: Connect, server: Recorder) -> None:
    server.will(refusal(status))
    error = failure(connect())
    assert (error.attempts, error.maybe_applied) == (1, False)


@for_each("status", [401, 404, 409])
def test_refusal_after_an_adapter_repeated(status: int, server: Recorder) -> None:
    """The adapter of the caller sends the POST twice under one key before the client sees a response."""
    session = requests.Session()
    session.mount("http://", HTTPAdapter(max_retries=Retry(3, allowed_methods=None, status_forcelist=[503])))
    security = shared.Security.from_api_key("canary-key-6f1d")
    server.will(LOST, refusal(status))
    with CodatSyncCommerce(security, server_url=server.url, client=session) as client, session:
        error = failure(client, retries=ONCE)
    assert (len(server.requests), error.attempts, error.maybe_applied) == (2, 1, True)


@for_each(("asleep", "attempts"), [(1, 89), (30, 3)])
def test_no_attempt_under_a_forgotten_key(
    asleep: int, attempts: int, connect: Connect, server: Recorder, time: StillTime
) -> None:
    """The API forgets a key after 90 minutes, and would then create a second record.

    The time that a machine is suspended shows on the clock on the wall alone, which runs `asleep` times as fast.
    """
    day = utils.RetryConfig("backoff", utils.BackoffStrategy(60_000, 60_000, 1, 24 * 3_600_000))
    client = connect(retry_config=day, timeout=utils.Timeout(total=24 * 3600.0))
    start = time.clock.now()
    client._client.clock = time.clock._replace(now=lambda: start + asleep * time.seconds)
    server.will(LOST)
    error = failure(client)
    assert (error.maybe_applied, len(server.requests)) == (True, attempts)


def test_reads_are_not_bounded_by_a_key(connect: Connect, server: Recorder, time: StillTime) -> None:
    config = utils.RetryConfig("backoff", utils.BackoffStrategy(60_000, 60_000, 1, 3 * 3_600_000))
    server.will(LOST)
    client = connect(retry_config=config, timeout=utils.Timeout(total=4 * 3600.0))
    with pytest.raises(errors.ServerError):
        client.companies.get_company(operations.GetCompanyRequest("c"))
    assert time.seconds > 170 * MINUTE


@for_each(
    ("wrong", "text"),
    [
        ({"companyId": "another"}, "about company 'another', not 'company'"),
        ({"dataConnectionKey": "another"}, "about connection 'another', not 'connection'"),
        ({"dataType": "invoices"}, "about invoices, not customers"),
        ({"dataType": "chartOfAccounts"}, "about chartOfAccounts, not customers"),
    ],
)
def test_response_to_another_request(wrong: Any, text: str, connect: Connect, server: Recorder) -> None:
    """A cache or a broken gateway sends the response to another request."""
    right = {"companyId": "company", "dataConnectionKey": "connection", "dataType": "customers"}
    server.will(json_response({**right, "pushOperationKey": "k", "status": "Success", **wrong}))
    error = failure(connect())
    assert isinstance(error, errors.ResponseMismatchError)
    assert text in str(error)
    assert (error.attempts, error.maybe_applied, error.status_code) == (1, True, 200)


@for_each(
    "spelled",
    [
        {"companyId": "COMPANY", "dataConnectionKey": "{connection}", "dataType": "Customers"},
        {"companyId": None, "dataConnectionKey": "", "dataType": "something new"},
        {},
    ],
)
def test_other_spellings_are_no_mismatch(spelled: Any, connect: Connect, server: Recorder) -> None:
    server.will(json_response({"pushOperationKey": "k", "status": "Success", **spelled}))
    assert push(connect()).status_code == 200


def test_state_of_another_push_operation(connect: Connect, server: Recorder) -> None:
    server.will(json_response({"companyId": "company", "pushOperationKey": "another", "status": "Success"}))
    request = operations.GetPushOperationRequest("company", "asked-for")
    with pytest.raises(errors.ResponseMismatchError, match="about push operation 'another'") as raised:
        connect().push_data.get_operation(request)
    assert raised.value.maybe_applied is False
