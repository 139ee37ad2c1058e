"""Exceptions from elsewhere: they end a call unchanged, and tell what is known about a write."""

from __future__ import annotations

import asyncio
import gc
import sys
import traceback
from typing import TYPE_CHECKING, Any

import pytest
from support.api_key import KEY
from support.for_each import for_each
from support.recorder import StubResponse, json_response

from codatsynccommerce import CodatSyncCommerce
from codatsynccommerce._runtime import runner
from codatsynccommerce.models import errors, operations, shared

if TYPE_CHECKING:
    from types import FrameType

    from conftest import Connect, StillTime
    from support.recorder import Recorder


class TaskLimitError(Exception):
    """As a task queue raises it in whatever its task is doing."""


def read(client: CodatSyncCommerce) -> Any:
    return client.companies.get_company(operations.GetCompanyRequest("c"))


def push(client: CodatSyncCommerce) -> Any:
    customer = shared.AccountingCustomer(status=shared.CustomerStatus.ACTIVE)
    request = operations.CreateAccountingCustomerRequest("c", "d", customer)
    return client.accounting_customers.create_accounting_customer(request)


@for_each("kind", [TaskLimitError, MemoryError, TimeoutError, KeyboardInterrupt])
@for_each("call", [read, push])
def test_exception_during_a_pause_is_unchanged(
    kind: type[BaseException], call: Any, connect: Connect, server: Recorder, time: StillTime
) -> None:
    limit = kind("the limit")

    def sleep(_seconds: float) -> None:
        raise limit

    client = connect()
    client._client.clock = time.clock._replace(sleep=sleep)
    server.will(StubResponse(503), json_response({"id": "c"}))
    with pytest.raises(kind) as raised:
        call(client)
    assert raised.value is limit
    assert limit.args == ("the limit",)
    known = errors.CallInterruptedError.of(limit)
    if call is read:
        assert known is None
        return
    assert known is not None
    assert (known.maybe_applied, known.attempts) == (True, 1)
    assert known.idempotency_key == server.only.headers["Idempotency-Key"]
    assert known.message in getattr(limit, "__notes__", [])
    assert known.message in "".join(traceback.format_exception(type(limit), limit, limit.__traceback__))


def test_cause_of_an_interruption_is_kept(connect: Connect, server: Recorder, time: StillTime) -> None:
    limit, cause = TaskLimitError("the limit"), ValueError("why")
    limit.__cause__ = cause

    def sleep(_seconds: float) -> None:
        raise limit

    client = connect()
    client._client.clock = time.clock._replace(sleep=sleep)
    server.will(StubResponse(503))
    with pytest.raises(TaskLimitError):
        push(client)
    assert limit.__cause__ is cause
    assert isinstance(cause.__cause__, errors.CallInterruptedError)
    assert errors.CallInterruptedError.of(limit) is cause.__cause__


def test_interruption_that_causes_itself(connect: Connect, server: Recorder, time: StillTime) -> None:
    """`raise error from error` makes a circle of causes."""
    limit = TaskLimitError("the limit")

    def sleep(_seconds: float) -> None:
        raise limit from limit

    assert errors.CallInterruptedError.of(limit) is None
    client = connect()
    client._client.clock = time.clock._replace(sleep=sleep)
    server.will(StubResponse(503))
    with pytest.raises(TaskLimitError):
        push(client)
    assert isinstance(limit.__cause__, errors.CallInterruptedError)
    limit.__cause__ = limit
    assert errors.CallInterruptedError.of(limit) is None


@for_each(("status", "maybe_applied"), [(429, False), (503, True)])
def test_interrupted_pause_tells_what_came_before(
    status: int, maybe_applied: bool, connect: Connect, server: Recorder, time: StillTime
) -> None:
    def sleep(_seconds: float) -> None:
        raise TaskLimitError

    client = connect()
    client._client.clock = time.clock._replace(sleep=sleep)
    server.will(StubResponse(status))
    with pytest.raises(TaskLimitError) as raised:
        push(client)
    known = errors.CallInterruptedError.of(raised.value)
    assert known is not None
    assert (known.attempts, known.maybe_applied) == (1, maybe_applied)


def test_exception_before_anything_was_sent(connect: Connect, server: Recorder) -> None:
    def security() -> shared.Security:
        raise TaskLimitError

    with pytest.raises(TaskLimitError):
        push(connect(security=security))
    assert server.requests == []


def test_client_is_usable_after_an_interruption(connect: Connect, server: Recorder, time: StillTime) -> None:
    client = connect()
    server.will(StubResponse(503), json_response({"id": "c"}))
    client._client.clock = time.clock._replace(sleep=lambda _seconds: (_ for _ in ()).throw(TaskLimitError))
    with pytest.raises(TaskLimitError):
        read(client)
    assert read(client).company.id == "c"


def test_synchronous_call_that_suspends_is_refused(server: Recorder, time: StillTime) -> None:
    with CodatSyncCommerce(shared.Security.from_api_key(KEY), server_url=server.url) as client:
        client._client.clock = time.clock._replace(sleep=lambda _seconds: asyncio.sleep(0))
        server.will(StubResponse(503))
        with pytest.raises(RuntimeError, match="a synchronous call tried to suspend"):
            read(client)
        assert len(server.requests) == 1


def test_interruption_before_the_first_step_is_quiet(recwarn: pytest.WarningsRecorder) -> None:
    """Ctrl-C may come when the coroutine of a call is made and not begun."""

    async def call() -> None:
        pytest.fail("it began")

    lines: list[int] = []

    def interrupt(frame: FrameType, event: str, _given: object) -> Any:
        if event == "line" and frame.f_code is runner.run.__code__:
            lines.append(frame.f_lineno)
            if len(lines) == 2:  # The first one is that of `try`.
                raise KeyboardInterrupt
        return interrupt

    before = sys.gettrace()
    try:
        sys.settrace(interrupt)
        with pytest.raises(KeyboardInterrupt):
            runner.run(call())
    finally:
        sys.settrace(before)
    gc.collect()
    assert [str(one.message) for one in recwarn] == []
