"""The files of `push`: what is wrong with them is found before anything is sent."""

from __future__ import annotations

import os
from itertools import combinations
from pathlib import Path
from typing import TYPE_CHECKING

import click

from .options import EMPTY

if TYPE_CHECKING:
    from collections.abc import Mapping


def writable(_ctx: click.Context, _parameter: click.Parameter, value: Path | None) -> Path | None:
    """Refuse a file that cannot be written for want of a name or a folder."""
    if value is None:
        return None
    if value == Path():
        raise click.BadParameter(EMPTY)
    folder = Path(os.path.realpath(value)).parent
    if not folder.is_dir():
        message = f"there is no folder {folder}"
        raise click.BadParameter(message)
    return value


def check_apart(files: Mapping[str, Path | None]) -> None:
    """Refuse two names of one file, for one of them would be written over the other.

    Arguments:
        files: What each file is called on the command line, and its path.
    """
    given = [(name, path) for name, path in files.items() if path is not None]
    for (one, first), (other, second) in combinations(given, 2):
        if _is_same(first, second):
            message = f"{one} and {other} are the same file, {second}: give each a file of its own"
            raise click.UsageError(message, click.get_current_context())


def _is_same(one: Path, other: Path) -> bool:
    if one.exists() and other.exists():
        return one.samefile(other)
    # A link may lead to a file that is still to be made.
    first, second = (os.path.normcase(os.path.realpath(path)) for path in (one, other))
    return first == second
