"""What a PostgreSQL server has done: CPU time of its processes, transactions, and bytes of its log."""

from __future__ import annotations

import os
from pathlib import Path
from typing import NamedTuple

import psycopg


class Work(NamedTuple):
    """What a server has done, since it was started or between two looks at it."""

    cpu: float
    """Seconds of all its processes; 0 where the system does not tell."""
    transactions: float
    log: float
    """Bytes that were written ahead."""
    size: float
    """Bytes of the database."""

    def since(self, earlier: Work) -> Work:
        """Return what was done since an earlier look."""
        return Work(*(now - before for now, before in zip(self, earlier, strict=True)))

    def for_each(self, records: int) -> Work:
        """Return what was done for each record."""
        return Work(*(number / records for number in self))


def look(url: str) -> Work:
    """Return what the server at a URL has done by now."""
    with psycopg.connect(url, autocommit=True) as connection:
        # The counters of other sessions reach the view with a delay. Their own end brings them there at once.
        found = connection.execute(
            "SELECT current_setting('data_directory'), xact_commit::float8, "
            "pg_wal_lsn_diff(pg_current_wal_lsn(), '0/0')::float8, pg_database_size(datname)::float8 "
            "FROM pg_stat_database WHERE datname = current_database()"
        ).fetchone()
    assert found is not None  # noqa: S101 - a server always has its own database
    folder, *numbers = found
    return Work(_cpu(Path(folder)), *numbers)


def _cpu(folder: Path) -> float:
    """Return the seconds of the first process of a server, of those that it has waited for, and of those it has now."""
    if not Path("/proc/self/stat").exists():
        return 0.0
    first = (folder / "postmaster.pid").read_text(encoding="ascii").splitlines()[0]
    ticks = 0
    for status in Path("/proc").glob("[0-9]*/stat"):
        try:
            text = status.read_text(encoding="utf-8", errors="replace")
        except OSError:  # It has just ended.
            continue
        fields = text.rpartition(")")[2].split()
        if status.parent.name == first:
            ticks += sum(map(int, fields[11:15]))
        elif fields[1] == first:
            ticks += sum(map(int, fields[11:13]))
    return ticks / os.sysconf("SC_CLK_TCK")
