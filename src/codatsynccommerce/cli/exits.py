"""How a command ends: its exit code, and what went wrong as one line on stderr."""

from __future__ import annotations

import os
import sys
from enum import IntEnum
from typing import IO, TYPE_CHECKING, Any

import click

from codatsynccommerce.models import errors

from .output import printable

if TYPE_CHECKING:
    from codatsynccommerce._runtime.errors import SDKError


_PASSING = frozenset({408, 409, 425, 429})
"""Statuses below 500 that pass by themselves."""


class Exit(IntEnum):
    """What a script can tell from the exit code."""

    DONE = 0
    FAILED = 1
    """Some records, or the push, were refused; or the doctor found something broken."""
    USAGE = 2
    """The command line, the input or a file cannot be used."""
    UNKNOWN = 3
    """The outcome is not known, or not yet."""
    API = 4
    """The API or the network failed."""
    REFUSED = 5
    """The API refuses, and will until somebody mends the cause: the key, the account, an id, a certificate."""
    DEFECT = 70
    """The command itself is broken."""
    INTERRUPTED = 130
    PIPE = 141
    """Whoever read the output has gone, as in `| head`."""


class EndedError(click.ClickException):
    """The command ends here."""

    def __init__(self, code: Exit, message: str) -> None:
        """Keep why."""
        super().__init__(message)
        setattr(self, "exit_code", int(code))  # noqa: B010 - click calls it a class variable, and reads it from the error

    def show(self, file: IO[Any] | None = None) -> None:
        """Say why, in one line."""
        if self.exit_code == Exit.INTERRUPTED and sys.stderr.isatty():
            click.echo(err=True)  # The terminal has written ^C into the line.
        click.echo(f"error: {printable(self.message)}", file=file, err=True)


class Commands(click.Group):
    """A group of commands, all of which end as this module says."""

    def make_context(
        self, info_name: str | None, args: list[str], parent: click.Context | None = None, **extra: Any
    ) -> click.Context:
        """Read the options of the group."""
        try:
            return super().make_context(info_name, args, parent, **extra)
        except click.UsageError as problem:
            raise _ended(problem) from problem

    def invoke(self, ctx: click.Context) -> Any:
        """Run a command."""
        try:
            result = super().invoke(ctx)
            sys.stdout.flush()  # Here, where it can be told that it failed.
        except (EndedError, click.exceptions.Exit):
            raise
        except BrokenPipeError:
            # Python flushes once more when it ends, and must find somewhere to write to.
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            raise click.exceptions.Exit(Exit.PIPE) from None
        except (Exception, KeyboardInterrupt) as problem:
            raise _ended(problem) from problem
        return result


def _ended(problem: BaseException) -> EndedError:
    if isinstance(problem, click.UsageError):
        return EndedError(Exit.USAGE, _misused(problem))
    if isinstance(problem, KeyboardInterrupt):
        return EndedError(Exit.INTERRUPTED, "interrupted")
    if isinstance(problem, errors.SDKError):
        return EndedError(code_of(problem), str(problem))
    if isinstance(problem, OSError):
        return EndedError(Exit.USAGE, str(problem))
    return EndedError(Exit.DEFECT, f"a defect of this command: {type(problem).__name__}: {problem}")


def _misused(problem: click.UsageError) -> str:
    path = problem.ctx.command_path if problem.ctx else "codatsynccommerce"
    if isinstance(problem, click.NoSuchOption) and problem.option_name == "--server-url":
        name, _, command = path.partition(" ")
        return f"--server-url stands before the command: {name} --server-url URL {command}"
    # In brackets click shows what may be left out, which is here not to be.
    words = problem.format_message().rstrip(".").replace("'[FILE]'", "'FILE'")
    return f"{words}{'' if words.endswith('?') else '.'} Try: {path} --help"


def code_of(error: SDKError) -> Exit:
    """Give the exit code of what went wrong."""
    # Imported late: it brings SQLite, which few commands need.
    from codatsynccommerce.bulk import JournalError  # noqa: PLC0415

    if isinstance(error, (errors.RequestError, JournalError)):
        return Exit.USAGE
    if isinstance(error, errors.PushFailedError):
        return Exit.FAILED
    if isinstance(error, errors.PushError):
        return Exit.UNKNOWN
    if isinstance(error, errors.APIConnectionError):
        return Exit.API if error.transient else Exit.REFUSED
    status = error.status_code or 0
    return Exit.REFUSED if 300 <= status < 500 and status not in _PASSING else Exit.API  # noqa: PLR2004 - its class
