"""Every row of the fault table ends as stated, sends no further requests, and leaves the client usable."""

from __future__ import annotations

import pytest
from support.fault_case import ALL, FaultCase
from support.fault_cases import FAULT_CASES
from support.fault_client import PATIENT, FaultClient, fault_client
from support.for_each import for_each

from codatsynccommerce.utils import Timeout

_IMPATIENT = Timeout(connect=5.0, read=0.25, total=20.0)


def _trials(case: FaultCase) -> list[tuple[str, str, bool]]:
    """Return the routes, methods and numbers of times that a case is tried with."""
    trials: list[tuple[str, str, bool]] = []
    for route in case.only:
        for method in ("GET", "POST"):
            for again in (False, True):
                # Half of the trials show each thing once where that is enough, or where each costs a time-out.
                if (case.slow or route == "session") and again is (method == "GET"):
                    continue
                if route == "adapter" and again is not (method == "GET"):
                    continue
                trials.append((route, method, again))
    return trials


@pytest.mark.parametrize("case", FAULT_CASES, ids=lambda case: f"{case.name}, {' '.join(case.only)}")
def test_fault_case(case: FaultCase) -> None:
    for_each(("route", "method", "again"), _trials(case))(_is_overcome_or_reported)(case=case)


def _is_overcome_or_reported(case: FaultCase, route: str, method: str, again: bool) -> None:
    with fault_client(route, timeout=_IMPATIENT if case.slow else PATIENT) as caller:
        if again:
            caller.server.always(*case.steps)
        else:
            caller.server.once(*case.steps)
        overcome = case.error is None or (not again and case.attempts(method) > 1)
        if overcome:
            caller.call(method)
            attempts = 1 if case.error is None else 2
        else:
            attempts = case.attempts(method)
            _fails(caller, case, method, attempts)
        assert caller.server.begun == attempts
        _same_each_time(caller)
        caller.server.heal()
        caller.call(method)
        assert caller.server.begun == 1


def _fails(caller: FaultClient, case: FaultCase, method: str, attempts: int) -> None:
    error = caller.failure(method)
    assert case.error is not None
    assert isinstance(error, case.error)
    assert case.says in str(error)
    assert error.attempts == attempts
    assert error.maybe_applied is (case.maybe and method == "POST")
    assert len(caller.pauses) == attempts - 1
    if method == "GET":
        assert error.idempotency_key is None
    elif caller.server.requests:
        assert {received.key for received in caller.server.requests} == {error.idempotency_key}


def _same_each_time(caller: FaultClient) -> None:
    assert len(set(caller.server.requests)) <= 1


def test_fault_cases_are_many_and_unique() -> None:
    assert len({(case.name, case.only) for case in FAULT_CASES}) == len(FAULT_CASES) > 100
    assert all(case.get <= ALL and case.post <= ALL for case in FAULT_CASES)
