"""The command and its global options."""

from __future__ import annotations

import warnings
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import click

from codatsynccommerce._version import __version__

from .companies import companies, connections
from .doctor import doctor
from .exits import Commands
from .orders import orders
from .output import printable
from .push import push, record_groups
from .resolve import resolve
from .sandbox import sandbox
from .wait import wait

if TYPE_CHECKING:
    from collections.abc import Generator


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__)
@click.option(
    "--server-url",
    metavar="URL",
    envvar="CODAT_SERVER_URL",
    help="Call another server than the API, such as a sandbox.  [env var: CODAT_SERVER_URL]",
)
@click.pass_context
def app(ctx: click.Context, server_url: str | None) -> None:
    """Codat's Sync for Commerce, from the command line.

    The API key is read from CODAT_API_KEY, or as a ready-made header from CODAT_AUTH_HEADER. There is no option for
    it, because other users of the computer can see command lines.

    Exit codes: 0 done; 1 records failed, or doctor found a fault; 2 the command line, the input or a file cannot be
    used; 3 the outcome is not known yet: run the command again; 4 the API or the network failed: run it again later; 5
    the API refuses until you fix the key, the account or an id; 70 a defect of this command; 130 interrupted; 141 the
    reader of the output has closed it; 143 a push was ended by SIGTERM.
    """
    ctx.with_resource(_warnings_as_lines())
    ctx.obj = server_url


@contextmanager
def _warnings_as_lines() -> Generator[None, None, None]:
    """Show a warning as one line on stderr, without its place in the program."""

    def show(message: Warning | str, *_place: Any, **_more: Any) -> None:
        click.echo(f"warning: {printable(str(message))}", err=True)

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        warnings.simplefilter("always", UserWarning)
        warnings.showwarning = show
        yield


for command in (companies, connections, doctor, orders, push, resolve, sandbox, wait, *record_groups()):
    app.add_command(command)
