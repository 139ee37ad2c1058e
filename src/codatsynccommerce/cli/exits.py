"""How a command ends: its exit code, and the reason as one line on stderr."""

from __future__ import annotations

import sys
from enum import IntEnum
from typing import IO, TYPE_CHECKING, Any

import click

from codatsynccommerce._runtime.standard_streams import OutputError
from codatsynccommerce.models import errors

from .output import printable

if TYPE_CHECKING:
    from codatsynccommerce._runtime.errors import SDKError


_TRANSIENT = frozenset({408, 409, 425, 429})
"""Statuses below 500 of conditions that end by themselves."""


class Exit(IntEnum):
    """What a script can read from the exit code."""

    DONE = 0
    FAILED = 1
    """Some records, or the push, were refused; or the doctor has found a fault."""
    USAGE = 2
    """The command line, the input or a file cannot be used."""
    UNKNOWN = 3
    """The outcome is not known, or not yet."""
    API = 4
    """The API or the network failed."""
    REFUSED = 5
    """The API refuses until somebody fixes the cause: the key, the account, an id, a certificate."""
    DEFECT = 70
    """The command itself has a defect."""
    INTERRUPTED = 130
    PIPE = 141
    """The reader of the output has closed it, as in `| head`."""
    TERMINATED = 143
    """A push was ended by SIGTERM."""


class EndedError(click.ClickException):
    """The command ends here."""

    def __init__(self, code: Exit, message: str) -> None:
        """Keep the exit code and the reason."""
        super().__init__(message)
        setattr(self, "exit_code", int(code))  # noqa: B010 - click calls it a class variable, and reads it from the error

    def show(self, file: IO[Any] | None = None) -> None:
        """Write the reason, in one line."""
        if self.exit_code == Exit.INTERRUPTED and sys.stderr.isatty():
            click.echo(err=True)  # The terminal has written ^C into the line.
        click.echo(f"error: {printable(self.message)}", file=file, err=True)


class Commands(click.Group):
    """A group of commands, all of which end as this module says. Without a command it shows its help."""

    def __init__(self, *args: Any, **attributes: Any) -> None:
        """Let the group run without a command."""
        super().__init__(*args, **{"no_args_is_help": False, "invoke_without_command": True, **attributes})

    def make_context(
        self, info_name: str | None, args: list[str], parent: click.Context | None = None, **extra: Any
    ) -> click.Context:
        """Read the options of the group."""
        try:
            return super().make_context(info_name, args, parent, **extra)
        except click.UsageError as error:
            raise _ended(error) from error

    def invoke(self, ctx: click.Context) -> Any:
        """Run a command."""
        try:
            result = super().invoke(ctx)
            if ctx.invoked_subcommand is None:
                click.echo(ctx.get_help())
        except (EndedError, click.exceptions.Exit):
            raise
        except (Exception, KeyboardInterrupt) as error:
            raise _ended(error) from error
        return result


def _ended(error: BaseException) -> click.ClickException | click.exceptions.Exit:
    if isinstance(error, click.UsageError):
        return EndedError(Exit.USAGE, _usage_message(error))
    if isinstance(
        error, (KeyboardInterrupt, click.Abort)
    ):  # A prompt turns Ctrl-C, and the end of its input, to Abort.
        return EndedError(Exit.INTERRUPTED, "interrupted")
    if isinstance(error, errors.SDKError):
        return EndedError(exit_code_of(error), str(error))
    if isinstance(error, OutputError):
        if error.reader_left:
            return click.exceptions.Exit(Exit.PIPE)
        return EndedError(Exit.USAGE, f"the output cannot be written: {error}")
    if isinstance(error, OSError):
        return EndedError(Exit.USAGE, str(error))
    return EndedError(Exit.DEFECT, f"a defect of this command: {type(error).__name__}: {error}")


def _usage_message(error: click.UsageError) -> str:
    path = error.ctx.command_path if error.ctx else "codatsynccommerce"
    if isinstance(error, click.NoSuchOption) and error.option_name == "--server-url":
        name, _, command = path.partition(" ")
        return f"--server-url stands before the command: {name} --server-url URL {command}"
    # click puts an optional argument in brackets, but FILE is optional for --retry-failed alone.
    words = error.format_message().rstrip(".").replace("'[FILE]'", "'FILE'")
    return f"{words}{'' if words.endswith('?') else '.'} Try: {path} --help"


def exit_code_of(error: SDKError) -> Exit:
    """Return the exit code for an error of the client."""
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
    return Exit.REFUSED if 300 <= status < 500 and status not in _TRANSIENT else Exit.API  # noqa: PLR2004 - its class
