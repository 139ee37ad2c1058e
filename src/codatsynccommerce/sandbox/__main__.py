"""`python -m codatsynccommerce.sandbox`: a sandbox that runs until Ctrl-C."""

from __future__ import annotations

import argparse
import os
import sys
from contextlib import suppress
from threading import Event

from codatsynccommerce._runtime import standard_streams

_HIGHEST_PORT = 65535
_USAGE = 2


class CannotServeError(Exception):
    """The sandbox cannot run here. The text states the reason."""


def main(arguments: list[str] | None = None) -> int:
    """Run the command and return its exit status."""
    parser = argparse.ArgumentParser(
        prog="python -m codatsynccommerce.sandbox", description="A stand-in for the API on this computer."
    )
    parser.add_argument(
        "--port", type=_port, default=4010, help="port to listen on; 0 takes a free one (default: 4010)"
    )
    parser.add_argument("--webhooks", metavar="URL", help="URL on this computer that gets every event, signed")
    options = parser.parse_args(arguments)
    try:
        serve(options.port, options.webhooks)
    except CannotServeError as error:
        sys.stderr.write(f"error: {error}\n")
        return _USAGE
    return 0


def serve(port: int, webhooks: str | None = None) -> None:
    """Run a sandbox until Ctrl-C, and write its address, API key and ids.

    Arguments:
        port: Port to listen on; 0 takes a free one.
        webhooks: URL on this computer that gets every event, None for none.

    Raises:
        CannotServeError: Its extra is missing, the port cannot be opened, or the URL is not one on this computer.
    """
    try:
        # Imported late: it needs the extra.
        from .sandbox import Sandbox  # noqa: PLC0415
    except ImportError as missing:
        message = "the sandbox needs its extra: pip install 'codatsynccommerce[sandbox]'"
        raise CannotServeError(message) from missing
    try:
        sandbox = Sandbox(port, webhooks=webhooks)
    except ValueError as error:
        raise CannotServeError(str(error)) from error
    except OSError as error:
        # What Python adds to the words of the system only names the port again.
        reason = os.strerror(error.errno) if error.errno else str(error)
        message = f"port {port} cannot be opened: {reason}. Name another with --port"
        raise CannotServeError(message) from error
    with suppress(KeyboardInterrupt), sandbox:
        sys.stdout.write(
            f"url            {sandbox.url}\n"
            f"api key        {sandbox.api_key}\n"
            f"company        {sandbox.company_id}\n"
            f"accounting     {sandbox.connection_id}\n"
            f"commerce       {sandbox.commerce_connection_id}\n"
            + (f"webhook secret {sandbox.webhook_secret}\n" if webhooks else "")
            + "Stop it with Ctrl-C.\n"
        )
        sys.stdout.flush()
        Event().wait()


def _port(text: str) -> int:
    if not text.isdecimal() or int(text) > _HIGHEST_PORT:
        message = f"{text!r} is not a port"
        raise argparse.ArgumentTypeError(message)
    return int(text)


if __name__ == "__main__":
    standard_streams.prepare()
    sys.exit(main())
