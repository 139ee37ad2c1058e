"""`doctor`: a line for each check, and exit code 1 if one fails."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import pytest
from support.console import HEADER, KEY, Console, Ran, opened
from support.recorder import Recorder, StubResponse, json_response

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@pytest.fixture
def console(tmp_path: Path) -> Iterator[Console]:
    with opened(tmp_path) as console:
        yield console


def found(ran: Ran) -> dict[str, tuple[str, str]]:
    """Return level and text of the last line for each check."""
    assert ran.err == ""
    return {line[6:13].strip(): (line[:4].strip(), line[15:]) for line in ran.out.splitlines()}


def test_all_checks_pass(console: Console) -> None:
    ran = console.run("doctor")
    lines = found(ran)
    assert ran.code == 0
    assert {name: level for name, (level, _) in lines.items()} == dict.fromkeys(
        ("package", "key", "proxy", "host", "clock", "quota"), "ok"
    )
    assert lines["key"][1] == "set in CODAT_API_KEY"
    assert lines["proxy"][1] == "none"
    assert " responded 200 in " in lines["host"][1]
    assert lines["quota"][1].startswith("999,999 of 1,000,000 requests left, until ")
    assert len(console.sandbox.requests) == 1


def test_old_package_beside_this_one_fails(console: Console, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    metadata = tmp_path / "codat_sync_for_commerce_version_1-0.2.0.dist-info" / "METADATA"
    metadata.parent.mkdir()
    metadata.write_text("Metadata-Version: 2.1\nName: codat-sync-for-commerce-version-1\nVersion: 0.2.0\n")
    monkeypatch.setattr(sys, "path", [str(tmp_path), *sys.path])
    ran = console.run("doctor")
    level, text = found(ran)["package"]
    assert (ran.code, level) == (1, "fail")
    assert text.startswith(
        "codat-sync-for-commerce-version-1 0.2.0 is installed in the same folder: run `pip uninstall"
    )


def test_variable_of_the_key_is_named(console: Console) -> None:
    console.env.update({"CODAT_API_KEY": None, "CODAT_AUTH_HEADER": f"Basic {HEADER}"})
    assert found(console.run("doctor"))["key"] == ("ok", "set in CODAT_AUTH_HEADER")
    console.env["CODAT_API_KEY"] = KEY
    assert found(console.run("doctor"))["key"] == (
        "ok",
        "set in CODAT_API_KEY; CODAT_AUTH_HEADER is set too, and not used",
    )


def test_host_is_checked_without_a_key(console: Console) -> None:
    console.env["CODAT_API_KEY"] = None
    ran = console.run("doctor")
    lines = found(ran)
    assert ran.code == 1
    assert lines["key"] == ("fail", "no API key: set CODAT_API_KEY, or CODAT_AUTH_HEADER to a ready-made header")
    assert lines["host"][0] == "ok"


def test_unknown_key_fails(console: Console) -> None:
    console.env["CODAT_API_KEY"] = "another"
    ran = console.run("doctor")
    assert ran.code == 1
    assert found(ran)["key"][0] == "fail"
    assert "another" not in ran.out


@pytest.mark.parametrize(
    ("variable", "value"), [("CODAT_API_KEY", f"Basic {HEADER}"), ("CODAT_AUTH_HEADER", KEY)], ids=["header", "raw"]
)
def test_key_in_the_wrong_variable_fails(console: Console, server: Recorder, variable: str, value: str) -> None:
    console.env = {"CODAT_API_KEY": None, "CODAT_AUTH_HEADER": None, variable: value}
    lines = found(console.run("doctor", server=server.url))
    assert lines["key"][0] == "fail"
    assert "CODAT_AUTH_HEADER" in lines["key"][1]


def test_unsendable_key_fails(console: Console) -> None:
    console.env = {"CODAT_API_KEY": None, "CODAT_AUTH_HEADER": f"Basic {HEADER}\nX: y"}
    ran = console.run("doctor")
    assert (ran.code, found(ran)["key"][0]) == (1, "fail")


def test_proxy_is_shown_without_its_password(console: Console) -> None:
    console.env.update({"http_proxy": "http://me:secret@127.0.0.1:9/", "no_proxy": None, "NO_PROXY": None})
    ran = console.run("doctor", server="http://localhost.invalid:1")
    assert found(Ran(ran.code, ran.out, ""))["proxy"] == ("ok", "127.0.0.1:9, from the environment")
    assert "secret" not in ran.out + ran.err


def test_missing_host_fails(console: Console) -> None:
    url = console.sandbox.url
    console.sandbox.stop()
    ran = console.run("doctor", server=url)
    lines = found(ran)
    assert (ran.code, lines["host"][0]) == (1, "fail")
    assert "clock" not in lines


@pytest.mark.parametrize(
    "response",
    [StubResponse(503, b"down"), StubResponse(200, b"<html>Log in to the hotel</html>"), StubResponse(302, b"")],
)
def test_other_host_fails(console: Console, server: Recorder, response: StubResponse) -> None:
    server.will(response)
    ran = console.run("doctor", server=server.url)
    assert (ran.code, found(ran)["host"][0]) == (1, "fail")
    assert len(server.requests) == 1


@pytest.mark.parametrize(
    ("seconds", "level", "text", "code"),
    [
        (10.0, "ok", "agrees with the server", 0),
        (120.0, "warn", "ahead of the server", 0),
        (-120.0, "warn", "behind the server", 0),
        (4000.0, "fail", "ahead of the server", 1),
    ],
)
def test_clock_is_compared_to_the_server(console: Console, seconds: float, level: str, text: str, code: int) -> None:
    console.time.ahead = seconds
    ran = console.run("doctor")
    lines = found(ran)
    assert (ran.code, lines["clock"][0]) == (code, level)
    assert lines["clock"][1].endswith(text)


@pytest.mark.parametrize(
    ("left", "level", "code"), [("500", "ok", 0), ("99", "warn", 0), ("0", "fail", 1), ("many", "warn", 0)]
)
def test_low_quota_warns(console: Console, server: Recorder, left: str, level: str, code: int) -> None:
    server.will(json_response({"results": []}, X_Rate_Limit_Limit="1000", X_Rate_Limit_Remaining=left))
    ran = console.run("doctor", server=server.url)
    assert (ran.code, found(ran)["quota"][0]) == (code, level)


def test_used_up_quota_fails_but_not_the_host(console: Console, server: Recorder) -> None:
    server.will(json_response({"error": "too many"}, 429, Retry_After="3600", X_Rate_Limit_Reset="1706745600"))
    ran = console.run("doctor", server=server.url)
    lines = found(ran)
    assert (ran.code, lines["host"][0]) == (1, "ok")
    assert lines["quota"] == ("fail", "used up, until 2024-02-01 00:00 UTC: 429: too many")
