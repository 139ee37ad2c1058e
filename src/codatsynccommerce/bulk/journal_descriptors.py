"""Closing a descriptor of a journal only when that drops no lock.

POSIX drops every record lock of a process on a file as soon as the process closes any descriptor of that file. SQLite
locks a journal in that way, for this and other threads, and closes its own descriptors with that in mind. Any other
descriptor is closed here, once no connection of this process has the file open.
"""

from __future__ import annotations

import os
import sqlite3
from collections import Counter
from threading import Lock
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pathlib import Path

_File = tuple[int, int]
"""Device and inode."""

_lock = Lock()
_connections: Counter[_File] = Counter()
_waiting: dict[_File, list[int]] = {}


class JournalConnection(sqlite3.Connection):
    """A connection that keeps the other descriptors of its file open."""

    _file: _File | None = None

    def keep_open(self, path: Path) -> None:
        """Close no other descriptor of a file until this connection to it is closed.

        Arguments:
            path: The file. Nothing may have been read from it yet.
        """
        status = path.stat()
        with _lock:
            self._file = status.st_dev, status.st_ino
            _connections[self._file] += 1

    def close(self) -> None:
        """Close the connection, and what waited for it."""
        super().close()
        file, self._file = self._file, None
        if file is None:
            return
        with _lock:
            _connections[file] -= 1
            if not _connections[file]:
                del _connections[file]
                for descriptor in _waiting.pop(file, ()):
                    os.close(descriptor)


def close_descriptor(descriptor: int) -> None:
    """Close a descriptor as soon as no connection has its file open."""
    status = os.fstat(descriptor)
    file = status.st_dev, status.st_ino
    with _lock:
        if file in _connections:
            _waiting.setdefault(file, []).append(descriptor)
        else:
            os.close(descriptor)


def _use_new_lock(*_: Any) -> None:
    global _lock  # noqa: PLW0603 - a thread that only the parent has may hold it
    _lock = Lock()


if hasattr(os, "register_at_fork"):
    os.register_at_fork(after_in_child=_use_new_lock)
