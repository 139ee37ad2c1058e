"""Every Python block of the documentation runs, against a sandbox in place of the API."""

from __future__ import annotations

import logging
import re
import subprocess
import sys
from contextlib import ExitStack
from typing import TYPE_CHECKING, Any

import pytest
from support.async_client import blocking_client
from support.doc_pages import Page, pages
from support.guide import GUIDE
from support.short_pauses import shorten_pauses

import codatsynccommerce
from codatsynccommerce import AsyncCodatSyncCommerce, CodatSyncCommerce
from codatsynccommerce.models import shared
from codatsynccommerce.sandbox import Sandbox

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from support.doc_pages import Block

KEY = "YOUR_API_KEY"
_TEST = re.compile(r"^def test_", re.MULTILINE)


def _programs() -> list[Any]:
    """Return what runs in one namespace: each block of a generated page, all blocks of a page that people write.

    A generated page lists programs, one for each operation. A guide is one program in several parts.
    """
    found: list[Any] = []
    for page in pages():
        if page.name == GUIDE:  # Its programs need servers: `tests/scale/test_engines.py` runs them.
            continue
        blocks = [one for one in page.blocks if one.language == "python" and not _TEST.search(one.text)]
        parts = [[one] for one in blocks] if page.name.startswith("docs/sdks/") else [blocks] if blocks else []
        found += [pytest.param(page, part, id=f"{page.name}:{part[0].line}") for part in parts]
    return found


@pytest.fixture
def sandbox(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[Sandbox]:
    """Put a sandbox in place of the API, shorten every pause, and put back what a page may set."""
    shorten_pauses(monkeypatch)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("CODAT_API_KEY", KEY)
    monkeypatch.delenv("CODAT_AUTH_HEADER", raising=False)
    log = logging.getLogger("codatsynccommerce")
    level = log.level
    with Sandbox(api_key=KEY) as sandbox:
        monkeypatch.setattr(CodatSyncCommerce, "_servers", [sandbox.url])
        monkeypatch.setattr(AsyncCodatSyncCommerce, "_servers", [sandbox.url])
        yield sandbox
    log.setLevel(level)


def _of_both_clients() -> list[Any]:
    """Return every program for the synchronous client, and those of single operations for the asynchronous one too."""
    programs = [pytest.param(*program.values, "sync", id=program.id) for program in _programs()]
    pages = [program for program in _programs() if program.values[0].name.startswith("docs/sdks/")]
    return programs + [pytest.param(*program.values, "async", id=f"{program.id}, async") for program in pages]


def _run(page: Page, blocks: list[Block]) -> None:
    """Run a program in a namespace of its own."""
    namespace: dict[str, Any] = {"__name__": "guide"}
    for block in blocks:
        # Empty lines in front make a traceback name the line of the page.
        code = compile("\n" * (block.line - 1) + block.text, str(page.path), "exec", dont_inherit=True)
        exec(code, namespace)  # noqa: S102 - the docs are ours


@pytest.mark.parametrize(("page", "blocks", "kind"), _of_both_clients())
def test_the_programs_of_the_docs_run(
    sandbox: Sandbox, page: Page, blocks: list[Block], kind: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    with ExitStack() as stack:
        if kind == "async":
            # The programs do not close their client, and its sockets may be collected before it.
            def connect(*args: Any, **options: Any) -> CodatSyncCommerce:
                return stack.enter_context(blocking_client(*args, **options))

            monkeypatch.setattr(codatsynccommerce, "CodatSyncCommerce", connect)
        _run(page, blocks)
    if page.name.startswith("docs/sdks/"):
        # One call; and where that is a push, reading until it has ended.
        first, *polls = sandbox.requests
        assert first.status in range(200, 300)
        assert {(one.method, one.status) for one in polls} <= {("GET", 200)}
        assert bool(polls) == ("wait_for" in blocks[0].text)
    else:
        assert _unexpected_failures(sandbox) == []


def _unexpected_failures(sandbox: Sandbox) -> list[Any]:
    """Return the records that the accounting software refused, except those that ask for it."""
    sandbox.finish_pending()
    with CodatSyncCommerce(shared.Security.from_api_key(KEY)) as s:
        history = s.push_data.iter_operations(company_id=sandbox.company_id)
        failed = {push.push_operation_key for push in history if push.status == shared.PushOperationStatus.FAILED}
    return [
        push.record for push in sandbox.ledger if push.push_operation_key in failed and "reject" not in str(push.record)
    ]


def test_guide_tests_pass_with_installed_package(tmp_path: Path) -> None:
    shown = [one for page in pages() for one in page.blocks if one.language == "python" and _TEST.search(one.text)]
    assert shown
    for block in shown:
        (tmp_path / f"test_{block.line}.py").write_text(block.text, encoding="utf-8")
    command = [sys.executable, "-W", "error", "-m", "pytest", "-q", "-p", "no:cacheprovider", "-p", "no:schemathesis"]
    run = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)  # noqa: S603 - our own
    assert run.returncode == 0, run.stdout + run.stderr
    assert f"{sum(len(_TEST.findall(one.text)) for one in shown)} passed" in run.stdout


def test_every_block_names_a_language() -> None:
    known = {"python", "sh", "text", "json", "toml"}
    strange = [f"{page.name}:{one.line}" for page in pages() for one in page.blocks if one.language not in known]
    assert strange == []


def test_every_guide_starts_with_a_program() -> None:
    guides = [page for page in pages() if page.name.startswith("docs/guides/")]
    late: list[str] = []
    for page in guides:
        chapters = [line for line, text in page.prose if text.startswith("## ")]
        # The program of the command line's guide is a command.
        programs = [one.line for one in page.blocks if one.language in ("python", "sh")]
        if not programs or programs[0] > chapters[0]:
            late.append(page.name)
    assert guides
    assert late == []
