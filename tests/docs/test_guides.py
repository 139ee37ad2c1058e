"""The guides cover their subject completely: no error, attribute, option or promise is missing from its page."""

from __future__ import annotations

import inspect
import re

from support.doc_pages import ROOT

import codatsynccommerce
from codatsynccommerce import utils
from codatsynccommerce.models import errors
from codatsynccommerce.sandbox import Sandbox


def _guide(name: str) -> str:
    return (ROOT / "docs" / "guides" / f"{name}.md").read_text(encoding="utf-8")


def test_errors_guide_draws_the_class_tree() -> None:
    drawn = re.search(r"```text\n(.+?)```", _guide("errors"), re.DOTALL)
    assert drawn
    lines = [re.match(r"([│├└─ ]*)(\w+)", line) for line in drawn[1].splitlines()]
    above: dict[int, str] = {}
    parents: dict[str, str | None] = {}
    for line in lines:
        assert line
        depth = len(line[1]) // 4
        above[depth] = line[2]
        parents[line[2]] = above[depth - 1] if depth else None
    real = {name: getattr(errors, name) for name in errors.__all__ if not name.endswith("Warning")}
    assert parents == {
        name: None if name == "SDKError" else next(base.__name__ for base in one.__mro__[1:])
        for name, one in real.items()
    }


def test_the_errors_guide_names_every_attribute() -> None:
    error = errors.ErrorMessage("404: gone")
    own = {name for name, value in vars(errors.ErrorMessage).items() if not name.startswith("_") and value is None}
    named = set(re.findall(r"^\| `(\w+)` \|", _guide("errors"), re.MULTILINE))
    assert named == set(vars(error)) | own


def test_testing_guide_names_every_sandbox_attribute() -> None:
    text = _guide("testing")
    sandbox = inspect.signature(Sandbox).parameters
    with Sandbox() as running:
        public = {name for name in dir(running) if not name.startswith("_")}
    assert [name for name in public if f".{name}" not in text] == []
    assert [name for name in sandbox if f"{name}=" not in text] == []


def test_guides_name_client_arguments_and_utils() -> None:
    text = "".join(path.read_text(encoding="utf-8") for path in (ROOT / "docs" / "guides").glob("*.md"))
    arguments = inspect.signature(codatsynccommerce.CodatSyncCommerce).parameters
    assert [name for name in arguments if f"{name}=" not in text and f"`{name}`" not in text] == []
    assert [name for name in utils.__all__ if f"utils.{name}" not in text] == []


def test_the_reliability_guide_makes_nineteen_promises() -> None:
    numbers = [int(found) for found in re.findall(r"^(\d+)\. \*\*", _guide("reliability"), re.MULTILINE)]
    assert numbers == list(range(1, 20))


def test_the_guides_state_the_defaults_that_there_are() -> None:
    limits = utils.Timeout()
    rows = (f"a connection | {limits.connect:g} s", f"a response | {limits.read:g} s", f"the body | {limits.total:g} s")
    assert [row for row in rows if row not in _guide("retries")] == []


def test_index_explains_running_without_an_account() -> None:
    text = (ROOT / "docs" / "README.md").read_text(encoding="utf-8")
    with Sandbox() as running:
        ids = {running.company_id, running.connection_id, running.commerce_connection_id}
        assert f'from_api_key("{running.api_key}")' in text
    used = {
        found for path in (ROOT / "docs" / "guides").glob("*.md") for found in _ids(path.read_text(encoding="utf-8"))
    }
    assert used == ids
    port = re.search(r"codatsynccommerce\.sandbox --port (\d+)", text)
    assert port
    assert f'server_url="http://127.0.0.1:{port[1]}"' in text


def _ids(text: str) -> list[str]:
    """Return the ids in programs that are given as ids of a company or a connection."""
    return re.findall(
        r'(?:company_id=|connection_id=|^ +|\()"([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})"', text, re.MULTILINE
    )


def test_the_changelog_begins_with_this_version() -> None:
    text = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    assert re.findall(r"^## (\S+)", text, re.MULTILINE)[0] == codatsynccommerce.__version__
