"""What a caller sets for a bulk run."""

from __future__ import annotations

import os
from os import PathLike
from pathlib import Path
from typing import NamedTuple, Union, cast

from codatsynccommerce._runtime.errors import RequestError

MAX_WORKERS = 10
"""Requests that the API takes at the same time for each company."""


class Options(NamedTuple):
    """What a caller set for a run."""

    journal: Union[str, PathLike[str]]
    workers: int
    wait: bool
    progress: bool
    stall_timeout: float
    max_per_minute: int | None
    keep: int | None = None

    def checked(self, name: str | None = None) -> Options:
        """Return the options with the absolute path of the journal, which no later change of directory can move.

        Raises:
            errors.RequestError: One of them cannot be used, or the journal in a file has a name.
        """
        self.check_numbers()
        check_no_name(name)
        return self._replace(journal=journal_path(self.journal))

    def check_numbers(self) -> None:
        """Check all options but the journal.

        Raises:
            errors.RequestError: One of them cannot be used.
        """
        if not _is_number(self.workers, integer=True) or not 1 <= self.workers <= MAX_WORKERS:
            message = f"workers must be from 1 to {MAX_WORKERS}, not {self.workers!r}"
            raise RequestError(message)
        limit = self.max_per_minute
        if limit is not None and not (_is_number(limit, integer=True) and limit >= 1):
            message = f"max_per_minute must be a whole number from 1, or None for no limit, not {limit!r}"
            raise RequestError(message)
        if self.keep is not None and not (_is_number(self.keep, integer=True) and self.keep >= 0):
            message = f"keep must be a whole number from 0, or None, not {self.keep!r}"
            raise RequestError(message)
        if not _is_number(self.stall_timeout, integer=False) or not self.stall_timeout >= 0:
            message = f"stall_timeout must be a number of seconds, not {self.stall_timeout!r}"
            raise RequestError(message)


def check_no_name(name: object) -> None:
    """Refuse a name of a journal in a file.

    Raises:
        errors.RequestError: There is one.
    """
    if name is not None:
        message = "name is for a journal in a database: one in a file has none"
        raise RequestError(message)


def journal_path(journal: object) -> Path:
    """Return the absolute path of a journal, with symbolic links resolved, so that one file has one name.

    Raises:
        errors.RequestError: It is not the path of a file.
    """
    text = os.fsdecode(cast("str | PathLike[str]", journal)) if isinstance(journal, (str, PathLike)) else ""
    if not text or "\0" in text:
        message = f"journal must be the path of a file, not {journal!r}"
        raise RequestError(message)
    return Path(os.path.realpath(text))


def _is_number(value: object, *, integer: bool) -> bool:
    # bool is an int to Python, and True would be one worker.
    return isinstance(value, int if integer else (int, float)) and not isinstance(value, bool)
