"""The table of a run: each figure as the median of its pairs, a column for each Python."""

from __future__ import annotations

from statistics import median, quantiles
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from .figures import Figure, Row
    from .rounds import Samples

    Sides = Mapping[str, Samples]
    """Samples by the name of the side: `ours`, and `published` if that was measured."""

_WORDS = 2
"""Columns that hold words. The others hold numbers."""


def headers(pythons: list[str]) -> list[str]:
    """Return the headers of the table, for minor versions of Python such as `3.11`."""
    return ["measure", "beside", *pythons, "reach", "met", f"0.2.0 on {pythons[-1]}", f"ours on {pythons[-1]}"]


def lines(row: Row, measured: Mapping[str, Sides]) -> list[list[str]]:
    """Return the lines of a row.

    Arguments:
        row: The row.
        measured: The samples of its sides, by the minor version of Python.
    """
    return [_line(figure, measured) for figure in row.figures]


def _line(figure: Figure, measured: Mapping[str, Sides]) -> list[str]:
    ours = {python: sides["ours"][figure.key] for python, sides in measured.items()}
    newest = list(measured)[-1]
    published = measured[newest].get("published", {}).get(figure.key, [])
    if figure.unit not in _AMOUNTS:
        counts = {python: f"{max(client for client, _ in pairs):,.0f}" for python, pairs in ours.items()}
        others = f"{max(client for client, _ in published):,.0f}" if published else ""
        return [figure.title, figure.floor, *counts.values(), "", "", others, f"{counts[newest]} {figure.unit}"]
    ratios = {python: [client / floor for client, floor in pairs] for python, pairs in ours.items()}
    reaches = {python: figure.reach_on(python) for python in measured}
    met = all(reach is None or median(ratios[python]) <= reach for python, reach in reaches.items())
    stated = [f"{reach:g}" for reach in reaches.values() if reach is not None]
    return [
        figure.title,
        figure.floor,
        *(f"{median(found):.2f}{_quartiles(found)}" for found in ratios.values()),
        stated[0] if len(set(stated)) == 1 else " / ".join(stated),
        "" if not stated else "yes" if met else "no",
        f"{median(client / floor for client, floor in published):.2f}" if published else "",
        _AMOUNTS[figure.unit](median(client for client, _ in ours[newest])),
    ]


def _quartiles(ratios: list[float]) -> str:
    if len(ratios) == 1:
        return ""
    low, _, high = quantiles(ratios, n=4, method="inclusive")
    return f" ({low:.2f} to {high:.2f})"


def _seconds(value: float) -> str:
    return f"{value * 1e6:.1f} us" if value < 1e-3 else f"{value * 1e3:.2f} ms"  # noqa: PLR2004 - a millisecond


def _mebibytes(value: float) -> str:
    return f"{value / 2**20:.2f} MiB"


def _kibibytes(value: float) -> str:
    return f"{value / 2**10:.1f} KiB"


_AMOUNTS = {"s": _seconds, "MiB": _mebibytes, "KiB": _kibibytes}


def plain(table: list[list[str]]) -> str:
    """Lay the table out for a terminal; its first row holds the headers."""
    widths = [max(len(row[column]) for row in table) for column in range(len(table[0]))]
    return "\n".join(
        "  ".join(
            cell.ljust(width) if column < _WORDS else cell.rjust(width)
            for column, (cell, width) in enumerate(zip(row, widths, strict=True))
        ).rstrip()
        for row in table
    )


def markdown(table: list[list[str]]) -> str:
    """Lay the table out for a page, without padding; its first row holds the headers."""
    marks = ["---" if column < _WORDS else "---:" for column in range(len(table[0]))]
    rows = [table[0], marks, *table[1:]]
    return "\n".join("".join(f"| {cell} " if cell else "| " for cell in row) + "|" for row in rows)
