"""`sandbox`: a stand-in for the API, until Ctrl-C."""

from __future__ import annotations

import click

from codatsynccommerce.sandbox.__main__ import CannotServeError, serve

from .exits import EndedError, Exit


@click.command(short_help="Run a stand-in for the API until Ctrl-C.")
@click.option(
    "--port",
    default=4010,
    show_default=True,
    metavar="PORT",
    type=click.IntRange(0, 65535),
    help="Port to listen on; 0 takes a free one.",
)
@click.option("--webhooks", metavar="URL", help="URL on this computer that gets every event, signed.")
def sandbox(port: int, webhooks: str | None) -> None:
    """Run a stand-in for the API on this computer, until Ctrl-C.

    Writes its address, API key and ids. Needs the extra `sandbox`.
    """
    try:
        serve(port, webhooks)
    except CannotServeError as error:
        raise EndedError(Exit.USAGE, str(error)) from error
