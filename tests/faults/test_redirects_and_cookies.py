"""Redirects are not followed, cookies of the server are not kept: the key goes to one host, and nowhere else."""

from __future__ import annotations

import gzip

import pytest
import requests
from support.api_key import ENCODED
from support.fault_client import FaultClient, fault_client
from support.fault_server import FaultServer
from support.fault_steps import ok, read, response_bytes, send

from codatsynccommerce._runtime.http import reading as body
from codatsynccommerce.models import errors

ROUTES = pytest.mark.parametrize("route", ["own", "session", "adapter"])
_STATUSES = ("301 Moved Permanently", "302 Found", "303 See Other", "307 Temporary Redirect", "308 Permanent Redirect")
_COOKIE = (read, send(response_bytes(b'{"id": "c"}', "200 OK", "Set-Cookie: session=of-the-server; Path=/")))


@ROUTES
@pytest.mark.parametrize("method", ["GET", "POST"])
@pytest.mark.parametrize("status", _STATUSES)
def test_redirect_to_another_host_is_refused(status: str, method: str, route: str) -> None:
    with FaultServer() as other, fault_client(route) as caller:
        caller.server.always(read, send(response_bytes(b"", status, f"Location: {other.url}/companies/c")))
        error = caller.failure(method)
        assert type(error) is errors.ErrorMessage
        assert str(error) == status.replace(" ", ": ", 1)
        assert error.headers["Location"] == f"{other.url}/companies/c"
        # 303 says that it is done; any other may stand in the place of a response that a filter has kept back.
        assert error.maybe_applied is (method == "POST")
        assert (caller.server.begun, other.begun, other.connections) == (1, 0, 0)
        caller.server.heal()
        caller.call(method)


@ROUTES
@pytest.mark.parametrize("place", ["/companies/other", "//127.0.0.1/", "?again", "http://[", "http://", "", "\xff"])
def test_redirect_to_the_same_host_is_refused(place: str, route: str) -> None:
    with fault_client(route) as caller:
        caller.server.always(read, send(response_bytes(b"", "307 Temporary Redirect", f"Location: {place}")))
        assert caller.failure("POST").status_code == 307
        assert caller.server.begun == 1


def test_redirect_through_a_session_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    """A Session with cookies, parameters or code of its own is sent through in another way."""
    monkeypatch.setattr(body, "MAX_BODY_BYTES", 1_000_000)
    with FaultServer() as other, requests.Session() as session, FaultServer() as server:
        session.cookies.set("mine", "1")
        caller = FaultClient(server, session)
        bomb = gzip.compress(b" " * 5_000_000)
        server.always(
            read,
            send(response_bytes(bomb, "302 Found", f"Location: {other.url}/companies/c", "Content-Encoding: gzip")),
        )
        error = caller.failure("GET")
        assert (error.status_code, error.body) == (302, "")  # Nobody has read it for the sake of the next request.
        assert (server.begun, other.begun) == (1, 0)
        assert session.cookies.get_dict() == {"mine": "1"}


@ROUTES
def test_server_cookies_are_not_kept(route: str) -> None:
    with fault_client(route) as caller:
        caller.server.once(*_COOKIE)
        caller.get("c")
        caller.call("GET")
        caller.call("POST")
        assert [received.header("Cookie") for received in caller.server.requests] == [None] * 3


def test_session_cookies_are_sent_unchanged() -> None:
    with FaultServer() as server, requests.Session() as session:
        session.cookies.set("mine", "1")
        caller = FaultClient(server, session)
        server.once(*_COOKIE)
        caller.get("c")
        caller.call("GET")
        assert [received.header("Cookie") for received in server.requests] == ["mine=1"] * 2
        assert session.cookies.get_dict() == {"mine": "1"}


def test_session_authorization_is_not_used() -> None:
    with FaultServer() as server, requests.Session() as session:
        session.auth = ("somebody", "else")
        session.headers["Authorization"] = "Bearer other"
        session.params = {"page": "1"}  # Which is sent, and so takes the other way through the Session.
        caller = FaultClient(server, session)
        caller.call("GET")
        session.params = {}
        caller.call("GET")
        assert [received.header("Authorization") for received in server.requests] == [f"Basic {ENCODED}"] * 2
        assert session.headers["Authorization"] == "Bearer other"


@pytest.mark.parametrize("steps", [(read, ok), (read, send(response_bytes(b"x" * 2000, "302 Found", "Location: /")))])
def test_body_limit_holds_for_redirects(steps: tuple[object, ...], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(body, "MAX_BODY_BYTES", 1000)
    with fault_client() as caller:
        caller.server.once(*steps)  # type: ignore[arg-type]
        if steps[1] is ok:
            caller.call("GET")
        else:
            assert caller.failure("GET").body == ""
