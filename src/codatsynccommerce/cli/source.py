"""What `push` reads, as its command line tells: a file, where its records go and how it is written; or the journal."""

from __future__ import annotations

import codecs
from typing import TYPE_CHECKING, Any

import click
from click.core import ParameterSource

from .options import filled

if TYPE_CHECKING:
    from pathlib import Path


def file(ctx: click.Context, parameter: click.Parameter, value: Path | None) -> Any:
    """Refuse what cannot be read twice."""
    if value is not None and not value.is_file():
        message = "it is read twice, and so must be a file and no pipe"
        raise click.BadParameter(message)
    return _needed(ctx, parameter, value)


def place(ctx: click.Context, parameter: click.Parameter, value: str | None) -> Any:
    """Refuse an id that is blank."""
    return _needed(ctx, parameter, value if value is None else filled(ctx, parameter, value))


def delimiter(ctx: click.Context, parameter: click.Parameter, value: str) -> Any:
    r"""Refuse what cannot stand between two cells, and read `\t` as a tab."""
    read = "\t" if value == r"\t" else value
    if len(read) != 1 or read in '\r\n"':
        message = rf"{value!r} is neither one character, such as ';', nor \t for a tab"
        raise click.BadParameter(message)
    return _needed(ctx, parameter, read)


def encoding(ctx: click.Context, parameter: click.Parameter, value: str) -> Any:
    """Refuse an encoding that Python does not know."""
    try:
        name = codecs.lookup(value).name
    except (LookupError, ValueError):
        message = f"{value!r} is not known, as utf-8, utf-16 and cp1252 are"
        raise click.BadParameter(message) from None
    # Excel puts a mark in front, which is then no part of the first title.
    return _needed(ctx, parameter, "utf-8-sig" if name == "utf-8" else value)


def _needed(ctx: click.Context, parameter: click.Parameter, value: Any) -> Any:
    """Demand what belongs to a file, and refuse it where none is read: it would have no effect."""
    if ctx.params["retry_failed"]:
        if ctx.get_parameter_source(parameter.name or "") is not ParameterSource.DEFAULT:
            message = "leave it out with --retry-failed: the journal holds what is sent, and where to"
            raise click.BadParameter(message)
    elif value is None:
        raise click.MissingParameter(ctx=ctx, param=parameter)
    return value
