"""Standard streams that are closed, missing, broken or not UTF-8, so that none of this changes how a command ends."""

from __future__ import annotations

import errno
import io
import os
import sys
from contextlib import suppress
from typing import Any, TextIO, cast

_DESCRIPTORS = (0, 1, 2)


class OutputError(Exception):
    """The output of a command cannot be written.

    Attributes:
        reader_left: Whether the reader has closed its end of the pipe, as `head` does.
    """

    def __init__(self, cause: OSError) -> None:
        """Keep the cause."""
        super().__init__(cause.strerror or str(cause))
        self.reader_left = isinstance(cause, BrokenPipeError) or cause.errno == errno.EPIPE


class LenientStream(io.TextIOWrapper):
    """A standard stream that remembers that it cannot be written to, and then drops what is written.

    Attributes:
        failure: The first error; None while there is none.
    """

    failure: OSError | None = None

    def write(self, text: str) -> int:
        """Write text. Nothing is raised."""
        if self.failure is None:
            try:
                return super().write(text)
            except (OSError, ValueError) as error:
                self._give_up(error)
        return len(text)

    def flush(self) -> None:
        """Write what is buffered. Nothing is raised."""
        if self.failure is None:
            try:
                super().flush()
            except (OSError, ValueError) as error:
                self._give_up(error)

    def _give_up(self, error: OSError | ValueError) -> None:
        self.failure = error if isinstance(error, OSError) else OSError(str(error))
        # Python writes what is buffered once more when it ends, and must not fail then.
        with suppress(OSError, ValueError):
            null = os.open(os.devnull, os.O_WRONLY)
            os.dup2(null, self.fileno())
            os.close(null)


def prepare() -> None:
    """Make all three standard streams usable, and both outputs UTF-8.

    What is written to a pipe or a file must not depend on the computer. A closed descriptor is opened, because the next
    file that is opened would get its number: a journal must not become the standard output.
    """
    for descriptor in _DESCRIPTORS:
        with suppress(OSError):
            _open_if_closed(descriptor)
    if cast("TextIO | None", sys.stdin) is None:
        sys.stdin = io.StringIO()
    sys.stdout = _lenient(sys.stdout, 1)
    sys.stderr = _lenient(sys.stderr, 2)


def check_output() -> None:
    """Check that stdout has taken what was written so far.

    Raises:
        OutputError: It has not.
    """
    failure = getattr(sys.stdout, "failure", None)
    if failure is not None:
        raise OutputError(failure)


def _open_if_closed(descriptor: int) -> None:
    try:
        os.fstat(descriptor)
    except OSError:
        null = os.open(os.devnull, os.O_RDWR)
        if null != descriptor:
            os.dup2(null, descriptor)
            os.close(null)


def _lenient(stream: TextIO | None, descriptor: int) -> TextIO:
    if stream is not None and not isinstance(stream, io.TextIOWrapper):
        return stream  # Somebody has put an object of their own there.
    if stream is None:
        return LenientStream(os.fdopen(descriptor, "wb", closefd=False), encoding="utf-8", errors="backslashreplace")
    return LenientStream(
        cast("Any", stream).buffer,
        encoding="utf-8",
        errors="backslashreplace",
        line_buffering=stream.line_buffering,
        write_through=stream.write_through,
    )
