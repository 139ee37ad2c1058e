"""A push operation's way from Pending to its end."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from support.bookshop import Shop, bookshop
from support.client_operations import all_operations
from support.samples import Samples

from codatsynccommerce.models import operations, shared

if TYPE_CHECKING:
    from collections.abc import Iterator

    from codatsynccommerce._runtime.operation import Operation

PENDING, SUCCESS = shared.PushOperationStatus.PENDING, shared.PushOperationStatus.SUCCESS
FAILED, TIMED_OUT = shared.PushOperationStatus.FAILED, shared.PushOperationStatus.TIMED_OUT
CREATES = [operation for operation in all_operations() if operation.method == "POST" and "/push/" in operation.path]


@pytest.fixture
def shop() -> Iterator[Shop]:
    with bookshop() as opened:
        yield opened


def test_operation_is_pending_and_then_successful(shop: Shop) -> None:
    pushed = shop.push()
    assert (pushed.status, pushed.status_code, pushed.completed_on_utc) == (PENDING, 202, None)
    assert pushed.changes is not None
    assert pushed.changes[0].record_ref == shared.PushOperationRef(data_type=shared.DataType.CUSTOMERS)
    assert shop.read(pushed.push_operation_key).status == PENDING
    done = shop.read(pushed.push_operation_key)
    assert (done.status, done.status_code, done.error_message) == (SUCCESS, 200, None)
    assert done.completed_on_utc
    assert done.changes is not None
    change = done.changes[0]
    assert change.record_ref is not None
    assert change.type == shared.PushChangeType.CREATED
    assert change.record_ref.id
    assert shop.read(pushed.push_operation_key) == done


@pytest.mark.parametrize("polls", [0, 3])
def test_number_of_pending_polls_is_configurable(polls: int) -> None:
    with bookshop(pending_polls=polls) as shop:
        key = shop.push().push_operation_key
        statuses = [shop.read(key).status for _ in range(polls + 1)]
    assert statuses == [PENDING] * polls + [SUCCESS]


def test_text_with_reject_fails_with_its_path(shop: Shop) -> None:
    note = shared.Contact(status=shared.CustomerStatus.ACTIVE, name="Please reject this")
    key = shop.push("Ada", contacts=[note]).push_operation_key
    shop.read(key)
    failed = shop.read(key)
    assert (failed.status, failed.status_code) == (FAILED, 400)
    assert failed.validation is not None
    assert failed.validation.errors is not None
    assert [item.item_id for item in failed.validation.errors] == ["contacts[0].name"]
    assert "Correlation ID: " in str(failed.error_message)
    assert failed.changes is not None
    assert failed.changes[0].record_ref is not None
    assert failed.changes[0].record_ref.id is None


def test_longer_word_does_not_fail(shop: Shop) -> None:
    key = shop.push("Rejectamenta Ltd").push_operation_key
    shop.read(key)
    assert shop.read(key).status == SUCCESS


def test_text_with_timeout_times_out(shop: Shop) -> None:
    key = shop.push("Timeout").push_operation_key
    shop.read(key)
    assert (shop.read(key).status, shop.read(key).status) == (TIMED_OUT, TIMED_OUT)


def test_warnings_stay_on_the_operation(shop: Shop) -> None:
    key = shop.push(extra={"countryCode": "GB"}).push_operation_key
    shop.read(key)
    done = shop.read(key)
    assert done.validation is not None
    assert done.validation.warnings is not None
    assert [item.item_id for item in done.validation.warnings] == ["countryCode"]


def test_operations_are_listed_newest_first(shop: Shop) -> None:
    keys = [shop.push(name).push_operation_key for name in ("one", "two", "three")]
    request = operations.GetCompanyPushHistoryRequest(shop.sandbox.company_id, page_size=2)
    page = shop.client.push_data.list_operations(request).push_operations
    assert page is not None
    assert page.results is not None
    assert [row.push_operation_key for row in page.results] == [keys[2], keys[1]]
    assert page.total_results == 4


def test_listing_advances_operations(shop: Shop) -> None:
    key = shop.push().push_operation_key
    for _ in range(2):
        shop.get(f"{shop.company}/push")
    assert shop.read(key).status == SUCCESS


def test_created_account_can_be_read(shop: Shop) -> None:
    request = operations.CreateAccountingAccountRequest(
        shop.sandbox.company_id,
        shop.sandbox.connection_id,
        shared.AccountingAccount(name="Gift cards", nominal_code="205"),
    )
    pushed = shop.client.accounting_accounts.create_accounting_account(request).accounting_create_account_response
    assert pushed is not None
    assert pushed.data_type == shared.DataType.CHART_OF_ACCOUNTS
    before = shop.get(f"{shop.company}/data/accounts")["totalResults"]
    shop.read(pushed.push_operation_key)
    record = (shop.read(pushed.push_operation_key).changes or [])[0].record_ref
    assert record is not None
    after = shop.get(f"{shop.company}/data/accounts")
    assert after["totalResults"] == before + 1
    assert after["results"][-1]["name"] == "Gift cards"
    assert shop.get(f"{shop.company}/data/accounts/{record.id}")["modifiedDate"]


def test_callers_id_is_kept_if_free(shop: Shop) -> None:
    ids: list[str | None] = []
    for _ in range(2):
        key = shop.push(id="MINE").push_operation_key
        shop.read(key)
        record = (shop.read(key).changes or [])[0].record_ref
        assert record is not None
        ids.append(record.id)
    assert ids[0] == "MINE"
    assert ids[1] != "MINE"


def test_unlinked_connection_accepts_no_push(shop: Shop) -> None:
    shop.raw("PATCH", shop.connection, b'{"status": "Unlinked"}')
    assert shop.raw("POST", shop.push_path, b'{"status": "Active"}').status_code == 403


def test_ledger_lists_pushes_with_their_keys(shop: Shop) -> None:
    pushed = shop.push("Ada", key="order-1")
    (created,) = shop.sandbox.ledger
    assert created.idempotency_key == "order-1"
    assert created.push_operation_key == pushed.push_operation_key
    assert created.company_id == shop.sandbox.company_id
    assert created.data_type == "customers"
    assert created.record == {"status": "Active", "customerName": "Ada"}


@pytest.mark.parametrize("operation", CREATES, ids=lambda operation: str(operation.name))
def test_every_field_of_a_record_is_accepted(shop: Shop, operation: Operation[Any]) -> None:
    record = Samples().of(operation.body_type)
    body = {str(operation.body): record, "timeout_in_minutes": 7}
    request = operation.request(shop.sandbox.company_id, shop.sandbox.connection_id, **body)
    pushed = getattr(shop.call(operation, request), str(operation.payload))
    assert pushed.timeout_in_minutes == 7
    assert {item.item_id for item in pushed.validation.warnings} <= {"modifiedDate", "sourceModifiedDate", "metadata"}


def test_seven_kinds_of_records_can_be_created() -> None:
    assert len(CREATES) == 7
