"""A Session of the caller's is used as `requests` documents it, and is never changed or closed."""
# pyright: basic

from __future__ import annotations

import copy
import json
import pickle
import socket
import ssl
from email.utils import formatdate
from http.cookiejar import CookieJar
from io import BytesIO
from typing import TYPE_CHECKING, Any, cast

import cachecontrol
import pytest
import requests
import requests_cache
import responses
import trustme
from requests.adapters import HTTPAdapter
from support import certificates
from support.fault_server import FaultServer
from support.fault_steps import fin, read, response_bytes, send, stall
from support.recorder import StubResponse, json_response
from urllib3.exceptions import InsecureRequestWarning
from urllib3.util import Retry

from codatsynccommerce.models import errors, operations, shared
from codatsynccommerce.utils import RetryConfig, Timeout

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from conftest import Connect
    from support.recorder import Recorder

    from codatsynccommerce import CodatSyncCommerce


@pytest.fixture
def client_kind() -> str:
    return "sync"


COMPANY = operations.GetCompanyRequest("c")
COOKIE = StubResponse(200, b"{}", {"Set-Cookie": "sid=of-the-server; Path=/", "Content-Type": "application/json"})


class Counting(HTTPAdapter):
    """An adapter of the caller's."""

    def __init__(self) -> None:
        super().__init__()
        self.sent: list[dict[str, Any]] = []
        self.closed = 0

    def send(self, request: Any, **options: Any) -> requests.Response:  # type: ignore[override]
        self.sent.append(options)
        return super().send(request, **options)

    def close(self) -> None:
        self.closed += 1
        super().close()


def state_of(session: requests.Session) -> Any:
    kept = {name: copy.deepcopy(value) for name, value in session.__dict__.items() if name not in ("adapters", "hooks")}
    kept["cookies"] = session.cookies.get_dict()
    return kept, dict(session.adapters), {name: list(hooks) for name, hooks in session.hooks.items()}


def test_session_stays_unchanged(connect: Connect, server: Recorder) -> None:
    with requests.Session() as session:
        adapter = Counting()
        session.mount("http://", adapter)
        session.headers["X-Own"] = "kept"
        session.auth = ("me", "mine")
        before = state_of(session)
        server.will(COOKIE, json_response({}, 404))
        client = connect(client=session)
        client.companies.get_company(COMPANY)
        with pytest.raises(errors.NotFoundError):
            client.companies.get_company(COMPANY)
        client.close()
        assert state_of(session) == before
        assert (len(adapter.sent), adapter.closed) == (2, 0)
        assert all(one.headers["X-Own"] == "kept" for one in server.requests)
        assert all(one.headers["Authorization"].startswith("Basic Y2Fu") for one in server.requests)
        assert session.get(server.url).status_code == 404


def _with_a_context() -> HTTPAdapter:
    made = HTTPAdapter()
    made.init_poolmanager(10, 10, ssl_context=ssl.create_default_context())
    return made


def _with_a_send_of_its_own() -> HTTPAdapter:
    made: Any = HTTPAdapter()
    made.send = made.send
    return cast("HTTPAdapter", made)


@pytest.mark.parametrize(
    "make",
    [
        Counting,
        lambda: HTTPAdapter(max_retries=1),
        lambda: HTTPAdapter(max_retries=Retry(0, status_forcelist=[503])),
        lambda: HTTPAdapter(pool_maxsize=3),
        lambda: HTTPAdapter(pool_connections=3),
        lambda: HTTPAdapter(pool_block=True),
        _with_a_context,
        _with_a_send_of_its_own,
    ],
)
@pytest.mark.parametrize("cookies", [{}, {"own": "1"}])
def test_own_adapter_is_used_unchanged(
    make: Callable[[], HTTPAdapter], cookies: dict[str, str], connect: Connect, server: Recorder
) -> None:
    with requests.Session() as session:
        session.cookies.update(cookies)
        adapter = make()
        session.mount("http://", adapter)
        client = connect(client=session)
        client.companies.get_company(COMPANY)
        assert len(server.requests) == 1
        assert len(cast("Any", adapter).poolmanager.pools) == 1


@pytest.mark.parametrize("cookies", [{}, {"own": "1"}])
def test_usual_adapter_is_left_alone(cookies: dict[str, str], connect: Connect, server: Recorder) -> None:
    with requests.Session() as session:
        session.cookies.update(cookies)
        connect(client=session).companies.get_company(COMPANY)
        assert [len(cast("Any", one).poolmanager.pools) for one in session.adapters.values()] == [0, 0]
        assert session.get(server.url).status_code == 200


def test_cookie_jar_of_the_standard_library(connect: Connect, server: Recorder) -> None:
    with requests.Session() as session:
        jar = CookieJar()
        jar.set_cookie(cast("Any", requests.cookies).create_cookie("own", "1"))
        session.cookies = jar  # type: ignore[assignment]
        connect(client=session).companies.get_company(COMPANY)
        assert server.only.headers["Cookie"] == "own=1"
        assert session.cookies is jar


class Connecting(HTTPAdapter):
    """An adapter of the caller's with a method that is called as one of urllib3's."""

    def send(self, request: Any, **options: Any) -> requests.Response:  # type: ignore[override]
        super().send(request, **options)
        return self.connect()

    def connect(self) -> requests.Response:
        raise requests.ConnectionError


def test_failed_adapter_may_have_sent(connect: Connect, server: Recorder) -> None:
    with requests.Session() as session:
        session.mount("http://", Connecting())
        request = operations.CreateAccountingCustomerRequest("c", "d", shared.AccountingCustomer("Active"))
        with pytest.raises(errors.APIConnectionError) as raised:
            connect(client=session).accounting_customers.create_accounting_customer(request)
        assert len(server.requests) == 4
        assert raised.value.maybe_applied


@pytest.mark.parametrize("retries", [0, 2])
def test_adapter_with_retries_may_have_sent(retries: int, connect: Connect) -> None:
    closed = socket.create_server(("127.0.0.1", 0))
    port = closed.getsockname()[1]
    closed.close()
    with requests.Session() as session:
        session.mount("http://", HTTPAdapter(max_retries=retries))
        request = operations.CreateAccountingCustomerRequest("c", "d", shared.AccountingCustomer("Active"))
        client = connect(client=session, server_url=f"http://127.0.0.1:{port}")
        with pytest.raises(errors.APIConnectionError) as raised:
            client.accounting_customers.create_accounting_customer(request)
        assert raised.value.maybe_applied is (retries > 0)


@pytest.mark.parametrize("given", [False, True])
def test_server_cookie_is_not_kept(given: bool, connect: Connect, server: Recorder) -> None:
    with requests.Session() as session:
        server.will(COOKIE)
        client = connect(client=session if given else None)
        client.companies.get_company(COMPANY)
        client.companies.get_company(COMPANY)
        assert [one.headers["Cookie"] for one in server.requests] == [None, None]
        assert session.cookies.get_dict() == {}


def test_session_cookies_and_parameters_are_sent(connect: Connect, server: Recorder) -> None:
    with requests.Session() as session:
        session.cookies.set("own", "1")
        session.params = {"tenant": "a b"}
        server.will(COOKIE)
        client = connect(client=session)
        client.companies.get_company(COMPANY)
        client.companies.get_company(COMPANY)
        assert [one.headers["Cookie"] for one in server.requests] == ["own=1", "own=1"]
        assert [one.query for one in server.requests] == ["tenant=a+b", "tenant=a+b"]
        assert session.cookies.get_dict() == {"own": "1"}


def test_session_secrets_are_in_no_pickle(connect: Connect, server: Recorder) -> None:
    with requests.Session() as session:
        session.headers.update({"Cookie": "sid=session-secret", "Proxy-Authorization": "Basic proxy-secret"})
        server.will(StubResponse(200), StubResponse(404))
        client = connect(client=session)
        response = client.companies.get_company(COMPANY)
        with pytest.raises(errors.NotFoundError) as raised:
            client.companies.get_company(COMPANY)
    for sent in server.requests:
        assert (sent.headers["Cookie"], sent.headers["Proxy-Authorization"]) == (
            "sid=session-secret",
            "Basic proxy-secret",
        )
    for held in (raised.value, raised.value.raw_response, response, response.raw_response):
        text = pickle.dumps(held)
        assert b"session-secret" not in text
        assert b"proxy-secret" not in text


def test_session_parameters_alone_are_sent(connect: Connect, server: Recorder) -> None:
    with requests.Session() as session:
        session.params = {"tenant": "a b"}
        connect(client=session).companies.get_company(COMPANY)
    assert server.only.query == "tenant=a+b"


@pytest.mark.parametrize("cookies", [{}, {"own": "1"}])
def test_untrusted_environment_is_ignored(
    cookies: dict[str, str], connect: Connect, server: Recorder, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("no_proxy", "NO_PROXY"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("http_proxy", "http://127.0.0.1:9")
    with requests.Session() as session:
        session.trust_env = False
        session.cookies.update(cookies)
        connect(client=session).companies.get_company(COMPANY)
        assert len(server.requests) == 1
        session.trust_env = True
        with pytest.raises(errors.APIConnectionError):
            connect(client=session).companies.get_company(COMPANY)


@pytest.mark.parametrize("cookies", [{}, {"own": "1"}])
def test_hooks_see_each_response_once(cookies: dict[str, str], connect: Connect, server: Recorder) -> None:
    seen: list[int] = []
    with requests.Session() as session:
        session.cookies.update(cookies)
        session.hooks["response"].append(lambda response, **_: seen.append(response.status_code))
        server.will(StubResponse(503), json_response({}))
        connect(client=session).companies.get_company(COMPANY)
    assert seen == [503, 200]


def test_hook_that_raises_for_status(connect: Connect, server: Recorder) -> None:
    with requests.Session() as session:
        session.hooks["response"].append(lambda response, **_: response.raise_for_status())
        server.will(json_response({"error": "words", "correlationId": "id"}, 404))
        with pytest.raises(errors.NotFoundError, match=r"^404: words \(correlation id id\)$"):
            connect(client=session).companies.get_company(COMPANY)


@pytest.mark.parametrize("cookies", [{}, {"own": "1"}])
def test_session_settings_reach_the_adapter(
    cookies: dict[str, str], connect: Connect, server: Recorder, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / "mine.pem").touch()
    mine = str(tmp_path / "mine.pem")
    monkeypatch.delenv("REQUESTS_CA_BUNDLE", raising=False)
    monkeypatch.delenv("CURL_CA_BUNDLE", raising=False)
    with requests.Session() as session:
        adapter = Counting()
        session.mount("http://", adapter)
        session.verify, session.cert, session.proxies = mine, (mine, mine), {"ftp": "http://p"}
        session.cookies.update(cookies)
        connect(client=session, timeout=3).companies.get_company(COMPANY)
    (sent,) = adapter.sent
    assert (sent["verify"], sent["cert"], sent["proxies"]["ftp"]) == (mine, (mine, mine), "http://p")
    assert sent["stream"] is True
    assert all(0 < seconds <= 3 for seconds in sent["timeout"])


def test_session_header_none_is_not_sent(connect: Connect, server: Recorder) -> None:
    with requests.Session() as session:
        headers: Any = session.headers
        headers["X-Off"] = None
        connect(client=session).companies.get_company(COMPANY)
    assert server.only.headers["X-Off"] is None


@pytest.mark.parametrize("mounted", [False, True])
def test_session_header_that_cannot_be_sent(mounted: bool, connect: Connect, server: Recorder) -> None:
    request = operations.CreateAccountingCustomerRequest(
        "c", "d", shared.AccountingCustomer(shared.CustomerStatus.ACTIVE)
    )
    with requests.Session() as session:
        session.headers["X-Team"] = "a\nb"
        if mounted:
            session.params = {"tenant": "a"}
            session.mount("http://", Counting())
        with pytest.raises(errors.RequestError) as raised:
            connect(client=session).accounting_customers.create_accounting_customer(request)
    assert (raised.value.maybe_applied, server.requests) == (False, [])


def test_session_class_with_its_own_send(connect: Connect, server: Recorder) -> None:
    class Signing(requests.Session):
        def send(self, request: Any, **options: Any) -> requests.Response:
            assert options["allow_redirects"] is False
            request.headers["X-Signed"] = "yes"
            return super().send(request, **options)

    with Signing() as session:
        connect(client=session).companies.get_company(COMPANY)
    assert server.only.headers["X-Signed"] == "yes"


class Watching(requests.Session):
    """A Session of the caller's that looks at what sending raises, as programs do that count failures."""

    def __init__(self) -> None:
        super().__init__()
        self.raised: list[Exception] = []

    def send(self, request: Any, **options: Any) -> requests.Response:
        try:
            response = super().send(request, **options)
            response.raise_for_status()
        except requests.RequestException as error:
            self.raised.append(error)
            raise
        return response


def test_session_class_sees_what_requests_raises(connect: Connect) -> None:
    with Watching() as session, FaultServer() as server:
        client = connect(client=session, server_url=server.url)
        for step in (fin, stall):
            server.once(read, step)
            with pytest.raises(errors.APIConnectionError) as raised:
                client.accounting_customers.create_accounting_customer(
                    operations.CreateAccountingCustomerRequest("c", "d", shared.AccountingCustomer("Active")),
                    timeout=Timeout(5, 0.05, 1),
                    retries=RetryConfig("none", None),
                )
            assert raised.value.maybe_applied
        first, second = session.raised
        assert (type(first), type(second)) == (requests.ConnectionError, requests.Timeout)


def test_session_class_that_raises_for_status(connect: Connect, server: Recorder) -> None:
    with Watching() as session:
        server.will(json_response({"error": "words", "correlationId": "id"}, 404))
        with pytest.raises(errors.NotFoundError, match=r"^404: words \(correlation id id\)$"):
            connect(client=session).companies.get_company(COMPANY)


def test_session_without_an_adapter_for_the_address(connect: Connect, server: Recorder) -> None:
    with requests.Session() as session:
        session.adapters.clear()
        with pytest.raises(errors.RequestError, match="cannot be sent: InvalidSchema"):
            connect(client=session).companies.get_company(COMPANY)
    assert server.requests == []


def test_memory_error_of_an_adapter_passes_through(connect: Connect) -> None:
    class Exhausted(BytesIO):
        def read(self, *_sizes: Any) -> bytes:
            raise MemoryError

    class Canned(HTTPAdapter):
        def send(self, request: Any, **_options: Any) -> requests.Response:  # type: ignore[override]
            response = requests.Response()
            response.status_code, response.raw, response.request = 200, Exhausted(), request
            return response

    with requests.Session() as session:
        session.mount("http://", Canned())
        with pytest.raises(MemoryError):
            connect(client=session).companies.get_company(COMPANY)


def test_adapter_that_reads_the_body_itself(connect: Connect) -> None:
    class Canned(HTTPAdapter):
        def send(self, request: Any, **_options: Any) -> requests.Response:  # type: ignore[override]
            response: Any = requests.Response()
            response.status_code, response._content, response.request = 200, b'{"id": "canned"}', request
            return cast("requests.Response", response)

    with requests.Session() as session:
        session.mount("http://", Canned())
        company = company_of(connect(client=session))
    assert company.id == "canned"


def test_adapter_with_a_short_response(connect: Connect) -> None:
    class Cut(HTTPAdapter):
        def send(self, request: Any, **_options: Any) -> requests.Response:  # type: ignore[override]
            response: Any = requests.Response()
            response.status_code, response.raw, response.request = 200, BytesIO(b'{"id": "c"}'), request
            response.headers["Content-Length"] = "20"
            return cast("requests.Response", response)

    with requests.Session() as session:
        session.mount("http://", Cut())
        with pytest.raises(errors.IncompleteResponseError, match="the response ended 9 bytes too early"):
            connect(client=session).companies.get_company(COMPANY)


@pytest.mark.parametrize("given", [False, True])
def test_responses_answers_calls(given: bool, connect: Connect, server: Recorder) -> None:
    with requests.Session() as session, responses.RequestsMock() as mock:
        mock.add("GET", "https://api.codat.io/companies/c", json={"id": "mocked"}, headers={"X-Here": "1"})
        client = connect(server_url="https://api.codat.io", client=session if given else None)
        response = client.companies.get_company(COMPANY)
        sent: Any = mock.calls[0]
        assert sent.request.headers["Accept"] == "application/json"
    assert response.company is not None
    assert (response.company.id, response.headers["X-Here"]) == ("mocked", "1")
    assert server.requests == []


def test_responses_raises_failures(connect: Connect) -> None:
    with responses.RequestsMock() as mock:
        mock.add("GET", "https://api.codat.io/companies/c", body=requests.ConnectionError("no way to some-secret"))
        with pytest.raises(errors.APIConnectionError) as raised:
            connect(server_url="https://api.codat.io").companies.get_company(COMPANY)
    assert raised.value.attempts == 4
    assert "some-secret" not in str(raised.value)


def test_requests_cache_answers_again(server: Recorder, connect: Connect) -> None:
    """Its responses are made of its own parts, not of those of urllib3."""
    server.will(json_response({"id": "c", "name": "cached", "redirect": "r"}))
    with requests_cache.CachedSession(backend="memory") as session:
        client = connect(client=session)
        names = [company_of(client).name for _ in range(2)]
        raw = client.companies.get_company(COMPANY).raw_response
    assert names == ["cached", "cached"]
    assert len(server.requests) == 1
    assert getattr(raw, "from_cache", False)


def test_cachecontrol_answers_again(server: Recorder, connect: Connect) -> None:
    document = json.dumps({"id": "c", "name": "cached", "redirect": "r"}).encode()
    headers = {"Cache-Control": "max-age=600", "Content-Type": "application/json", "Date": formatdate(usegmt=True)}
    server.will(StubResponse(200, document, headers))
    with cachecontrol.CacheControl(requests.Session()) as session:
        client = connect(client=session)
        assert [company_of(client).name for _ in range(2)] == ["cached", "cached"]
    assert len(server.requests) == 1


@pytest.mark.parametrize("mounted", [False, True])
def test_verify_of_the_session_wins(
    mounted: bool, tmp_path: Path, connect: Connect, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = trustme.CA()
    other.cert_pem.write_to_path(tmp_path / "other.pem")
    monkeypatch.setenv("REQUESTS_CA_BUNDLE", str(tmp_path / "other.pem"))
    with FaultServer(tls=certificates.good()) as secure, requests.Session() as session:
        if mounted:
            session.mount("https://", Counting())
        client = connect(client=session, server_url=secure.url)
        with pytest.raises(errors.APIConnectionError):
            client.companies.get_company(COMPANY)
        session.verify = certificates.trusted(tmp_path)
        client.companies.get_company(COMPANY)
        client.close()


def test_unverified_certificate_warns(connect: Connect) -> None:
    with FaultServer(tls=certificates.of_an_unknown_authority()) as secure, requests.Session() as session:
        session.verify = False
        with pytest.warns(InsecureRequestWarning):
            connect(client=session, server_url=secure.url).companies.get_company(COMPANY)


def test_certificate_of_the_client_is_sent(tmp_path: Path, connect: Connect) -> None:
    context, leaf = certificates.good(), certificates.for_a_client()
    context.verify_mode = ssl.CERT_REQUIRED
    context.load_verify_locations(certificates.trusted(tmp_path))
    leaf.cert_chain_pems[0].write_to_path(tmp_path / "client.crt")
    leaf.private_key_pem.write_to_path(tmp_path / "client.key")
    with FaultServer(tls=context) as secure, requests.Session() as session:
        session.verify = certificates.trusted(tmp_path)
        client = connect(client=session, server_url=secure.url)
        for kind in (tuple, list):
            session.cert = kind([str(tmp_path / "client.crt"), str(tmp_path / "client.key")])  # type: ignore[assignment]
            client.companies.get_company(COMPANY)
        client.close()
        session.cert = str(tmp_path / "missing.pem")
        with pytest.raises(errors.RequestError, match="certificates"):
            client.companies.get_company(COMPANY)


@pytest.mark.parametrize("given", [False, True])
def test_raw_response_is_that_of_requests(given: bool, connect: Connect, server: Recorder) -> None:
    """What 0.2.0 returned: with the time it took, its request, its cookies and its history."""
    server.will(COOKIE)
    with requests.Session() as session:
        raw = connect(client=session if given else None).companies.get_company(COMPANY).raw_response
    assert raw is not None
    assert raw.elapsed.total_seconds() > 0
    assert (raw.status_code, raw.reason, raw.ok, raw.text, raw.json()) == (200, "OK", True, "{}", {})
    assert (raw.url, raw.request.url, raw.request.method) == (*[f"{server.url}/companies/c"] * 2, "GET")
    assert raw.cookies.get_dict() == {"sid": "of-the-server"}
    assert (raw.history, raw.is_redirect, list(raw.iter_lines())) == ([], False, [b"{}"])
    assert "Authorization" not in raw.request.headers


def test_adapter_that_repeats_makes_a_conflict_ambiguous(connect: Connect) -> None:
    """It sent the request again under the same key, and the first of both may still be at work."""
    with FaultServer() as faulty, requests.Session() as session:
        faulty.once(read, fin)
        faulty.always(read, send(response_bytes(b'{"error": "in progress", "correlationId": "1"}', "409 Conflict")))
        session.mount("http://", HTTPAdapter(max_retries=Retry(3, allowed_methods=None, backoff_factor=0)))
        request = operations.CreateAccountingCustomerRequest(
            "c", "d", shared.AccountingCustomer(shared.CustomerStatus.ACTIVE)
        )
        with pytest.raises(errors.ConflictError) as raised:
            connect(client=session, server_url=faulty.url).accounting_customers.create_accounting_customer(
                request, retries=RetryConfig("none", None)
            )
        assert (len(faulty.requests), raised.value.maybe_applied) == (2, True)


def test_conflict_through_a_plain_adapter_is_final(connect: Connect) -> None:
    with FaultServer() as faulty, requests.Session() as session:
        faulty.always(read, send(response_bytes(b'{"error": "not synced yet", "correlationId": "1"}', "409 Conflict")))
        session.mount("http://", HTTPAdapter(pool_maxsize=3))
        request = operations.CreateAccountingCustomerRequest(
            "c", "d", shared.AccountingCustomer(shared.CustomerStatus.ACTIVE)
        )
        with pytest.raises(errors.ConflictError) as raised:
            connect(client=session, server_url=faulty.url).accounting_customers.create_accounting_customer(request)
        assert not raised.value.maybe_applied


def company_of(client: CodatSyncCommerce) -> shared.Company:
    company = client.companies.get_company(COMPANY).company
    assert company is not None
    return company
