"""The input of `push` from its command line: the file, its format, and where its records go."""

from __future__ import annotations

import codecs
from typing import TYPE_CHECKING, Any

import click
from click.core import ParameterSource

from .options import non_blank

if TYPE_CHECKING:
    from pathlib import Path


def file(ctx: click.Context, parameter: click.Parameter, value: Path | None) -> Any:
    """Refuse a file that cannot be read twice."""
    if value is not None and not value.is_file():
        message = "it is read twice, so it must be a file, not a pipe"
        raise click.BadParameter(message)
    return _needs_file(ctx, parameter, value)


def record_id(ctx: click.Context, parameter: click.Parameter, value: str | None) -> Any:
    """Refuse a blank id."""
    return _needs_file(ctx, parameter, value if value is None else non_blank(ctx, parameter, value))


def delimiter(ctx: click.Context, parameter: click.Parameter, value: str) -> Any:
    r"""Refuse what cannot separate cells, and read `\t` as a tab."""
    read = "\t" if value == r"\t" else value
    if len(read) != 1 or read in '\r\n"':
        message = rf"{value!r} is neither one character, such as ';', nor \t for a tab"
        raise click.BadParameter(message)
    return _needs_file(ctx, parameter, read)


def encoding(ctx: click.Context, parameter: click.Parameter, value: str) -> Any:
    """Refuse an encoding that Python does not know."""
    try:
        name = codecs.lookup(value).name
    except (LookupError, ValueError):
        message = f"{value!r} is not an encoding that Python knows, such as utf-8, utf-16 and cp1252"
        raise click.BadParameter(message) from None
    # Excel begins a file with a byte order mark, which is not part of the first header.
    return _needs_file(ctx, parameter, "utf-8-sig" if name == "utf-8" else value)


def defaults(ctx: click.Context, parameter: click.Parameter, value: tuple[str, ...]) -> Any:
    """Read `FIELD=VALUE` pairs as a dict."""
    pairs = [text.partition("=") for text in value]
    for text, (name, equals, _) in zip(value, pairs, strict=True):
        if not (name.strip() and equals):
            message = f"{text!r} is not FIELD=VALUE, such as status=Submitted"
            raise click.BadParameter(message)
    return _needs_file(ctx, parameter, {name.strip(): given for name, _, given in pairs})


def _needs_file(ctx: click.Context, parameter: click.Parameter, value: Any) -> Any:
    """Require a value with a file, and refuse it if no file is read, because it would have no effect."""
    if ctx.params["retry_failed"]:
        source = ctx.get_parameter_source(parameter.name or "")
        if source not in (ParameterSource.DEFAULT, ParameterSource.ENVIRONMENT):
            message = "leave it out with --retry-failed: the journal holds the records and where they go"
            raise click.BadParameter(message)
    elif value is None:
        raise click.MissingParameter(ctx=ctx, param=parameter)
    return value
