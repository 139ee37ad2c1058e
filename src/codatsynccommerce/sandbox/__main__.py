"""`python -m codatsynccommerce.sandbox`: a sandbox that runs until Ctrl-C."""

from __future__ import annotations

import argparse
import os
import sys
from contextlib import suppress
from threading import Event

_HIGHEST_PORT = 65535
_USAGE = 2


class CannotServeError(Exception):
    """The sandbox cannot run here. The text says why."""


def main(arguments: list[str] | None = None) -> int:
    """Run the command and give its exit status."""
    parser = argparse.ArgumentParser(
        prog="python -m codatsynccommerce.sandbox", description="A stand-in for the API on this computer."
    )
    parser.add_argument(
        "--port", type=_port, default=4010, help="port to listen on; 0 takes a free one (default: 4010)"
    )
    try:
        serve(parser.parse_args(arguments).port)
    except CannotServeError as problem:
        sys.stderr.write(f"error: {problem}\n")
        return _USAGE
    return 0


def serve(port: int) -> None:
    """Run a sandbox until Ctrl-C, and write its address, key and ids.

    Raises:
        CannotServeError: Its extra is missing, or the port cannot be opened.
    """
    try:
        # Imported late: it needs the extra.
        from .sandbox import Sandbox  # noqa: PLC0415
    except ImportError as missing:
        message = "the sandbox needs its extra: pip install 'codatsynccommerce[sandbox]'"
        raise CannotServeError(message) from missing
    try:
        sandbox = Sandbox(port)
    except OSError as problem:
        # What Python adds to the words of the system only names the port again.
        reason = os.strerror(problem.errno) if problem.errno else str(problem)
        message = f"port {port} cannot be opened: {reason}. Name another with --port"
        raise CannotServeError(message) from problem
    with suppress(KeyboardInterrupt), sandbox:
        sys.stdout.write(
            f"url            {sandbox.url}\n"
            f"api key        {sandbox.api_key}\n"
            f"company        {sandbox.company_id}\n"
            f"accounting     {sandbox.connection_id}\n"
            f"commerce       {sandbox.commerce_connection_id}\n"
            "Stop it with Ctrl-C.\n"
        )
        sys.stdout.flush()
        Event().wait()


def _port(text: str) -> int:
    if not text.isdecimal() or int(text) > _HIGHEST_PORT:
        message = f"{text!r} is no port"
        raise argparse.ArgumentTypeError(message)
    return int(text)


if __name__ == "__main__":
    sys.exit(main())
