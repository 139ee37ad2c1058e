"""The table of the benchmark: medians, quartiles, the reach of each Python, and empty cells."""

from __future__ import annotations

from typing import TYPE_CHECKING

from benchmarks import table
from benchmarks.figures import Figure, Row
from benchmarks.pairs import Pair

if TYPE_CHECKING:
    from benchmarks.rounds import Samples

_ROW = Row(
    "any",
    (
        Figure("fast", "something fast", "its floor", reach=1.5),
        Figure("slow", "something slow", "its floor", reach=1.5),
        Figure("kept", "things kept", "its floor", unit="things"),
    ),
)


def test_line_shows_the_median_ratio() -> None:
    ours: Samples = {
        "fast": [(1.0, 1.0), (9.0, 3.0), (2.0, 2.0)],
        "slow": [(4.0, 2.0), (4.0, 2.0), (8.0, 2.0)],
        "kept": [(1, 5), (3, 0)],
    }
    tables = table.Tables(["3.11"])
    tables.add(_ROW, {"3.11": {"ours": ours, "published": {"fast": [(6.0, 2.0)]}}})
    _, fast, slow, kept = tables.medians
    assert fast[2:6] == ["1.00", "1.5", "yes", "3.00"]
    assert slow[2:6] == ["2.00", "1.5", "no", ""]
    assert kept[2:] == ["3", "", "", "", "3 things"]
    assert [line[2] for line in tables.quartiles] == ["3.11", "1.00 to 2.00", "2.00 to 3.00"]


def test_each_python_has_its_reach() -> None:
    row = Row("any", (Figure("page", "a page", "its floor", reach={"3.10": 2.0, "3.11": 1.5}),))
    tables = table.Tables(["3.10", "3.11"])
    tables.add(row, {"3.10": {"ours": {"page": [(1.9, 1)]}}, "3.11": {"ours": {"page": [(1.6, 1)]}}})
    headers, line = tables.medians
    assert line[2:6] == ["1.90", "1.60", "2 / 1.5", "no"]
    assert len(line) == len(headers)


def test_python_without_a_figure_has_an_empty_cell() -> None:
    tables = table.Tables(["3.10", "3.11"])
    samples: Samples = {"fast": [(1, 1)], "slow": [(1, 1)], "kept": [(0, 0)]}
    tables.add(_ROW, {"3.10": {"ours": samples}})
    assert [line[2:] for line in tables.medians[1:]] == [
        ["1.00", "", "1.5", "yes", "", ""],
        ["1.00", "", "1.5", "yes", "", ""],
        ["0", "", "", "", "", ""],
    ]


def test_pair_alternates_which_side_runs_first() -> None:
    seen: list[str] = []
    pair = Pair(lambda: seen.append("client"), lambda: seen.append("floor"), repeats=2, floor_repeats=1)
    for _ in range(3):
        pair.turn()
    assert seen == ["client", "client", "floor", "floor", "client", "client", "client", "client", "floor"]


def test_both_layouts_hold_every_line() -> None:
    samples: Samples = {"fast": [(1, 1)], "slow": [(1, 1)], "kept": [(0, 0)]}
    tables = table.Tables(["3.11"])
    tables.add(_ROW, {"3.11": {"ours": samples}})
    assert len(table.plain(tables.medians).splitlines()) == len(tables.medians)
    assert (
        table.markdown(tables.medians).splitlines()[2].startswith("| something fast | its floor | 1.00 | 1.5 | yes |")
    )
