"""Options that several commands have, and values that none of them can use."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeVar

import click

if TYPE_CHECKING:
    from collections.abc import Callable

EMPTY = "it is empty; is a variable not set?"

Command = TypeVar("Command", bound="Callable[..., Any]")


def filled(_ctx: click.Context, _parameter: click.Parameter, value: str) -> str:
    """Refuse a blank value, as a script gives it whose variable is not set."""
    if not value.strip():
        raise click.BadParameter(EMPTY)
    return value


def company(command: Command) -> Command:
    """Add `--company`."""
    return click.option("--company", required=True, metavar="ID", callback=filled, help="The company.")(command)
