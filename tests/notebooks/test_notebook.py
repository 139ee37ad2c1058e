"""The example notebook runs from top to bottom against the sandbox, and what is stored in it is what it shows."""

from __future__ import annotations

import re
import shutil
import tempfile
from pathlib import Path
from typing import Any, cast

import pytest
from support.short_pauses import environment

EXAMPLES = Path(__file__).resolve().parents[2] / "examples"
NOTEBOOK = EXAMPLES / "create_customers.ipynb"


def _read() -> Any:
    import nbformat  # noqa: PLC0415 - it is slow to load

    return cast("Any", nbformat).read(NOTEBOOK, as_version=4)


@pytest.fixture(scope="module")
def executed(tmp_path_factory: pytest.TempPathFactory) -> Any:
    return _execute(_read(), tmp_path_factory.mktemp("examples"))


def _execute(notebook: Any, place: Path) -> Any:
    from nbclient import NotebookClient  # noqa: PLC0415 - it is slow to load

    shutil.copy(EXAMPLES / "customers.csv", place)
    with pytest.MonkeyPatch.context() as patch:
        for name in ("CODAT_API_KEY", "CODAT_AUTH_HEADER", "MPLBACKEND"):
            patch.delenv(name, raising=False)
        patch.setenv("PYTHONPATH", environment()["PYTHONPATH"])
        NotebookClient(notebook, timeout=120, resources={"metadata": {"path": str(place)}}).execute()
    return notebook


def _outputs(notebook: Any, kind: str) -> list[str]:
    """Return the outputs of a kind, in order."""
    outputs = [one for cell in notebook.cells for one in cell.get("outputs", [])]
    return [one.data[kind] for one in outputs if kind in one.get("data", {})]


def _ours(notebook: Any) -> list[str]:
    """Return what our own classes show: that does not depend on the version of pandas."""
    return [one for one in _outputs(notebook, "text/html") if "class=codat" in one]


def test_every_cell_runs_in_order(executed: Any) -> None:
    cells = [cell for cell in executed.cells if cell.cell_type == "code"]
    assert [cell.execution_count for cell in cells] == list(range(1, len(cells) + 1))
    assert [one for cell in cells for one in cell.outputs if one.output_type == "error"] == []


def test_it_tells_its_story(executed: Any) -> None:
    html = "".join(_outputs(executed, "text/html"))
    assert "&#x27;Dormant&#x27; is not among Active, Archived" in html or "'Dormant' is not among Active" in html
    assert "<Report customers.sqlite: 11 succeeded, 1 failed>" in _outputs(executed, "text/plain")
    assert "customerName was rejected" in html
    assert len(_outputs(executed, "image/png")) == 1
    assert "'nothing to fix'" in _outputs(executed, "text/plain")


def test_progress_is_shown_without_alarm(executed: Any) -> None:
    streams = [one for cell in executed.cells for one in cell.get("outputs", []) if one.output_type == "stream"]
    # The only warning is of the status that the customers' file misspells on purpose.
    assert ["Dormant" in one.text for one in streams if one.name == "stderr"] in ([], [True])
    assert "12/12" in "".join(one.text for one in streams)
    shown = [one.text for cell in _read().cells for one in cell.get("outputs", []) if one.output_type == "stream"]
    assert [len(text.splitlines()) for text in shown] == [2]


def test_shop_without_orders_has_empty_plot(tmp_path: Path) -> None:
    notebook = _read()
    for cell in notebook.cells:
        cell.source = cell.source.replace(
            'order_by="-createdDate", page_size=1)', 'query="totalAmount>999999", page_size=1)'
        )
        cell.source = cell.source.replace("createdDate>={day", "totalAmount>999999&&createdDate>={day")
    assert "".join(cell.source for cell in notebook.cells).count("totalAmount>999999") == 2
    _execute(notebook, tmp_path)
    assert len(_outputs(notebook, "image/png")) == 1


def test_stored_outputs_match_a_new_run(executed: Any) -> None:
    stored = _read()
    assert _ours(stored) == _ours(executed) != []
    assert len(_outputs(stored, "text/html")) == len(_outputs(executed, "text/html"))
    assert len(_outputs(stored, "image/png")) == 1


def test_notebook_is_small_without_local_paths() -> None:
    text = NOTEBOOK.read_text(encoding="utf-8")
    assert len(text) < 150_000
    places = [f"{place}/" for place in (EXAMPLES.parent, Path.home(), tempfile.gettempdir())]
    assert [place for place in places if place in text] == []
    assert re.findall(r"127\.0\.0\.1|localhost", text) == []
    assert "sandbox-api-key" not in text
