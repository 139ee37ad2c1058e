"""The command `codatsynccommerce`. Needs the extra `cli`; see `docs/guides/command-line.md`."""

from __future__ import annotations

import sys
from importlib.util import find_spec

from codatsynccommerce._runtime import standard_streams

_USAGE, _INTERRUPTED = 2, 130


def main() -> None:
    """Run the command and exit with its exit code."""
    standard_streams.prepare()
    if find_spec("click") is None:
        sys.stderr.write("error: this command needs click: pip install 'codatsynccommerce[cli]'\n")
        sys.exit(_USAGE)
    try:
        # Imported late: everything from here on needs click.
        from .app import app  # noqa: PLC0415

        app(prog_name="codatsynccommerce")
    except KeyboardInterrupt:
        sys.exit(_INTERRUPTED)
