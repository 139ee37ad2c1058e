"""Where the journal that a caller names is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .options import journal_path
from .sqlite_location import SqliteLocation

if TYPE_CHECKING:
    from .journal import JournalLocation


def locate(journal: object) -> JournalLocation:
    """Return where a journal is. Nothing is opened.

    Raises:
        errors.RequestError: It is no path of a file.
    """
    return SqliteLocation(journal_path(journal))
