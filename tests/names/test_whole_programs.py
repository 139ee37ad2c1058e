"""Whole programs as users of 0.2.0 and 0.3.0 wrote them print what they printed there.

`programs/NAME.txt` is a program, and `programs/NAME.printed.txt` what it printed with the versions that its first line
names, against the same sandbox.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
from base64 import b64encode
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from support.recorder import Recorder, StubResponse, json_response

if TYPE_CHECKING:
    from codatsynccommerce.sandbox import Sandbox

PROGRAMS = {
    path.stem: path for path in Path(__file__).with_name("programs").glob("*.txt") if not path.stem.endswith(".printed")
}
LINK = {"href": "/integrations"}
INTEGRATIONS = {
    "results": [{"enabled": True, "key": "gbol", "logoUrl": "https://example.com/logo", "name": "Xero"}],
    "pageNumber": 1,
    "pageSize": 2,
    "totalResults": 1,
    "_links": {"current": LINK, "self": LINK},
}


def run(name: str, sandbox: Sandbox, gateway: Recorder, **variables: str) -> subprocess.CompletedProcess[str]:
    """Run a program in a process of its own."""
    if name == "session":
        gateway.will(json_response(INTEGRATIONS))
    else:
        gateway.will(StubResponse(200, b"<h1>Log in</h1>", {"Content-Type": "text/html; charset=utf-8"}))
    if name == "retries":
        sandbox.fail_next(503, times=2)
    environment = {
        **os.environ,
        "HEADER": "Basic " + b64encode(sandbox.api_key.encode()).decode(),
        "SERVER": sandbox.url,
        "GATEWAY": gateway.url,
        "COMPANY": sandbox.company_id,
        "CONNECTION": sandbox.connection_id,
        "COMMERCE": sandbox.commerce_connection_id,
        **variables,
    }
    command = [sys.executable, "-c", PROGRAMS[name].read_text(encoding="utf-8")]
    return subprocess.run(command, env=environment, capture_output=True, text=True, check=False)  # noqa: S603 - our own


@pytest.mark.parametrize("name", sorted(PROGRAMS))
def test_program_prints_what_it_printed(name: str, codat_sandbox: Sandbox, server: Recorder) -> None:
    done = run(name, codat_sandbox, server)
    printed = PROGRAMS[name].with_suffix(".printed.txt").read_text(encoding="utf-8")
    assert (done.returncode, done.stdout) == (0, printed), done.stderr


def test_programs_are_of_both_versions() -> None:
    versions = [
        set(re.findall(r"0\.[23]\.0", path.read_text(encoding="utf-8").partition("\n")[0]))
        for path in PROGRAMS.values()
    ]
    assert all(versions)
    assert set().union(*versions) == {"0.2.0", "0.3.0"}
    assert len(versions) >= 8
