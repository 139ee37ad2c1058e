"""Making and upgrading the schema: by one process at a time, each version in one transaction."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ..journal import JournalError
from .functions import FUNCTIONS
from .tables import TABLES, VERSION

if TYPE_CHECKING:
    import psycopg

    from .database import Database

_LOCK = 0xC0DA7
"""Key of the advisory lock under which the schema is made and upgraded."""


def check_schema(database: Database) -> None:
    """Refuse a database whose schema is of another version.

    Raises:
        JournalError: It has no journals, or its schema is of another version.
    """
    version = database.run(_version)
    if version is None:
        message = f"there are no journals in the database {database.address}"
        raise JournalError(message)
    _check_version(database, version)


def make_schema(database: Database) -> None:
    """Make the schema if there is none.

    Raises:
        JournalError: The schema is of another version, or the role may not make it.
    """
    if (version := database.run(_version)) is None:
        database.run(_create)
        version = database.run(_version)
    _check_version(database, version or VERSION)


def _check_version(database: Database, version: int) -> None:
    if version > VERSION:
        message = f"the journals in {database.address} were made by a later release: use that one"
        raise JournalError(message)


def _version(connection: psycopg.Connection[Any]) -> int | None:
    """Return the version of the schema; None if there is none."""
    # Not to_regclass: it may return what it knew before the lock was taken.
    query = """SELECT 1 FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
        WHERE n.nspname = 'codatsynccommerce' AND c.relname = 'version'"""
    if connection.execute(query).fetchone() is None:
        return None
    found = connection.execute("SELECT version FROM codatsynccommerce.version").fetchone()
    return int(found[0]) if found else None


def _create(connection: psycopg.Connection[Any]) -> None:
    connection.execute("SELECT pg_advisory_xact_lock(%s)", (_LOCK,))
    if _version(connection) is not None:
        return
    row = connection.execute("SELECT 1 FROM pg_namespace WHERE nspname = 'codatsynccommerce'").fetchone()
    if row is None:
        connection.execute("CREATE SCHEMA codatsynccommerce")
    connection.execute("CREATE TABLE codatsynccommerce.version (version int NOT NULL)")
    connection.execute(TABLES)
    connection.execute(FUNCTIONS)
    connection.execute("INSERT INTO codatsynccommerce.version VALUES (%s)", (VERSION,))
