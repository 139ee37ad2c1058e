"""A Session of the caller's is used as `requests` documents it, and is never changed or closed."""
# pyright: basic

from __future__ import annotations

import copy
import pickle
import socket
import ssl
from http.cookiejar import CookieJar
from io import BytesIO
from typing import TYPE_CHECKING, Any, cast

import pytest
import requests
import responses
from requests.adapters import HTTPAdapter
from support.recorder import Answer, answered
from urllib3.util import Retry

from codatsynccommerce.models import errors, operations, shared

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from conftest import Connect
    from support.recorder import Recorder

COMPANY = operations.GetCompanyRequest("c")
COOKIE = Answer(200, b"{}", {"Set-Cookie": "sid=of-the-server; Path=/", "Content-Type": "application/json"})


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


def test_a_session_is_used_and_stays_as_it_was(connect: Connect, server: Recorder) -> None:
    with requests.Session() as session:
        adapter = Counting()
        session.mount("http://", adapter)
        session.headers["X-Own"] = "kept"
        session.auth = ("me", "mine")
        before = state_of(session)
        server.will(COOKIE, answered({}, 404))
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
def test_an_adapter_that_the_caller_made_is_used_as_it_is(
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
def test_the_adapter_that_every_session_has_is_left_alone(
    cookies: dict[str, str], connect: Connect, server: Recorder
) -> None:
    with requests.Session() as session:
        session.cookies.update(cookies)
        connect(client=session).companies.get_company(COMPANY)
        assert [len(cast("Any", one).poolmanager.pools) for one in session.adapters.values()] == [0, 0]
        assert session.get(server.url).status_code == 200


def test_a_cookie_jar_of_the_standard_library_will_do(connect: Connect, server: Recorder) -> None:
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


def test_what_fails_in_an_adapter_of_the_caller_may_have_been_sent(connect: Connect, server: Recorder) -> None:
    with requests.Session() as session:
        session.mount("http://", Connecting())
        request = operations.CreateAccountingCustomerRequest("c", "d", shared.AccountingCustomer("Active"))  # type: ignore[arg-type]
        with pytest.raises(errors.APIConnectionError) as raised:
            connect(client=session).accounting_customers.create_accounting_customer(request)
        assert len(server.requests) == 4
        assert raised.value.maybe_applied


@pytest.mark.parametrize("retries", [0, 2])
def test_an_adapter_that_tries_again_may_have_got_through_before(retries: int, connect: Connect) -> None:
    closed = socket.create_server(("127.0.0.1", 0))
    port = closed.getsockname()[1]
    closed.close()
    with requests.Session() as session:
        session.mount("http://", HTTPAdapter(max_retries=retries))
        request = operations.CreateAccountingCustomerRequest("c", "d", shared.AccountingCustomer("Active"))  # type: ignore[arg-type]
        client = connect(client=session, server_url=f"http://127.0.0.1:{port}")
        with pytest.raises(errors.APIConnectionError) as raised:
            client.accounting_customers.create_accounting_customer(request)
        assert raised.value.maybe_applied is (retries > 0)


@pytest.mark.parametrize("given", [False, True])
def test_a_cookie_of_the_server_is_not_kept(given: bool, connect: Connect, server: Recorder) -> None:
    with requests.Session() as session:
        server.will(COOKIE)
        client = connect(client=session if given else None)
        client.companies.get_company(COMPANY)
        client.companies.get_company(COMPANY)
        assert [one.headers["Cookie"] for one in server.requests] == [None, None]
        assert session.cookies.get_dict() == {}


def test_a_cookie_and_the_parameters_of_the_session_are_sent_and_stay(connect: Connect, server: Recorder) -> None:
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


def test_secrets_in_the_headers_of_the_session_are_in_no_pickle(connect: Connect, server: Recorder) -> None:
    with requests.Session() as session:
        session.headers.update({"Cookie": "sid=session-secret", "Proxy-Authorization": "Basic proxy-secret"})
        server.will(Answer(200), Answer(404))
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


def test_parameters_are_sent_also_where_the_session_holds_nothing_else(connect: Connect, server: Recorder) -> None:
    with requests.Session() as session:
        session.params = {"tenant": "a b"}
        connect(client=session).companies.get_company(COMPANY)
    assert server.only.query == "tenant=a+b"


@pytest.mark.parametrize("cookies", [{}, {"own": "1"}])
def test_a_session_that_does_not_trust_the_environment_uses_no_proxy_of_it(
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
def test_hooks_of_the_session_see_each_answer_once(cookies: dict[str, str], connect: Connect, server: Recorder) -> None:
    seen: list[int] = []
    with requests.Session() as session:
        session.cookies.update(cookies)
        session.hooks["response"].append(lambda answer, **_: seen.append(answer.status_code))
        server.will(Answer(503), answered({}))
        connect(client=session).companies.get_company(COMPANY)
    assert seen == [503, 200]


def test_a_hook_that_raises_for_status_leaves_the_error_ours(connect: Connect, server: Recorder) -> None:
    with requests.Session() as session:
        session.hooks["response"].append(lambda answer, **_: answer.raise_for_status())
        server.will(answered({"error": "words", "correlationId": "id"}, 404))
        with pytest.raises(errors.NotFoundError, match=r"^404: words \(correlation id id\)$"):
            connect(client=session).companies.get_company(COMPANY)


@pytest.mark.parametrize("cookies", [{}, {"own": "1"}])
def test_certificates_proxies_and_limits_reach_the_adapter(
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


def test_a_header_of_the_session_set_to_none_is_not_sent(connect: Connect, server: Recorder) -> None:
    with requests.Session() as session:
        headers: Any = session.headers
        headers["X-Off"] = None
        connect(client=session).companies.get_company(COMPANY)
    assert server.only.headers["X-Off"] is None


def test_a_session_that_sends_in_its_own_way_does_so(connect: Connect, server: Recorder) -> None:
    class Signing(requests.Session):
        def send(self, request: Any, **options: Any) -> requests.Response:
            assert options["allow_redirects"] is False
            request.headers["X-Signed"] = "yes"
            return super().send(request, **options)

    with Signing() as session:
        connect(client=session).companies.get_company(COMPANY)
    assert server.only.headers["X-Signed"] == "yes"


def test_an_adapter_that_reads_the_answer_itself_is_understood(connect: Connect) -> None:
    class Canned(HTTPAdapter):
        def send(self, request: Any, **_options: Any) -> requests.Response:  # type: ignore[override]
            answer: Any = requests.Response()
            answer.status_code, answer._content, answer.request = 200, b'{"id": "canned"}', request
            return cast("requests.Response", answer)

    with requests.Session() as session:
        session.mount("http://", Canned())
        response = connect(client=session).companies.get_company(COMPANY)
    assert response.company is not None
    assert response.company.id == "canned"


def test_an_adapter_whose_answer_is_shorter_than_it_says_is_not_believed(connect: Connect) -> None:
    class Cut(HTTPAdapter):
        def send(self, request: Any, **_options: Any) -> requests.Response:  # type: ignore[override]
            answer: Any = requests.Response()
            answer.status_code, answer.raw, answer.request = 200, BytesIO(b'{"id": "c"}'), request
            answer.headers["Content-Length"] = "20"
            return cast("requests.Response", answer)

    with requests.Session() as session:
        session.mount("http://", Cut())
        with pytest.raises(errors.IncompleteResponseError, match="the response ended 9 bytes before its end"):
            connect(client=session).companies.get_company(COMPANY)


@pytest.mark.parametrize("given", [False, True])
def test_responses_sees_what_is_sent_and_answers_it(given: bool, connect: Connect, server: Recorder) -> None:
    with requests.Session() as session, responses.RequestsMock() as mock:
        mock.add("GET", "https://api.codat.io/companies/c", json={"id": "mocked"}, headers={"X-Here": "1"})
        client = connect(server_url="https://api.codat.io", client=session if given else None)
        response = client.companies.get_company(COMPANY)
        sent: Any = mock.calls[0]
        assert sent.request.headers["Accept"] == "application/json"
    assert response.company is not None
    assert (response.company.id, response.headers["X-Here"]) == ("mocked", "1")
    assert server.requests == []


def test_responses_takes_the_place_of_failures_too(connect: Connect) -> None:
    with responses.RequestsMock() as mock:
        mock.add("GET", "https://api.codat.io/companies/c", body=requests.ConnectionError("no way to some-secret"))
        with pytest.raises(errors.APIConnectionError) as raised:
            connect(server_url="https://api.codat.io").companies.get_company(COMPANY)
    assert raised.value.attempts == 4
    assert "some-secret" not in str(raised.value)
