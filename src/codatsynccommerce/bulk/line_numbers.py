"""The lines of a file on which its records begin, held as a few numbers."""

from __future__ import annotations

import json
from bisect import bisect_right


class LineNumbers:
    """The line of each record by its place in the input. A group of records on consecutive lines takes two numbers."""

    def __init__(self) -> None:
        """Begin without lines."""
        self._places: list[int] = []
        self._lines: list[int] = []

    def add(self, place: int, line: int) -> None:
        """Add the line of a record.

        Arguments:
            place: Its place in the input, greater than all places before.
            line: The line on which it begins.
        """
        if not self._lines or line - self._lines[-1] != place - self._places[-1]:
            self._places.append(place)
            self._lines.append(line)

    def line(self, place: int) -> int | None:
        """Return the line of a record; None if it is not known."""
        number = bisect_right(self._places, place) - 1
        return None if number < 0 else self._lines[number] + place - self._places[number]

    def to_json(self) -> str:
        """Return the lines as JSON."""
        return json.dumps([self._places, self._lines])

    @classmethod
    def from_json(cls, text: str) -> LineNumbers:
        """Return the lines that `to_json` wrote."""
        lines = cls()
        lines._places, lines._lines = json.loads(text)
        return lines
