"""`wait_for_all` reads the others where one cannot be read, and tells what it knows."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from support.push_documents import COMPANY, ONCE, listed, operation, told
from support.recorder import Answer, Recorder, answered

from codatsynccommerce.models import errors

if TYPE_CHECKING:
    from conftest import Connect, StillTime

    from codatsynccommerce.models import shared


def _statuses(done: list[shared.PushOperation]) -> list[str]:
    return [str(one.status) for one in done]


def test_one_that_the_api_has_told_of_and_does_not_find_keeps_no_other_waiting(
    server: Recorder, connect: Connect
) -> None:
    server.will(listed([]), Answer(404), answered(told("Success", "b")), Answer(404), answered(told("Success", "a")))
    heard: list[str] = []

    def note(state: shared.PushOperation) -> None:
        heard.append(state.push_operation_key)

    done = connect().push_data.wait_for_all([operation("Pending", key) for key in "ab"], on_update=note)
    assert _statuses(done) == ["Success", "Success"]
    assert heard == ["b", "a"]


def test_a_key_that_the_api_does_not_know_is_told_after_the_others_are_read(
    server: Recorder, connect: Connect, time: StillTime
) -> None:
    server.will(listed([told("Failed", "a")]), Answer(404), answered(told("Success", "c")))
    heard: list[str] = []
    with pytest.raises(errors.NotFoundError) as caught:
        connect().push_data.wait_for_all(
            [(COMPANY, key) for key in "abc"], on_update=lambda state: heard.append(state.push_operation_key)
        )
    told_of: Any = caught.value
    assert [(one.push_operation_key, one.status) for one in told_of.operations] == [("a", "Failed"), ("c", "Success")]
    assert heard == ["a", "c"]
    assert time.pauses == []


def test_a_company_that_cannot_be_read_keeps_no_other_from_being_read(server: Recorder, connect: Connect) -> None:
    theirs = listed(told("Success", key, companyId="other") for key in "cd")
    server.will(Answer(403), theirs)
    with pytest.raises(errors.PermissionDeniedError) as caught:
        connect().push_data.wait_for_all([(COMPANY, "a"), (COMPANY, "b"), ("other", "c"), ("other", "d")])
    told_of: Any = caught.value
    assert [one.push_operation_key for one in told_of.operations] == ["c", "d"]
    assert len(server.requests) == 2


def test_a_fault_that_passes_does_not_hide_one_that_does_not(server: Recorder, connect: Connect) -> None:
    server.will(listed([]), Answer(404), Answer(503))
    with pytest.raises(errors.NotFoundError):
        connect(retry_config=ONCE).push_data.wait_for_all([(COMPANY, key) for key in "ab"])
    assert len(server.requests) == 3
