"""The API key: where it comes from, how it becomes a header, that it is never shown and never sent to another host."""
# pyright: basic

from __future__ import annotations

import base64
import copy
import pickle
from typing import TYPE_CHECKING, Any

import pytest
import requests
from support.api_key import KEY
from support.async_client import client_of_caller
from support.for_each import for_each
from support.recorder import StubResponse

import codatsynccommerce
from codatsynccommerce import CodatSyncCommerce, utils
from codatsynccommerce._runtime.security import Credentials
from codatsynccommerce.models import errors, operations, shared

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from conftest import Connect
    from support.recorder import Recorder

COMPANY = operations.GetCompanyRequest("c")
HEADER = "Basic " + base64.b64encode(KEY.encode()).decode()


def sent_key(client: CodatSyncCommerce, server: Recorder) -> str:
    client.companies.get_company(COMPANY)
    (key,) = server.requests[-1].headers.get_all("Authorization", [])
    return key


@pytest.fixture(autouse=True)
def _no_key_in_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("CODAT_API_KEY", raising=False)
    monkeypatch.delenv("CODAT_AUTH_HEADER", raising=False)


def test_header_is_sent_as_given(connect: Connect, server: Recorder) -> None:
    assert sent_key(connect(security=shared.Security(auth_header="Basic as given")), server) == "Basic as given"


@pytest.mark.parametrize("key", [KEY, f"  {KEY}\n"])
def test_raw_key_is_encoded_without_a_colon(key: str, connect: Connect, server: Recorder) -> None:
    assert sent_key(connect(security=shared.Security.from_api_key(key)), server) == HEADER
    assert base64.b64decode(HEADER.removeprefix("Basic ")) == KEY.encode()


@pytest.mark.parametrize("key", ["", "  ", "\n", None])
def test_an_empty_key_is_refused(key: Any) -> None:
    with pytest.raises(errors.RequestError, match="the API key is empty"):
        shared.Security.from_api_key(key)


@pytest.mark.parametrize("key", [b"key", 7, ["key"]])
def test_key_of_wrong_type_is_refused_unseen(key: Any) -> None:
    with pytest.raises(errors.RequestError, match=r"^the API key must be text, not (bytes|int|list)$"):
        shared.Security.from_api_key(key)


def test_the_environment_gives_the_raw_key(connect: Connect, server: Recorder, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CODAT_API_KEY", KEY)
    monkeypatch.setenv("CODAT_AUTH_HEADER", "Basic other")
    assert sent_key(connect(security=None), server) == HEADER


def test_the_environment_gives_the_header(connect: Connect, server: Recorder, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CODAT_AUTH_HEADER", "Basic whole")
    assert sent_key(connect(security=None), server) == "Basic whole"


def test_environment_is_read_for_each_call(connect: Connect, server: Recorder, monkeypatch: pytest.MonkeyPatch) -> None:
    client = connect(security=None)
    with pytest.raises(errors.RequestError, match="no API key: give security="):
        client.companies.get_company(COMPANY)
    assert server.requests == []
    monkeypatch.setenv("CODAT_AUTH_HEADER", "Basic late")
    assert sent_key(client, server) == "Basic late"


def test_callable_is_asked_once_per_call(connect: Connect, server: Recorder) -> None:
    keys = iter(["Basic one", "Basic two"])
    client = connect(security=lambda: shared.Security(next(keys)))
    server.will(StubResponse(503), StubResponse(503), StubResponse(200))
    client.companies.get_company(COMPANY)
    client.companies.get_company(COMPANY)
    assert [one.headers["Authorization"] for one in server.requests] == ["Basic one"] * 3 + ["Basic two"]


@pytest.mark.parametrize("given", [None, "raw key", shared.Security("")])
def test_callable_without_a_key_is_refused(given: Any, connect: Connect, server: Recorder) -> None:
    with pytest.raises(errors.RequestError, match="security") as raised:
        connect(security=lambda: given).companies.get_company(COMPANY)
    assert server.requests == []
    assert "raw key" not in str(raised.value)


def test_authorization_header_of_a_call_wins(connect: Connect, server: Recorder) -> None:
    connect().companies.get_company(COMPANY, headers={"authorization": "Bearer x"})
    assert server.only.headers.get_all("Authorization") == ["Bearer x"]


@pytest.mark.parametrize("gives_client", [False, True])
@pytest.mark.parametrize("cookies", [{}, {"of": "the caller"}])
def test_netrc_does_not_replace_the_key(
    gives_client: bool,
    cookies: dict[str, str],
    client_kind: str,
    connect: Connect,
    server: Recorder,
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
) -> None:
    (tmp_path / "netrc").write_text("machine 127.0.0.1 login me password mine\n")
    monkeypatch.setenv("NETRC", str(tmp_path / "netrc"))
    assert requests.utils.get_netrc_auth(server.url) == ("me", "mine")
    client = client_of_caller(client_kind) if gives_client else None
    if client:
        client.cookies.update(cookies)
    assert sent_key(connect(client=client), server) == HEADER


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
def test_redirect_is_an_error(status: int, client_kind: str, connect: Connect, server: Recorder) -> None:
    request = operations.CreateConnectionRequest("c", "gbol")
    for client in (connect(), connect(client=client_of_caller(client_kind))):
        server.renew()
        server.will(StubResponse(status, b"", {"Location": f"{server.url}/elsewhere"}))
        calls: list[tuple[Callable[[Any], Any], Any]] = [
            (client.companies.get_company, COMPANY),
            (client.company_management.create_connection, request),
        ]
        for call, asked in calls:
            with pytest.raises(errors.ErrorMessage) as raised:
                call(asked)
            assert (raised.value.status_code, raised.value.attempts) == (status, 1)
        assert [one.path for one in server.requests] == ["/companies/c", "/meta/companies/c/connections"]


def test_key_is_in_no_repr_or_pickle(connect: Connect, server: Recorder) -> None:
    client = connect()
    server.will(StubResponse(200), StubResponse(404, b"{}"))
    response = client.companies.get_company(COMPANY)
    with pytest.raises(errors.NotFoundError) as raised:
        client.companies.get_company(COMPANY)
    shown = [repr(client), str(client), repr(client._client.settings), repr(client._client.transport), repr(response)]
    shown += [
        repr(raised.value),
        str(raised.value),
        str(raised.value.__dict__),
        repr(shared.Security.from_api_key(KEY)),
    ]
    pickles = [pickle.dumps(raised.value), pickle.dumps(response), pickle.dumps(response.raw_response)]
    encoded = HEADER.removeprefix("Basic ")
    assert not any(secret in text for secret in (KEY, encoded) for text in shown)
    assert not any(secret.encode() in data for secret in (KEY, encoded) for data in pickles)
    assert response.raw_response is not None
    assert "Authorization" not in response.raw_response.request.headers


def test_client_with_a_key_is_not_pickled(connect: Connect) -> None:
    for held in (connect(), shared.Security.from_api_key(KEY)):
        with pytest.raises(errors.RequestError, match="cannot be pickled") as raised:
            pickle.dumps(held)
        assert KEY not in str(raised.value)


def give_key() -> shared.Security:
    return shared.Security.from_api_key(KEY)


@pytest.mark.parametrize("security", [None, give_key])
def test_client_without_a_key_is_pickled(security: Any, server: Recorder, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CODAT_API_KEY", KEY)
    once = utils.RetryConfig("none", None)
    client = CodatSyncCommerce(security, server_url=server.url, retry_config=once, timeout=7)
    client.companies.get_company(COMPANY)
    text = pickle.dumps(client)
    assert KEY.encode() not in text
    again = pickle.loads(text)  # noqa: S301 - our own
    assert type(again) is codatsynccommerce.CodatSyncCommerce
    assert again._client.settings == client._client.settings
    assert sent_key(again, server) == HEADER


def test_a_security_is_copied_within_the_process() -> None:
    security = shared.Security.from_api_key(KEY)
    assert copy.copy(security) == copy.deepcopy(security) == security
    assert security != shared.Security("Basic other")


@for_each("kind", [shared.Security, Credentials])
def test_credentials_are_not_pickled(kind: type[Credentials]) -> None:
    with pytest.raises(errors.RequestError, match="holds the API key"):
        pickle.dumps(kind("Basic " + KEY))
