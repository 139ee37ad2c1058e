"""Make and upgrade the schema: one process at a time, each version in one transaction."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ..journal import JournalError
from .functions import FUNCTIONS
from .tables import STEPS, VERSION

if TYPE_CHECKING:
    import psycopg

    from .database import Database

_LOCK = 0xC0DA7
"""Key of the advisory lock under which the schema is made and upgraded."""


def check_schema(database: Database) -> None:
    """Upgrade the schema of a database, and refuse one that has none.

    Raises:
        JournalError: It has no journals, or its schema is of a later version, or the role may not upgrade it.
    """
    if database.run(_version) == 0:
        message = f"there are no journals in the database {database.address}"
        raise JournalError(message)
    make_schema(database)


def make_schema(database: Database) -> None:
    """Make the schema if there is none, and upgrade it if it is of an earlier version.

    Raises:
        JournalError: The schema is of a later version, or the role may not make or upgrade it.
    """
    version = database.run(_version)
    if version < VERSION:
        version = database.run(_upgrade)
    if version > VERSION:
        message = f"the journals in {database.address} were made by a later release: use that release"
        raise JournalError(message)


def _version(connection: psycopg.Connection[Any]) -> int:
    """Return the version of the schema; 0 if there is none."""
    # Not with to_regclass, which may return what it knew before the lock was taken.
    query = """SELECT 1 FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
        WHERE n.nspname = 'codatsynccommerce' AND c.relname = 'version'"""
    if connection.execute(query).fetchone() is None:
        return 0
    found = connection.execute("SELECT version FROM codatsynccommerce.version").fetchone()
    return int(found[0]) if found else 0


def _upgrade(connection: psycopg.Connection[Any]) -> int:
    """Upgrade the schema, unless another process has upgraded it meanwhile. Return its version."""
    connection.execute("SELECT pg_advisory_xact_lock(%s)", (_LOCK,))
    version = _version(connection)
    if version >= VERSION:
        return version
    if version == 0:
        # A role that may not make schemas can use one that somebody else has made for it.
        row = connection.execute("SELECT 1 FROM pg_namespace WHERE nspname = 'codatsynccommerce'").fetchone()
        if row is None:
            connection.execute("CREATE SCHEMA codatsynccommerce")
        connection.execute("CREATE TABLE codatsynccommerce.version (version int NOT NULL)")
        connection.execute("INSERT INTO codatsynccommerce.version VALUES (0)")
    for step in STEPS[version:]:
        connection.execute(step)
    # Functions hold no data, and replacing one cannot change the type that it returns, so they are dropped and made
    # again.
    query = """SELECT p.oid::regprocedure::text FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace
        WHERE n.nspname = 'codatsynccommerce'"""
    for (signature,) in connection.execute(query).fetchall():
        connection.execute(f"DROP FUNCTION {signature} CASCADE".encode())
    connection.execute(FUNCTIONS)
    connection.execute("UPDATE codatsynccommerce.version SET version = %s", (VERSION,))
    return VERSION
