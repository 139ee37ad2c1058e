"""One connection to PostgreSQL for each process: opened when it is needed, and again when it is lost.

One connection is enough: every statement is short, and what takes time is the API. Hundreds of workers with a pool each
would only use up the connections that the database allows.
"""

from __future__ import annotations

import os
import random
import re
from contextlib import contextmanager, nullcontext, suppress
from importlib import import_module
from threading import Event, RLock
from time import monotonic
from typing import TYPE_CHECKING, Any, TypeVar

from codatsynccommerce._runtime.errors import RequestError

from ..journal import JournalError
from .locks import LockWatch

if TYPE_CHECKING:
    from collections.abc import Callable, Generator
    from contextlib import AbstractContextManager

    import psycopg
    from typing_extensions import LiteralString

Result = TypeVar("Result")

_SCHEMES = ("postgresql://", "postgres://")
_LIKE_A_SCHEME = re.compile(r"\s*postgres\w*(\+\w+)?:", re.IGNORECASE)
_PUBLIC_ADDRESS = re.compile(r"[\w.\-\[\]:,%]*(/[\w.\-%]*)?", re.ASCII)
_CONNECT_TIMEOUT = 10
_KEEPALIVES = {"keepalives_idle": 30, "keepalives_interval": 10, "keepalives_count": 3}
"""Seconds until a connection is probed on which nothing arrives, and between two probes; probes until it is lost."""
SESSION_SETTINGS = {
    "lock_timeout": "30s",
    "idle_in_transaction_session_timeout": "30s",
    "tcp_keepalives_idle": "30",
    "tcp_keepalives_interval": "10",
    "tcp_keepalives_count": "3",
    "tcp_user_timeout": "60000",
}
"""Time limits for a program that holds a lock and is stopped or gone, and for waiting for a lock. Each is set only if
the server, the database, the role or the URL does not set it."""
_SET = """SELECT set_config(s.name, k.value, false) FROM pg_settings s
    JOIN unnest(%s::text[], %s::text[]) AS k (name, value) ON k.name = s.name WHERE s.source = 'default'"""
_REQUIRE = """SELECT set_config('default_transaction_isolation', 'read committed', false),
    CASE WHEN current_setting('synchronous_commit') = 'off' THEN set_config('synchronous_commit', 'on', false) END"""
"""Settings that must not depend on the server. A lease that a crash of the server can undo protects nothing, because
its request has left. And a transaction that has waited for a lock must see what was written meanwhile."""
_FIRST_PAUSE, _LONGEST_PAUSE = 0.05, 5.0
_ATTEMPTS = 10
"""Maximum number of attempts at a transaction that the database ends because of another one."""


def is_database(journal: object) -> bool:
    """Return whether a journal is named by the URL of a PostgreSQL database.

    Raises:
        errors.RequestError: It looks like such a URL but is not. Its text is not shown, because it may hold a password.
    """
    if not isinstance(journal, str) or not _LIKE_A_SCHEME.match(journal):
        return False
    if not journal.startswith(_SCHEMES):
        message = "the URL of a database must begin with postgresql:// or postgres://"
        raise RequestError(message)
    return True


def public_address(url: str) -> str:
    """Return the host and the name of a database, without the user, the password and the options."""
    scheme, _, rest = url.partition("://")
    before, mark, _ = rest.partition("?")
    place = (before if "@" in before or "@" not in rest or not mark else "").rpartition("@")[2]
    return f"{scheme}://{place if _PUBLIC_ADDRESS.fullmatch(place) else '...'}"


class Database:
    """A PostgreSQL database. Any number of threads may use it, one after another."""

    def __init__(self, url: str, *, patience: float = 0.0) -> None:
        """Connect when it is first used.

        Arguments:
            url: A URI as libpq takes it: https://www.postgresql.org/docs/current/libpq-connect.html
            patience: Seconds to wait for a database that cannot be reached.

        Raises:
            errors.RequestError: The extra `postgres` is not installed.
        """
        try:
            self._psycopg: Any = import_module("psycopg")
        except ImportError as error:
            message = "a journal in a database needs psycopg: pip install 'codatsynccommerce[postgres]'"
            raise RequestError(message) from error
        self.address = public_address(url)
        self._url = url
        self._patience = patience
        self._lock = RLock()
        self._process = os.getpid()
        self._connection: psycopg.Connection[Any] | None = None
        self._lost_at: float | None = None
        """When the database was lost, if it is still gone. All threads wait for it together, not one after another."""
        self._lock_watch = LockWatch()
        self.given_up = Event()
        """Set to end waiting for the database."""

    def __repr__(self) -> str:
        """Return the address, never the password."""
        return f"<Database {self.address}>"

    def close(self) -> None:
        """Close the connection."""
        if os.getpid() == self._process and self._connection is not None:
            with suppress(self._psycopg.Error):
                self._connection.close()
            self._connection = None

    def run(self, work: Callable[[psycopg.Connection[Any]], Result]) -> Result:
        """Do some work in a transaction, and again if the connection was lost meanwhile.

        After a lost connection it is unknown whether the transaction was committed, so the work must be repeatable.

        Arguments:
            work: Takes the connection, in a transaction that commits when it returns.

        Raises:
            JournalError: The database cannot be used.
        """
        return self._repeat(work, lambda connection: connection.transaction())

    def rows(self, query: LiteralString, values: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
        """Return the rows of a statement, which is a transaction of its own: one round trip."""
        return self._repeat(lambda connection: connection.execute(query, values).fetchall(), lambda _: nullcontext())

    def look_for_locks(self) -> None:
        """Warn of transactions that keep rows of the journals locked for long."""
        self._repeat(self._lock_watch.look, lambda _: nullcontext())

    def _repeat(
        self,
        work: Callable[[psycopg.Connection[Any]], Result],
        transaction: Callable[[psycopg.Connection[Any]], AbstractContextManager[object]],
    ) -> Result:
        if os.getpid() != self._process:
            message = f"the connection to {self.address} belongs to the process that opened it, not to its forked child"
            raise JournalError(message)
        with self._lock:
            return self._repeat_locked(work, transaction)

    def _repeat_locked(
        self,
        work: Callable[[psycopg.Connection[Any]], Result],
        transaction: Callable[[psycopg.Connection[Any]], AbstractContextManager[object]],
    ) -> Result:
        give_up_at = (monotonic() if self._lost_at is None else self._lost_at) + self._patience
        pause, attempts = _FIRST_PAUSE, 0
        while True:
            try:
                connection = self._connected()
                with self._errors(connection), transaction(connection):
                    return work(connection)
            except _RepeatableError as error:  # noqa: PERF203 - attempts are few
                attempts += 1
                if error.is_lock_timeout and (waiting := self._connection) is not None:
                    with suppress(self._psycopg.Error):
                        self._lock_watch.look(waiting)
                if not self._may_repeat(error, attempts, give_up_at):
                    raise JournalError(str(error)) from error.__cause__
                # Not all workers at once, when the database is back.
                self.given_up.wait(pause * random.uniform(0.5, 1.0))  # noqa: S311 - no secret
                pause = min(pause * 2, _LONGEST_PAUSE)

    def _may_repeat(self, error: _RepeatableError, attempts: int, give_up_at: float) -> bool:
        if error.connection_lost:
            self.close()
            if self._lost_at is None:
                self._lost_at = monotonic()
        is_early = monotonic() < give_up_at if error.connection_lost else attempts < _ATTEMPTS
        return is_early and not self.given_up.is_set()

    def _connected(self) -> psycopg.Connection[Any]:
        connection = self._connection
        if connection is None or connection.closed:
            with self._connecting():
                connection = self._psycopg.connect(
                    self._url, autocommit=True, prepare_threshold=None, **self._defaults()
                )
            self._connection = connection
            with self._errors(connection):
                connection.execute(_SET, (list(SESSION_SETTINGS), list(SESSION_SETTINGS.values())))
                connection.execute(_REQUIRE)
            self._lost_at = None
        return connection

    def _defaults(self) -> dict[str, Any]:
        """Return time limits that the URL does not set: connecting must end, and so must a dead connection."""
        given = self._psycopg.conninfo.conninfo_to_dict(self._url)
        usual = {
            "connect_timeout": _CONNECT_TIMEOUT,
            "tcp_user_timeout": 30_000,
            **_KEEPALIVES,
            "fallback_application_name": "codatsynccommerce",
        }
        return {name: value for name, value in usual.items() if name not in given}

    @contextmanager
    def _connecting(self) -> Generator[None, None, None]:
        """Keep what libpq says about an address that it cannot read: it may hold parts of a password."""
        try:
            yield
        except self._psycopg.OperationalError as error:
            text = f"the database {self.address} cannot be reached{self._reason(error)}"
            lost = _RepeatableError(text, connection_lost=True)
            raise lost from None
        except self._psycopg.Error:
            message = f"the database {self.address} cannot be reached: its URL cannot be read"
            raise JournalError(message) from None

    def _reason(self, error: Exception) -> str:
        """Return what a server said. It names the user and the database, and no password."""
        _, mark, said = str(error).partition("FATAL: ")
        secret = self._url.partition("://")[2].rpartition("@")[0].partition(":")[2]
        said = said.strip().splitlines()[0] if mark and said.strip() else ""
        return f": {said}" if said and not (secret and secret in said) else ""

    @contextmanager
    def _errors(self, connection: psycopg.Connection[Any]) -> Generator[None, None, None]:
        """Raise what psycopg raises as errors of this package."""
        errors = self._psycopg.errors
        ended = (errors.SerializationFailure, errors.DeadlockDetected, errors.LockNotAvailable, errors.QueryCanceled)
        try:
            yield
        except ended as error:
            text = f"the database {self.address} ended a transaction: {error.diag.message_primary}"
            repeatable = _RepeatableError(text, connection_lost=False)
            repeatable.is_lock_timeout = isinstance(error, errors.LockNotAvailable)
            raise repeatable from error
        except self._psycopg.Error as error:
            # The server may also close it with an error of another kind, such as for a transaction that was idle.
            if connection.closed or isinstance(error, (errors.OperationalError, errors.InterfaceError)):
                text = f"the connection to the database {self.address} was lost"
                raise _RepeatableError(text, connection_lost=True) from error
            message = f"the database {self.address} cannot be used: {error.diag.message_primary or error}"
            raise JournalError(message) from error


class _RepeatableError(Exception):
    """A transaction that may succeed when it is repeated."""

    def __init__(self, text: str, *, connection_lost: bool) -> None:
        super().__init__(text)
        self.connection_lost = connection_lost
        self.is_lock_timeout = False
