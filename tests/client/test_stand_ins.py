"""Tools that stand in for requests, or watch it, see every call, also over connections of the client's own."""

from __future__ import annotations

import subprocess
import sys
import types
from functools import wraps
from typing import TYPE_CHECKING, Any
from unittest.mock import Mock

import pytest
import pytest_socket
import requests
import requests_mock
from opentelemetry.instrumentation.requests import RequestsInstrumentor
from opentelemetry.sdk.trace import TracerProvider
from opentelemetry.sdk.trace.export import SimpleSpanProcessor
from opentelemetry.sdk.trace.export.in_memory_span_exporter import InMemorySpanExporter
from support.recorder import json_response

import codatsynccommerce
from codatsynccommerce import CodatSyncCommerce
from codatsynccommerce.companies import Companies
from codatsynccommerce.models import errors, operations, shared

if TYPE_CHECKING:
    from pathlib import Path

    from conftest import Connect
    from support.recorder import Recorder


@pytest.fixture
def client_kind() -> str:
    return "sync"


COMPANY = operations.GetCompanyRequest("c")
DOCUMENT = {"id": "c", "name": "in memory", "redirect": "r"}
GIVEN = pytest.mark.parametrize("given", [False, True], ids=["own connections", "Session"])


def respond(*_given: Any, **_named: Any) -> requests.Response:
    response = requests.Response()
    response.status_code = 200
    response.headers["Content-Type"] = "application/json"
    response._content = b'{"id": "c", "name": "in memory", "redirect": "r"}'
    return response


def name_of(client: CodatSyncCommerce) -> str | None:
    company = client.companies.get_company(COMPANY).company
    return company.name if company else None


@GIVEN
def test_requests_mock_answers_calls(given: bool, connect: Connect) -> None:
    with requests.Session() as session, requests_mock.Mocker() as mock:
        mock.get("https://api.codat.io/companies/c", json=DOCUMENT)
        client = connect(server_url="https://api.codat.io", client=session if given else None)
        assert name_of(client) == "in memory"
        assert mock.request_history[0].headers["Accept"] == "application/json"


@GIVEN
def test_requests_mock_conflict_is_no_ambiguity(given: bool, connect: Connect) -> None:
    """A 409 that a test returns to the first attempt says that nothing was applied, as it does without the mock."""
    customer = shared.AccountingCustomer(shared.CustomerStatus.ACTIVE)
    request = operations.CreateAccountingCustomerRequest("c", "d", customer)
    with requests.Session() as session, requests_mock.Mocker() as mock:
        mock.post(requests_mock.ANY, status_code=409, json={"error": "no", "correlationId": "1"})
        client = connect(server_url="https://api.codat.io", client=session if given else None)
        with pytest.raises(errors.ConflictError) as raised:
            client.accounting_customers.create_accounting_customer(request)
    assert (raised.value.attempts, raised.value.maybe_applied) == (1, False)


@GIVEN
def test_vcr_records_and_replays_calls(given: bool, connect: Connect, server: Recorder, tmp_path: Path) -> None:
    import vcr  # type: ignore[import-untyped] # noqa: PLC0415 - it is slow to load

    place = str(tmp_path / "cassette.yaml")
    with requests.Session() as session:
        server.will(json_response(DOCUMENT))
        for played in (0, 1):
            client = connect(client=session if given else None)
            with vcr.use_cassette(place, record_mode="once") as cassette:
                assert name_of(client) == "in memory"
            assert (cassette.play_count, len(server.requests)) == (played, 1)


VCR_FIRST = """
import sys, vcr
from codatsynccommerce import CodatSyncCommerce
from codatsynccommerce.models import operations, shared
client = CodatSyncCommerce(shared.Security("Basic a"), server_url=sys.argv[1])
with vcr.use_cassette(sys.argv[2]):
    client.companies.get_company(operations.GetCompanyRequest("c"))
client.companies.get_company(operations.GetCompanyRequest("c"))
"""


def test_connections_work_after_a_first_cassette(server: Recorder, tmp_path: Path) -> None:
    """What is loaded while vcrpy stands in for urllib3's classes must not be built on them."""
    command = [sys.executable, "-c", VCR_FIRST, server.url, str(tmp_path / "cassette.yaml")]
    server.will(json_response(DOCUMENT), json_response(DOCUMENT))
    subprocess.run(command, check=True)  # noqa: S603 - our own program
    assert len(server.requests) == 2


@GIVEN
def test_opentelemetry_traces_calls(given: bool, connect: Connect, server: Recorder) -> None:
    exporter, provider = InMemorySpanExporter(), TracerProvider()
    provider.add_span_processor(SimpleSpanProcessor(exporter))
    RequestsInstrumentor().instrument(tracer_provider=provider)
    try:
        with requests.Session() as session:
            client = connect(client=session if given else None)
            client.companies.get_company(COMPANY)
            client.companies.get_company(COMPANY)
    finally:
        RequestsInstrumentor().uninstrument()
    assert [span.name for span in exporter.get_finished_spans()] == ["GET", "GET"]
    assert all(sent.headers["traceparent"] for sent in server.requests)
    assert len({sent.connection for sent in server.requests}) == 1


SENTRY = """
import sys, sentry_sdk
from codatsynccommerce import CodatSyncCommerce
from codatsynccommerce.models import operations, shared
kept = []
sentry_sdk.init("http://key@127.0.0.1:9/1", traces_sample_rate=1.0,
                before_send_transaction=lambda event, hint: kept.append(event))
client = CodatSyncCommerce(shared.Security("Basic a"), server_url=sys.argv[1])
with sentry_sdk.start_transaction(name="test"):
    client.companies.get_company(operations.GetCompanyRequest("c"))
spans = [(span["op"], span["data"]["url"], span["data"]["http.response.status_code"]) for span in kept[0]["spans"]]
assert spans == [("http.client", sys.argv[1] + "/companies/c", 200)], spans
"""


def test_sentry_traces_calls(server: Recorder) -> None:
    """It replaces methods of `http.client` for good, so that it runs in a process of its own."""
    server.will(json_response(DOCUMENT))
    subprocess.run([sys.executable, "-c", SENTRY, server.url], check=True)  # noqa: S603 - our own program
    assert server.only.headers["sentry-trace"]


@pytest.mark.filterwarnings("ignore:A test tried to use:UserWarning")
def test_pytest_socket_blocks_calls(connect: Connect, server: Recorder) -> None:
    client = connect()
    pytest_socket.disable_socket()
    try:
        with pytest.raises(pytest_socket.SocketBlockedError):
            client.companies.get_company(COMPANY)
    finally:
        pytest_socket.enable_socket()
    assert server.requests == []
    server.will(json_response(DOCUMENT))
    assert name_of(client) == "in memory"


@GIVEN
@pytest.mark.parametrize("method", ["send", "request"])
def test_replaced_session_method_answers_calls(
    method: str, given: bool, connect: Connect, server: Recorder, monkeypatch: pytest.MonkeyPatch
) -> None:
    with requests.Session() as session:
        client = connect(client=session if given else None)
        patched = Mock(side_effect=respond)
        monkeypatch.setattr(requests.Session, method, patched)
        assert name_of(client) == "in memory"
        assert (patched.call_count, server.requests) == (1, [])
        monkeypatch.undo()
        server.will(json_response({"id": "c", "name": "real", "redirect": "r"}))
        assert name_of(client) == "real"


def test_wrapped_send_sees_calls_over_one_connection(
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
    assert len({sent.connection for sent in server.requests}) == 1


class Own(requests.Session):
    """A Session of the caller's that responds by itself."""

    def request(self, *_given: Any, **named: Any) -> requests.Response:
        assert named["allow_redirects"] is False
        assert named["headers"]["Authorization"].startswith("Basic ")
        return respond()


def session_with_own_request() -> requests.Session:
    session: Any = requests.Session()
    session.request = Mock(side_effect=respond)
    return session  # type: ignore[no-any-return]


def mock_of_a_session() -> Any:
    mock = Mock(spec=requests.Session)
    mock.request.side_effect = respond
    return mock


class OnlyRequest:
    """What is no Session, but has the method of one that 0.2.0 called."""

    def request(self, method: str, url: str, **options: Any) -> Any:
        assert (method, url.endswith("/companies/c")) == ("GET", True)
        assert options["timeout"]
        return types.SimpleNamespace(status_code=200, headers={"X-Here": "1"}, content=respond().content)


@pytest.mark.parametrize("make", [Own, session_with_own_request, mock_of_a_session, OnlyRequest])
def test_own_request_method_is_called(make: Any, connect: Connect, server: Recorder) -> None:
    client = connect(client=make())
    assert name_of(client) == "in memory"
    response = client.companies.get_company(COMPANY)
    assert isinstance(response.raw_response, requests.Response)
    assert response.raw_response.json()["name"] == "in memory"
    assert server.requests == []


def test_derived_client_class_has_our_sub_sdks(monkeypatch: pytest.MonkeyPatch) -> None:
    package = types.ModuleType("shop")
    package.__path__ = []
    theirs: Any = types.ModuleType("shop.companies")
    theirs.Companies = object
    monkeypatch.setitem(sys.modules, "shop", package)
    monkeypatch.setitem(sys.modules, "shop.companies", theirs)
    for module in ("shop.client", "client", "__main__"):
        kind = type("Client", (codatsynccommerce.CodatSyncCommerce,), {"__module__": module})
        client: Any = kind(shared.Security("Basic x"))
        assert type(client.companies) is Companies
