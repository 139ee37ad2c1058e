"""What stands in for requests in the tests of users, or watches it, sees every call: also those of our own."""

from __future__ import annotations

import sys
import types
from functools import wraps
from typing import TYPE_CHECKING, Any
from unittest.mock import Mock

import pytest
import requests
from support.recorder import answered

import codatsynccommerce
from codatsynccommerce import CodatSyncCommerce
from codatsynccommerce.companies import Companies
from codatsynccommerce.models import operations, shared

if TYPE_CHECKING:
    from conftest import Connect
    from support.recorder import Recorder

COMPANY = operations.GetCompanyRequest("c")


def answer(*_given: Any, **_named: Any) -> requests.Response:
    made = requests.Response()
    made.status_code = 200
    made.headers["Content-Type"] = "application/json"
    made._content = b'{"id": "c", "name": "in memory", "redirect": "r"}'
    return made


def name_of(client: CodatSyncCommerce) -> str | None:
    company = client.companies.get_company(COMPANY).company
    return company.name if company else None


@pytest.mark.parametrize("given", [False, True])
@pytest.mark.parametrize("method", ["send", "request"])
def test_a_session_class_that_is_patched_answers_every_call(
    method: str, given: bool, connect: Connect, server: Recorder, monkeypatch: pytest.MonkeyPatch
) -> None:
    with requests.Session() as session:
        client = connect(client=session if given else None)
        patched = Mock(side_effect=answer)
        monkeypatch.setattr(requests.Session, method, patched)
        assert name_of(client) == "in memory"
        assert (patched.call_count, server.requests) == (1, [])
        monkeypatch.undo()
        server.will(answered({"id": "c", "name": "real", "redirect": "r"}))
        assert name_of(client) == "real"


def test_a_tracer_around_send_sees_our_calls_over_one_connection(
    connect: Connect, server: Recorder, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen: list[str] = []
    send = requests.Session.send

    @wraps(send)
    def traced(self: requests.Session, request: Any, **options: Any) -> requests.Response:
        seen.append(request.url)
        return send(self, request, **options)

    monkeypatch.setattr(requests.Session, "send", traced)
    client = connect()
    for _ in range(3):
        client.companies.get_company(COMPANY)
    assert seen == [f"{server.url}/companies/c"] * 3
    assert len({one.connection for one in server.requests}) == 1


class Own(requests.Session):
    """A Session of the caller's that answers by itself."""

    def request(self, *_given: Any, **named: Any) -> requests.Response:
        assert named["allow_redirects"] is False
        assert named["headers"]["Authorization"].startswith("Basic ")
        return answer()


def of_one_object() -> requests.Session:
    made: Any = requests.Session()
    made.request = Mock(side_effect=answer)
    return made  # type: ignore[no-any-return]


def a_mock() -> Any:
    made = Mock(spec=requests.Session)
    made.request.side_effect = answer
    return made


@pytest.mark.parametrize("make", [Own, of_one_object, a_mock])
def test_a_session_with_a_request_of_its_own_is_asked_for_it(make: Any, connect: Connect, server: Recorder) -> None:
    assert name_of(connect(client=make())) == "in memory"
    assert server.requests == []


def test_a_client_class_of_the_users_has_our_sub_sdks_wherever_it_stands(monkeypatch: pytest.MonkeyPatch) -> None:
    package = types.ModuleType("shop")
    package.__path__ = []
    theirs: Any = types.ModuleType("shop.companies")
    theirs.Companies = object
    monkeypatch.setitem(sys.modules, "shop", package)
    monkeypatch.setitem(sys.modules, "shop.companies", theirs)
    for module in ("shop.client", "client", "__main__"):
        kind = type("Client", (codatsynccommerce.CodatSyncCommerce,), {"__module__": module})
        made: Any = kind(shared.Security("Basic x"))
        assert type(made.companies) is Companies
