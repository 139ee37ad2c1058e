"""`wait_for_all` reads the other operations if one cannot be read, and reports what it knows."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from support.push_documents import COMPANY, ONCE, listed, operation, push_document
from support.recorder import Recorder, StubResponse, json_response

from codatsynccommerce.models import errors

if TYPE_CHECKING:
    from conftest import Connect, StillTime

    from codatsynccommerce.models import shared


def _statuses(done: list[shared.PushOperation]) -> list[str]:
    return [str(one.status) for one in done]


def test_missing_push_holds_up_no_other(server: Recorder, connect: Connect) -> None:
    server.will(
        listed([]),
        StubResponse(404),
        json_response(push_document("Success", "b")),
        StubResponse(404),
        json_response(push_document("Success", "a")),
    )
    heard: list[str] = []

    def note(state: shared.PushOperation) -> None:
        heard.append(state.push_operation_key)

    done = connect().push_data.wait_for_all([operation("Pending", key) for key in "ab"], on_update=note)
    assert _statuses(done) == ["Success", "Success"]
    assert heard == ["b", "a"]


def test_unknown_key_is_raised_after_the_others(server: Recorder, connect: Connect, time: StillTime) -> None:
    server.will(listed([push_document("Failed", "a")]), StubResponse(404), json_response(push_document("Success", "c")))
    heard: list[str] = []
    with pytest.raises(errors.NotFoundError) as caught:
        connect().push_data.wait_for_all(
            [(COMPANY, key) for key in "abc"], on_update=lambda state: heard.append(state.push_operation_key)
        )
    error: Any = caught.value
    assert [(one.push_operation_key, one.status) for one in error.operations] == [("a", "Failed"), ("c", "Success")]
    assert heard == ["a", "c"]
    assert time.pauses == []


def test_unreadable_company_holds_up_no_other(server: Recorder, connect: Connect) -> None:
    theirs = listed(push_document("Success", key, companyId="other") for key in "cd")
    server.will(StubResponse(403), theirs)
    with pytest.raises(errors.PermissionDeniedError) as caught:
        connect().push_data.wait_for_all([(COMPANY, "a"), (COMPANY, "b"), ("other", "c"), ("other", "d")])
    error: Any = caught.value
    assert [one.push_operation_key for one in error.operations] == ["c", "d"]
    assert len(server.requests) == 2


def test_transient_fault_hides_no_permanent_one(server: Recorder, connect: Connect) -> None:
    server.will(listed([]), StubResponse(404), StubResponse(503))
    with pytest.raises(errors.NotFoundError):
        connect(retry_config=ONCE).push_data.wait_for_all([(COMPANY, key) for key in "ab"])
    assert len(server.requests) == 3
