"""The lock of a journal: a file of its own beside it, so that nobody who opens or closes the journal can drop it.

POSIX drops every record lock of a process on a file as soon as the process closes any descriptor of that file, even one
that only made a backup. SQLite locks the journal in that way. The lock that keeps a second run out is therefore taken
on `<journal>.lock`, which nobody else opens, with `flock` (`msvcrt.locking` on Windows). The system releases it
together with the process that holds it, however that ends.

On Linux the journal itself is locked with `flock` too, which is independent of record locks there. That keeps out a run
that reaches the journal by another name: a hard link, or a file mounted into another container.
"""

from __future__ import annotations

import os
import sys
from contextlib import suppress
from threading import Lock
from typing import TYPE_CHECKING
from weakref import WeakSet

from .journal_descriptors import close_descriptor

if TYPE_CHECKING:
    from pathlib import Path

_ATTEMPTS = 20
"""Attempts to lock a file that is still the one at the path: each holder removes the lock file when it ends."""

_held: set[Path] = set()
_held_lock = Lock()


class JournalLock:
    """The lock of one journal, held from `acquire` until `release` or until the process ends."""

    def __init__(self, journal: Path) -> None:
        """Name the lock file of a journal.

        Arguments:
            journal: Absolute path of the journal, with symbolic links resolved.
        """
        self._path = journal.with_name(f"{journal.name}.lock")
        self._descriptor: int | None = None
        self._file: int | None = None

    def acquire(self) -> bool:
        """Take the lock. Return whether this run has it now.

        Raises:
            OSError: The lock file cannot be made.
        """
        # A second descriptor of the file in this process must never be closed: on network drives that could drop the
        # lock that the first one holds.
        with _held_lock:
            if self._path in _held:
                return False
            _held.add(self._path)
        try:
            self._descriptor = self._lock_file(os.O_RDWR | os.O_CREAT)
        finally:
            if self._descriptor is None:
                with _held_lock:
                    _held.discard(self._path)
        if self._descriptor is not None:
            _locks.add(self)
        return self._descriptor is not None

    def hold_file(self, journal: Path) -> bool:
        """Keep out runs that reach the journal by another name, on systems that can. Return whether this run has it."""
        if sys.platform != "linux":
            return True
        descriptor = os.open(journal, os.O_RDONLY | os.O_CLOEXEC)
        try:
            held = _try_lock(descriptor)
        except OSError:  # The drive has no such locks.
            held = True
        if held:
            self._file = descriptor
        else:
            close_descriptor(descriptor)
        return held

    def is_held(self) -> bool:
        """Return whether a run has the lock. A lock file that a killed run has left is removed.

        Without a lock file, nothing is locked here, so that a run that starts meanwhile is not refused. One in this
        process waits for the end of this method.

        Raises:
            OSError: The lock file cannot be opened.
        """
        with _held_lock:
            if self._path in _held:
                return True
            try:
                descriptor = self._lock_file(os.O_RDWR)
            except FileNotFoundError:
                return False
            if descriptor is None:
                return True
            self._remove(descriptor)
            return False

    def release(self) -> None:
        """Release the lock and remove its file."""
        if self._descriptor is None:
            return
        if self._file is not None:
            if sys.platform != "win32":
                # A program that another thread is starting has the descriptor too, for a moment.
                with suppress(OSError):
                    fcntl.flock(self._file, fcntl.LOCK_UN)
            close_descriptor(self._file)
            self._file = None
        descriptor, self._descriptor = self._descriptor, None
        _locks.discard(self)
        self._remove(descriptor)
        with _held_lock:
            _held.discard(self._path)

    def forget(self) -> None:
        """Drop the descriptor in a forked child. The parent keeps its lock, and the child does not prolong it."""
        for descriptor in (self._descriptor, self._file):
            if descriptor is not None:
                with suppress(OSError):
                    os.close(descriptor)
        self._descriptor = self._file = None

    def _remove(self, descriptor: int) -> None:
        """Remove the lock file, and close the descriptor that has locked it."""
        if os.name == "nt":
            os.close(descriptor)  # Windows does not remove an open file.
        with suppress(OSError):
            self._path.unlink()
        if os.name != "nt":
            os.close(descriptor)

    def _lock_file(self, flags: int) -> int | None:
        """Return a descriptor of the lock file that has locked it; None if another one has."""
        for _ in range(_ATTEMPTS):
            descriptor = os.open(self._path, flags | getattr(os, "O_CLOEXEC", 0), 0o600)
            try:
                if not _try_lock(descriptor):
                    os.close(descriptor)
                    return None
                # The previous holder may have removed the file between our open and our lock.
                if _is_at(descriptor, self._path):
                    return descriptor
            except BaseException:
                os.close(descriptor)
                raise
            os.close(descriptor)
        return None


if sys.platform == "win32":
    import msvcrt

    def _try_lock(descriptor: int) -> bool:
        try:
            msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        return True

else:
    import fcntl

    def _try_lock(descriptor: int) -> bool:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True


def _is_at(descriptor: int, path: Path) -> bool:
    try:
        return os.path.samestat(os.fstat(descriptor), path.stat())
    except FileNotFoundError:
        return False


_locks: WeakSet[JournalLock] = WeakSet()


def _forget_all() -> None:
    global _held_lock  # noqa: PLW0603 - a thread that only the parent has may hold it
    _held_lock = Lock()
    for lock in list(_locks):
        lock.forget()
    _locks.clear()
    _held.clear()


if hasattr(os, "register_at_fork"):
    os.register_at_fork(after_in_child=_forget_all)
