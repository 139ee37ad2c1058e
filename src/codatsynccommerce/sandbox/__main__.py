"""`python -m codatsynccommerce.sandbox`: a sandbox that runs until Ctrl-C."""

from __future__ import annotations

import argparse
import sys
from threading import Event

from .server import Sandbox

_HIGHEST_PORT = 65535


def main(arguments: list[str] | None = None) -> int:
    """Run the command and give its exit status."""
    parser = argparse.ArgumentParser(
        prog="python -m codatsynccommerce.sandbox", description="A stand-in for the API on this computer."
    )
    parser.add_argument(
        "--port", type=_port, default=4010, help="port to listen on; 0 takes a free one (default: 4010)"
    )
    port = parser.parse_args(arguments).port
    try:
        sandbox = Sandbox(port)
    except OSError as problem:
        sys.stderr.write(f"port {port} cannot be opened: {problem}\n")
        return 1
    with sandbox:
        sys.stdout.write(
            f"url            {sandbox.url}\n"
            f"api key        {sandbox.api_key}\n"
            f"company        {sandbox.company_id}\n"
            f"accounting     {sandbox.connection_id}\n"
            f"commerce       {sandbox.commerce_connection_id}\n"
            "Stop it with Ctrl-C.\n"
        )
        sys.stdout.flush()
        try:
            Event().wait()
        except KeyboardInterrupt:
            return 0
    return 0


def _port(text: str) -> int:
    if not text.isdecimal() or int(text) > _HIGHEST_PORT:
        message = f"{text!r} is no port"
        raise argparse.ArgumentTypeError(message)
    return int(text)


if __name__ == "__main__":
    sys.exit(main())
