"""The command `codatsynccommerce`. Needs the extra `cli`; see `docs/guides/command-line.md`."""

from __future__ import annotations

import io
import sys
from importlib.util import find_spec

_USAGE, _INTERRUPTED = 2, 130


def main() -> None:
    """Run the command and leave with its exit code."""
    if find_spec("click") is None:
        sys.stderr.write("error: this command needs click: pip install 'codatsynccommerce[cli]'\n")
        sys.exit(_USAGE)
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            # What is written to a pipe or a file must not depend on the computer.
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    try:
        # Imported late: everything from here on needs click.
        from .app import app  # noqa: PLC0415

        app(prog_name="codatsynccommerce")
    except KeyboardInterrupt:
        sys.exit(_INTERRUPTED)
