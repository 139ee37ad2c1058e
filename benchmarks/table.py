"""The tables of a run: each figure as the median of its pairs and as their quartiles, a column for each Python."""

from __future__ import annotations

from statistics import median, quantiles
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from .figures import Figure, Row
    from .rounds import Samples

    Sides = Mapping[str, Samples]
    """Samples by the name of the side: `ours`, and `published` if that was measured."""

_WORDS = 2
"""Columns that hold words. The others hold numbers."""


class Tables:
    """The tables of a run.

    Attributes:
        medians: Every figure with its reach and what 0.2.0 takes, the headers first.
        quartiles: The quartiles of every ratio, the headers first.
    """

    def __init__(self, pythons: Sequence[str]) -> None:
        """Start without a figure.

        Arguments:
            pythons: Minor versions of Python, such as `3.11`.
        """
        newest = pythons[-1]
        self._pythons = pythons
        self.medians = [["measure", "beside", *pythons, "reach", "met", f"0.2.0 on {newest}", f"ours on {newest}"]]
        self.quartiles = [["measure", "beside", *pythons]]

    def add(self, row: Row, measured: Mapping[str, Sides]) -> None:
        """Add the figures of a row.

        Arguments:
            row: The row.
            measured: The samples of its sides, by the minor version of Python.
        """
        for figure in row.figures:
            ours = {python: sides["ours"][figure.key] for python, sides in measured.items()}
            published = measured.get(self._pythons[-1], {}).get("published", {}).get(figure.key, [])
            self.medians.append(self._medians(figure, ours, published))
            if figure.unit in _AMOUNTS and any(len(pairs) > 1 for pairs in ours.values()):
                spreads = (_quartiles(ours.get(python, [])) for python in self._pythons)
                self.quartiles.append([figure.title, figure.floor, *spreads])

    def _medians(
        self, figure: Figure, ours: Mapping[str, list[tuple[float, float]]], published: list[tuple[float, float]]
    ) -> list[str]:
        cells = [_cell(figure, ours.get(python, [])) for python in self._pythons]
        reaches = {python: figure.reach_on(python) for python in ours}
        met = all(reach is None or _ratio(ours[python]) <= reach for python, reach in reaches.items())
        stated = [f"{reach:g}" for reach in reaches.values() if reach is not None]
        newest = ours.get(self._pythons[-1])
        return [
            figure.title,
            figure.floor,
            *cells,
            stated[0] if len(set(stated)) == 1 else " / ".join(stated),
            "" if not stated else "yes" if met else "no",
            _cell(figure, published),
            _amount(figure, newest) if newest else "",
        ]


def _cell(figure: Figure, pairs: list[tuple[float, float]]) -> str:
    if not pairs:
        return ""
    if figure.unit in _AMOUNTS:
        return f"{_ratio(pairs):.2f}"
    return f"{max(client for client, _ in pairs):,.0f}"


def _amount(figure: Figure, pairs: list[tuple[float, float]]) -> str:
    if figure.unit in _AMOUNTS:
        return _AMOUNTS[figure.unit](median(client for client, _ in pairs))
    return f"{max(client for client, _ in pairs):,.0f} {figure.unit}"


def _ratio(pairs: list[tuple[float, float]]) -> float:
    return median(client / floor for client, floor in pairs)


def _quartiles(pairs: list[tuple[float, float]]) -> str:
    if len(pairs) <= 1:
        return ""
    low, _, high = quantiles([client / floor for client, floor in pairs], n=4, method="inclusive")
    return f"{low:.2f} to {high:.2f}"


def _seconds(value: float) -> str:
    return f"{value * 1e6:.1f} us" if value < 1e-3 else f"{value * 1e3:.2f} ms"  # noqa: PLR2004 - a millisecond


def _mebibytes(value: float) -> str:
    return f"{value / 2**20:.2f} MiB"


def _kibibytes(value: float) -> str:
    return f"{value / 2**10:.1f} KiB"


_AMOUNTS = {"s": _seconds, "MiB": _mebibytes, "KiB": _kibibytes}


def plain(table: list[list[str]]) -> str:
    """Lay a table out for a terminal; its first row holds the headers."""
    widths = [max(len(row[column]) for row in table) for column in range(len(table[0]))]
    return "\n".join(
        "  ".join(
            cell.ljust(width) if column < _WORDS else cell.rjust(width)
            for column, (cell, width) in enumerate(zip(row, widths, strict=True))
        ).rstrip()
        for row in table
    )


def markdown(table: list[list[str]], words: int = _WORDS) -> str:
    """Lay a table out for a page, without padding; its first row holds the headers.

    Arguments:
        table: The table.
        words: Columns that hold words. The others hold numbers.
    """
    marks = ["---" if column < words else "---:" for column in range(len(table[0]))]
    rows = [table[0], marks, *table[1:]]
    return "\n".join("".join(f"| {cell} " if cell else "| " for cell in row) + "|" for row in rows)
