"""The table of a run: each figure as the median of its pairs, with its quartiles, beside the published package's."""

from __future__ import annotations

from statistics import median, quantiles
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from .figures import Figure, Row
    from .rounds import Samples

HEADERS = ("measure", "beside", "ours", "quartiles", "reach", "met", "0.2.0", "ours takes", "its floor")
_WORDS = 2
"""Columns that hold words. The others hold numbers."""


def lines(row: Row, measured: Mapping[str, Samples]) -> list[list[str]]:
    """Give the lines of a row.

    Arguments:
        row: The row.
        measured: Its samples, by the name of the side: `ours`, and `published` where that was measured.
    """
    ours, published = measured["ours"], measured.get("published", {})
    return [_line(figure, ours[figure.key], published.get(figure.key, [])) for figure in row.figures]


def _line(figure: Figure, ours: list[tuple[float, float]], published: list[tuple[float, float]]) -> list[str]:
    clients, floors = [client for client, _ in ours], [floor for _, floor in ours]
    if figure.unit not in _AMOUNTS:
        others = f"{max(client for client, _ in published):,.0f}" if published else ""
        most = f"{max(clients):,.0f}"
        return [figure.title, figure.floor, most, "", "", "", others, f"{most} {figure.unit}", f"{max(floors):,.0f}"]
    ratios = [client / floor for client, floor in ours]
    ratio = median(ratios)
    amount = _AMOUNTS[figure.unit]
    return [
        figure.title,
        figure.floor,
        f"{ratio:.2f}",
        _quartiles(ratios),
        "" if figure.reach is None else f"{figure.reach:g}",
        "" if figure.reach is None else "yes" if ratio <= figure.reach else "no",
        f"{median(client / floor for client, floor in published):.2f}" if published else "",
        amount(median(clients)),
        amount(median(floors)),
    ]


def _quartiles(ratios: list[float]) -> str:
    if len(ratios) == 1:
        return "one pair"
    low, _, high = quantiles(ratios, n=4, method="inclusive")
    return f"{low:.2f} to {high:.2f}"


def _seconds(value: float) -> str:
    return f"{value * 1e6:.1f} us" if value < 1e-3 else f"{value * 1e3:.2f} ms"  # noqa: PLR2004 - a millisecond


def _mebibytes(value: float) -> str:
    return f"{value / 2**20:.2f} MiB"


_AMOUNTS = {"s": _seconds, "MiB": _mebibytes}


def plain(table: list[list[str]]) -> str:
    """Lay the table out for a terminal."""
    rows = [list(HEADERS), *table]
    widths = [max(len(row[column]) for row in rows) for column in range(len(HEADERS))]
    return "\n".join(
        "  ".join(
            cell.ljust(width) if column < _WORDS else cell.rjust(width)
            for column, (cell, width) in enumerate(zip(row, widths, strict=True))
        ).rstrip()
        for row in rows
    )


def markdown(table: list[list[str]]) -> str:
    """Lay the table out for a page, without padding."""
    marks = ["---" if column < _WORDS else "---:" for column in range(len(HEADERS))]
    rows = [list(HEADERS), marks, *table]
    return "\n".join("".join(f"| {cell} " if cell else "| " for cell in row) + "|" for row in rows)
