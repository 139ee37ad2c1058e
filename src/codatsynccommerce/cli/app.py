"""The command and its global options."""

from __future__ import annotations

import warnings
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import click

from codatsynccommerce import __version__

from .doctor import doctor
from .exits import Commands
from .orders import orders
from .output import printable
from .push import push
from .sandbox import sandbox
from .wait import wait

if TYPE_CHECKING:
    from collections.abc import Generator


@click.group(cls=Commands, no_args_is_help=False, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__)
@click.option("--server-url", metavar="URL", help="Call another server than the API, such as a sandbox.")
@click.pass_context
def app(ctx: click.Context, server_url: str | None) -> None:
    """Codat's Sync for Commerce, from the command line.

    The API key is read from CODAT_API_KEY, or as a ready-made header from CODAT_AUTH_HEADER.

    Exit codes: 0 done; 1 something was refused; 2 the command line or the input cannot be used; 3 the outcome is not
    known, or not yet; 4 the API or the network failed: run it again, later; 5 the API refuses, and will again: the
    key, the account or an id must be put right; 70 a defect of this command; 130 interrupted; 141 whoever read the
    output has gone.
    """
    ctx.with_resource(_warnings_as_lines())
    ctx.obj = server_url


@contextmanager
def _warnings_as_lines() -> Generator[None, None, None]:
    """Show a warning as one line on stderr, without the place in the program that it comes from."""

    def show(message: Warning | str, *_place: Any, **_more: Any) -> None:
        click.echo(f"warning: {printable(str(message))}", err=True)

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        warnings.simplefilter("always", UserWarning)
        warnings.showwarning = show
        yield


for command in (push, wait, orders, sandbox, doctor):
    app.add_command(command)
