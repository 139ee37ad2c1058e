"""Redirects are not followed, cookies of the server are not kept: the key goes to one host, and nowhere else."""

from __future__ import annotations

import gzip

import pytest
import requests
from support.api_key import ENCODED
from support.fault_client import Trial, trial
from support.fault_server import FaultServer
from support.fault_steps import answer, ok, read, say

from codatsynccommerce._runtime.http import reading as body
from codatsynccommerce.models import errors

ROADS = pytest.mark.parametrize("road", ["own", "session", "adapter"])
_STATUSES = ("301 Moved Permanently", "302 Found", "303 See Other", "307 Temporary Redirect", "308 Permanent Redirect")
_COOKIE = (read, say(answer(b'{"id": "c"}', "200 OK", "Set-Cookie: session=of-the-server; Path=/")))


@ROADS
@pytest.mark.parametrize("method", ["GET", "POST"])
@pytest.mark.parametrize("status", _STATUSES)
def test_a_redirect_to_another_host_takes_nothing_there(status: str, method: str, road: str) -> None:
    with FaultServer() as other, trial(road) as made:
        made.server.always(read, say(answer(b"", status, f"Location: {other.url}/companies/c")))
        error = made.failure(method)
        assert type(error) is errors.ErrorMessage
        assert str(error) == status.replace(" ", ": ", 1)
        assert error.headers["Location"] == f"{other.url}/companies/c"
        # 303 says that it is done, and where the outcome is to be seen.
        assert error.maybe_applied is (method == "POST" and error.status_code == 303)
        assert (made.server.begun, other.begun, other.connections) == (1, 0, 0)
        made.server.heal()
        made.call(method)


@ROADS
@pytest.mark.parametrize("place", ["/companies/other", "//127.0.0.1/", "?again", "http://[", "http://", "", "\xff"])
def test_a_redirect_to_the_same_host_or_to_nowhere_is_not_followed_either(place: str, road: str) -> None:
    with trial(road) as made:
        made.server.always(read, say(answer(b"", "307 Temporary Redirect", f"Location: {place}")))
        assert made.failure("POST").status_code == 307
        assert made.server.begun == 1


def test_a_redirect_is_not_followed_by_a_session_of_the_caller_that_does_more(monkeypatch: pytest.MonkeyPatch) -> None:
    """A Session with cookies, parameters or code of its own is sent through in another way."""
    monkeypatch.setattr(body, "MAX_BODY_BYTES", 1_000_000)
    with FaultServer() as other, requests.Session() as session, FaultServer() as server:
        session.cookies.set("mine", "1")
        made = Trial(server, session)
        bomb = gzip.compress(b" " * 5_000_000)
        server.always(
            read, say(answer(bomb, "302 Found", f"Location: {other.url}/companies/c", "Content-Encoding: gzip"))
        )
        error = made.failure("GET")
        assert (error.status_code, error.body) == (302, "")  # Nobody has read it for the sake of the next request.
        assert (server.begun, other.begun) == (1, 0)
        assert session.cookies.get_dict() == {"mine": "1"}


@ROADS
def test_cookies_of_the_server_are_not_sent_back(road: str) -> None:
    with trial(road) as made:
        made.server.once(*_COOKIE)
        made.get("c")
        made.call("GET")
        made.call("POST")
        assert [asked.header("Cookie") for asked in made.server.requests] == [None] * 3


def test_cookies_of_the_caller_are_sent_and_those_of_the_server_kept_out_of_them() -> None:
    with FaultServer() as server, requests.Session() as session:
        session.cookies.set("mine", "1")
        made = Trial(server, session)
        server.once(*_COOKIE)
        made.get("c")
        made.call("GET")
        assert [asked.header("Cookie") for asked in server.requests] == ["mine=1"] * 2
        assert session.cookies.get_dict() == {"mine": "1"}


def test_the_session_of_the_caller_brings_no_other_authorization() -> None:
    with FaultServer() as server, requests.Session() as session:
        session.auth = ("somebody", "else")
        session.headers["Authorization"] = "Bearer other"
        session.params = {"page": "1"}  # Which is sent, and so takes the other way through the Session.
        made = Trial(server, session)
        made.call("GET")
        session.params = {}
        made.call("GET")
        assert [asked.header("Authorization") for asked in server.requests] == [f"Basic {ENCODED}"] * 2
        assert session.headers["Authorization"] == "Bearer other"


@pytest.mark.parametrize("steps", [(read, ok), (read, say(answer(b"x" * 2000, "302 Found", "Location: /")))])
def test_the_limit_of_a_body_holds_for_redirects_too(
    steps: tuple[object, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(body, "MAX_BODY_BYTES", 1000)
    with trial() as made:
        made.server.once(*steps)  # type: ignore[arg-type]
        if steps[1] is ok:
            made.call("GET")
        else:
            assert made.failure("GET").body == ""
