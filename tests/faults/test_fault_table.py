"""Every row of the fault table ends as it says, is sent no more often, and leaves the client usable."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from support.fault_case import ALL, Row
from support.fault_cases import ROWS
from support.fault_client import PATIENT, Trial, trial

from codatsynccommerce.utils import Timeout

if TYPE_CHECKING:
    from typing import Any

_IMPATIENT = Timeout(connect=5.0, read=0.25, total=20.0)


def _cells() -> list[Any]:
    cells: list[Any] = []
    for row in ROWS:
        for road in row.only:
            for method in ("GET", "POST"):
                for again in (False, True):
                    # Half of the cells show each thing once where that is enough, or where each costs a time-out.
                    if (row.slow or road == "session") and again is (method == "GET"):
                        continue
                    if road == "adapter" and again is not (method == "GET"):
                        continue
                    when = "always" if again else "once"
                    cells.append(pytest.param(row, road, method, again, id=f"{row.name}, {when}, {method}, {road}"))
    return cells


@pytest.mark.parametrize(("row", "road", "method", "again"), _cells())
def test_row(row: Row, road: str, method: str, again: bool) -> None:
    with trial(road, timeout=_IMPATIENT if row.slow else PATIENT) as made:
        if again:
            made.server.always(*row.steps)
        else:
            made.server.once(*row.steps)
        overcome = row.error is None or (not again and row.attempts(method) > 1)
        if overcome:
            made.call(method)
            attempts = 1 if row.error is None else 2
        else:
            attempts = row.attempts(method)
            _fails(made, row, method, attempts)
        assert made.server.begun == attempts
        _same_each_time(made)
        made.server.heal()
        made.call(method)
        assert made.server.begun == 1


def _fails(made: Trial, row: Row, method: str, attempts: int) -> None:
    error = made.failure(method)
    assert row.error is not None
    assert isinstance(error, row.error)
    assert row.says in str(error)
    assert error.attempts == attempts
    assert error.maybe_applied is (row.maybe and method == "POST")
    assert len(made.pauses) == attempts - 1
    if method == "GET":
        assert error.idempotency_key is None
    elif made.server.requests:
        assert {asked.key for asked in made.server.requests} == {error.idempotency_key}


def _same_each_time(made: Trial) -> None:
    assert len(set(made.server.requests)) <= 1


def test_the_table_is_long_enough_and_its_names_are_its_own() -> None:
    assert len({(row.name, row.only) for row in ROWS}) == len(ROWS) > 100
    assert all(row.get <= ALL and row.post <= ALL for row in ROWS)
