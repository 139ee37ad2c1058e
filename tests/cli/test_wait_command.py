"""`wait`: the outcome of a push, and the exit code for each error of the API."""

from __future__ import annotations

import os
import signal
import ssl
import subprocess
import sys
import time
from typing import TYPE_CHECKING, Any

import pytest
import trustme
from support.console import KEY, Console, opened
from support.recorder import Recorder, json_response

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@pytest.fixture
def console(tmp_path: Path) -> Iterator[Console]:
    with opened(tmp_path) as console:
        yield console


def operation(**more: Any) -> dict[str, Any]:
    return {
        "companyId": "c",
        "pushOperationKey": "k",
        "dataConnectionKey": "d",
        "requestedOnUtc": "2024-01-01T00:00:00Z",
        "status": "Success",
        "statusCode": 200,
        "dataType": "customers",
        "changes": [{"type": "Created", "recordRef": {"id": "77", "dataType": "customers"}}],
        **more,
    }


def test_status_and_record_id_are_written(console: Console) -> None:
    console.run(*console.push("--no-wait", text="customerName\nAnna\n"))
    (made,) = console.sandbox.ledger
    ran = console.run("wait", made.push_operation_key, "--company", made.company_id)
    status, kind, record = ran.out.rstrip("\n").split("\t")
    assert (ran.code, ran.err, status, kind) == (0, "", "Success", "customers")
    assert record


def test_warnings_are_lines_on_stderr(console: Console, server: Recorder) -> None:
    warning = {"itemId": "phone", "message": "not supported\x1b[1m"}
    server.will(json_response(operation(validation={"errors": [], "warnings": [warning]})))
    ran = console.run("wait", "k", "--company", "c", server=server.url)
    assert (ran.code, ran.out) == (0, "Success\tcustomers\t77\n")
    assert ran.error == "warning: push of customers (k): phone: not supported [1m"


@pytest.mark.parametrize(
    ("status", "code", "words"),
    [
        ("Failed", 1, "push of customers ended as Failed"),
        ("TimedOut", 3, "push of customers ended as TimedOut"),
        ("Pending", 3, "1 of 1 push operations not finished in time"),
        ("SomethingNew", 3, "1 of 1 push operations not finished in time"),
    ],
)
def test_exit_code_follows_the_status(console: Console, server: Recorder, status: str, code: int, words: str) -> None:
    server.will(json_response(operation(status=status, errorMessage="no\nsuch thing")))
    ran = console.run("wait", "k", "--company", "c", server=server.url)
    assert (ran.code, ran.out) == (code, "")
    assert ran.error.startswith(f"error: {words}")
    assert ran.error.endswith(("no such thing", f"last status {status}"))


@pytest.mark.parametrize(
    ("status", "code"),
    [(400, 5), (401, 5), (402, 5), (403, 5), (404, 5), (422, 5), (408, 4), (409, 4), (429, 4), (500, 4), (503, 4)],
)
def test_lasting_errors_give_5(console: Console, server: Recorder, status: int, code: int) -> None:
    server.will(json_response({"error": "no"}, status))
    ran = console.run("wait", "k", "--company", "c", "--timeout", "5", server=server.url)
    listed = console.run("orders", "list", "--company", "c", "--connection", "d", server=server.url)
    assert listed.code == code
    assert listed.error.startswith(f"error: {status}: ")
    # Waiting outlasts what passes.
    assert (ran.code, ran.out) == (code if code == 5 or status == 409 else 3, "")


def test_untrusted_certificate_gives_5(console: Console) -> None:
    recorder = Recorder()
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    trustme.CA().issue_cert("127.0.0.1").configure_cert(context)
    recorder.socket = context.wrap_socket(recorder.socket, server_side=True)
    try:
        ran = console.run(
            "orders", "list", "--company", "c", "--connection", "d", server=recorder.url.replace(":", "s:", 1)
        )
    finally:
        recorder.stop()
    assert (ran.code, ran.out, "certificate" in ran.error.lower()) == (5, "", True)


def test_key_in_an_error_is_not_shown(console: Console, server: Recorder) -> None:
    server.will(json_response({"error": f"the key {KEY} is wrong"}, 401))
    assert console.run("wait", "k", "--company", "c", server=server.url).code == 5


def test_ctrl_c_error_has_its_own_line(console: Console, server: Recorder) -> None:
    server.will(json_response(operation(status="Pending")))
    ours, theirs = os.openpty()
    env = {**os.environ, "CODAT_API_KEY": KEY}
    command = [sys.executable, "-m", "codatsynccommerce", "--server-url", server.url, "wait", "k", "--company", "c"]
    with subprocess.Popen(command, env=env, stderr=theirs) as program:  # noqa: S603
        try:
            while not server.requests:
                assert program.poll() is None
                time.sleep(0.01)
            program.send_signal(signal.SIGINT)
            # Python ends by the signal itself where that came while it made a class. A shell calls both 130.
            assert program.wait(20) in (130, -signal.SIGINT)
        finally:
            program.kill()
    os.close(theirs)
    output = os.read(ours, 1000)
    os.close(ours)
    assert output == b"\r\nerror: interrupted\r\n"
