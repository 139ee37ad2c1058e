"""Where the journal that a caller names is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from codatsynccommerce._runtime.errors import RequestError

from .options import check_no_name, journal_path
from .postgres.database import is_database
from .postgres.location import PostgresLocation
from .sqlite_location import SqliteLocation

if TYPE_CHECKING:
    from .journal import JournalLocation

_LONGEST_NAME = 200


def locate(journal: object, name: object = None) -> JournalLocation:
    """Return where a journal is. Nothing is opened.

    Arguments:
        journal: The path of a file, or the URL of a PostgreSQL database.
        name: Name of the journal in the database.

    Raises:
        errors.RequestError: It is neither, or the extra `postgres` is not installed.
    """
    if is_database(journal):
        return PostgresLocation(str(journal), None if name is None else journal_name(name))
    check_no_name(name)
    return SqliteLocation(journal_path(journal))


def in_database(journal: object, name: object) -> PostgresLocation:
    """Return where a journal in a database is.

    Raises:
        errors.RequestError: The journal is not named by the URL of a database.
    """
    if not is_database(journal):
        message = "journal must be the URL of a PostgreSQL database, such as postgresql://host/database"
        raise RequestError(message)
    return PostgresLocation(str(journal), None if name is None else journal_name(name))


def journal_name(name: object) -> str:
    """Return the name of a journal in a database.

    Raises:
        errors.RequestError: It is not text that the database can hold.
    """
    usable = isinstance(name, str) and 0 < len(name) <= _LONGEST_NAME and name.isprintable()
    if not usable:
        message = f"name must be a text of 1 to {_LONGEST_NAME} printable characters, not {name!r:.100}"
        raise RequestError(message)
    return str(name)
