"""`sandbox`: a stand-in for the API, until Ctrl-C."""

from __future__ import annotations

from contextlib import suppress
from threading import Event

import click

from .exits import EndedError, Exit


@click.command()
@click.option(
    "--port",
    default=4010,
    show_default=True,
    metavar="PORT",
    type=click.IntRange(0, 65535),
    help="Port to listen on; 0 takes a free one.",
)
def sandbox(port: int) -> None:
    """Run a stand-in for the API on this computer, until Ctrl-C.

    Writes its address, key and ids. Needs the extra `sandbox`.
    """
    try:
        # Imported late: it needs its extra.
        from codatsynccommerce.sandbox.server import Sandbox  # noqa: PLC0415
    except ImportError as missing:
        message = "the sandbox needs its extra: pip install 'codatsynccommerce[sandbox]'"
        raise EndedError(Exit.USAGE, message) from missing
    try:
        running = Sandbox(port)
    except OSError as problem:
        raise EndedError(Exit.USAGE, f"port {port} cannot be opened: {problem}") from problem
    with running:
        click.echo(
            f"url            {running.url}\n"
            f"api key        {running.api_key}\n"
            f"company        {running.company_id}\n"
            f"accounting     {running.connection_id}\n"
            f"commerce       {running.commerce_connection_id}\n"
            "Stop it with Ctrl-C."
        )
        with suppress(KeyboardInterrupt):
            Event().wait()
