"""What a caller sets for a bulk run, and what of it cannot be used."""

from __future__ import annotations

from os import PathLike
from typing import NamedTuple, Union

from codatsynccommerce._runtime.errors import RequestError

MOST_WORKERS = 10
"""Requests that the API takes at the same time for each company."""


class Options(NamedTuple):
    """What a caller set for a run."""

    journal: Union[str, PathLike[str]]
    workers: int
    wait: bool
    progress: bool
    patience: float
    per_minute: int | None

    def check(self) -> None:
        """Refuse what cannot be used."""
        if not _is_number(self.workers, whole=True) or not 1 <= self.workers <= MOST_WORKERS:
            message = f"workers must be from 1 to {MOST_WORKERS}, not {self.workers!r}"
            raise RequestError(message)
        if self.per_minute is not None and not (_is_number(self.per_minute, whole=True) and self.per_minute >= 1):
            message = f"per_minute must be a whole number from 1, or None for no limit, not {self.per_minute!r}"
            raise RequestError(message)
        if not _is_number(self.patience, whole=False) or not self.patience >= 0:
            message = f"patience must be a number of seconds, not {self.patience!r}"
            raise RequestError(message)
        if not isinstance(self.journal, (str, PathLike)) or not str(self.journal):
            message = f"journal must be the path of a file, not {self.journal!r}"
            raise RequestError(message)


def _is_number(value: object, *, whole: bool) -> bool:
    # bool is an int to Python, and True would be one worker.
    return isinstance(value, int if whole else (int, float)) and not isinstance(value, bool)
