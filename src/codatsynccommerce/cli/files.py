"""The files of `push`: report problems with them before anything is sent."""

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
    """Refuse a file that has no name or whose folder does not exist."""
    if value is None:
        return None
    if value == Path():
        raise click.BadParameter(EMPTY)
    folder = Path(os.path.realpath(value)).parent
    if not folder.is_dir():
        message = f"there is no folder {folder}"
        raise click.BadParameter(message)
    return value


def check_distinct(files: Mapping[str, Path | None]) -> None:
    """Refuse two names of one file, because one of them would overwrite the other.

    Arguments:
        files: The name of each file on the command line, and its path.
    """
    given = [(name, path) for name, path in files.items() if path is not None]
    for (name, path), (other_name, other_path) in combinations(given, 2):
        if _is_same(path, other_path):
            message = f"{name} and {other_name} are the same file, {other_path}: give each a file of its own"
            raise click.UsageError(message, click.get_current_context())


def _is_same(path: Path, other: Path) -> bool:
    if path.exists() and other.exists():
        return path.samefile(other)
    # A link may lead to a file that does not exist yet.
    real, other_real = (os.path.normcase(os.path.realpath(name)) for name in (path, other))
    return real == other_real
