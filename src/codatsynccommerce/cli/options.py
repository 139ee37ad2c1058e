"""Options that several commands share, and the checks on their values."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeVar

import click

if TYPE_CHECKING:
    from collections.abc import Callable

COMPANY_VARIABLE = "CODAT_COMPANY_ID"
CONNECTION_VARIABLE = "CODAT_CONNECTION_ID"
EMPTY = "it is empty; is a variable not set?"
_MAX_SECONDS = 31_536_000
"""A year, in seconds. Python cannot wait for more than a few years."""

Command = TypeVar("Command", bound="Callable[..., Any]")


def non_blank(_ctx: click.Context, _parameter: click.Parameter, value: str) -> str:
    """Refuse a blank value, which a script passes if its variable is not set."""
    if not value.strip():
        raise click.BadParameter(EMPTY)
    return value


def seconds(_ctx: click.Context, _parameter: click.Parameter, value: float) -> float:
    """Refuse a time that is too long to wait for."""
    if not 0 < value <= _MAX_SECONDS:
        message = f"{value} is not a number of seconds above 0 and up to {_MAX_SECONDS:,}, a year"
        raise click.BadParameter(message)
    return value


def company_option(command: Command) -> Command:
    """Add `--company`."""
    return click.option(
        "--company",
        required=True,
        metavar="ID",
        envvar=COMPANY_VARIABLE,
        callback=non_blank,
        help=f"The company.  [env var: {COMPANY_VARIABLE}]",
    )(command)


def connection_option(help_text: str) -> Callable[[Command], Command]:
    """Add `--connection`."""

    def add(command: Command) -> Command:
        return click.option(
            "--connection",
            required=True,
            metavar="ID",
            envvar=CONNECTION_VARIABLE,
            callback=non_blank,
            help=f"{help_text}  [env var: {CONNECTION_VARIABLE}]",
        )(command)

    return add


def list_options(command: Command) -> Command:
    """Add `--max` and `--format`, for a command that lists."""
    command = click.option(
        "--format",
        "form",
        type=click.Choice(("table", "csv", "json")),
        default="table",
        show_default=True,
        help="How to write them.",
    )(command)
    return click.option(
        "--max", "max_items", metavar="N", type=click.IntRange(min=1), help="Maximum number to list.  [default: all]"
    )(command)
