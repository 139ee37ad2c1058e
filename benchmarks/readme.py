"""The pages that state figures: RESULTS.md holds all of a run, README.md of the project a few of RESULTS.md."""

from __future__ import annotations

from typing import TYPE_CHECKING

from . import table
from .figures import STATED
from .rounds import HOME

if TYPE_CHECKING:
    from collections.abc import Sequence

RESULTS = HOME / "benchmarks" / "RESULTS.md"
README = HOME / "README.md"
_START, _END = "<!-- speed: generated -->\n", "<!-- speed: end -->"


def write(notes: Sequence[str], tables: table.Tables) -> None:
    """Write what a run measured to both pages.

    Arguments:
        notes: What a reader of the figures must know, a line each.
        tables: The tables of the run.
    """
    results = f"""# Results of a run

Written by `make bench ARGS=--write`. [README.md](README.md) says how each figure is taken. A ratio below 1 is less than
what stands beside it.

{"".join(f"- {note}{chr(10)}" for note in notes)}
{table.markdown(tables.medians)}

## Quartiles

Half of the pairs of a figure lie between these.

{table.markdown(tables.quartiles)}
"""
    RESULTS.write_text(results, encoding="utf-8")
    README.write_text(with_figures(README.read_text(encoding="utf-8"), results), encoding="utf-8")


def with_figures(readme: str, results: str) -> str:
    """Return the README with the figures that it states taken from the results of a run.

    Arguments:
        readme: Text of README.md.
        results: Text of RESULTS.md.

    Raises:
        ValueError: The results lack a figure, or the README the place for them.
    """
    lines = [[cell.strip() for cell in line[1:-1].split("|")] for line in results.splitlines() if line.startswith("|")]
    pythons = [header for header in lines[0] if header.startswith("3.")]
    stated = [["CPU time or memory of", "compared with", *(f"Python {python}" for python in pythons)]]
    for title, words in STATED.items():
        line = next((line for line in lines if line[0] == title), None)
        if line is None:
            message = f"the results lack {title!r}"
            raise ValueError(message)
        stated.append([words, *line[1 : 2 + len(pythons)]])
    before, start, rest = readme.partition(_START)
    _, end, after = rest.partition(_END)
    if not start or not end:
        message = f"README.md lacks {_START.strip()} or {_END}"
        raise ValueError(message)
    return f"{before}{start}{table.markdown(stated)}\n{end}{after}"
