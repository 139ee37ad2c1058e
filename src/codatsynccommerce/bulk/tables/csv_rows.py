"""The rows of a CSV file with the lines that they begin in."""

from __future__ import annotations

import csv
import re
from codecs import getincrementaldecoder
from pathlib import Path
from typing import TYPE_CHECKING, Any

from codatsynccommerce._runtime.errors import RequestError

from .record_builder import Problem
from .requests import bad_rows

if TYPE_CHECKING:
    from codecs import IncrementalDecoder
    from collections.abc import Iterator
    from os import PathLike

_LINE_END = re.compile("\r\n?|\n")
_BLOCK = 65536


def check_csv(delimiter: Any, encoding: Any) -> None:
    """Look at the arguments before any file is opened.

    Raises:
        RequestError: One is wrong.
    """
    if not (isinstance(delimiter, str) and len(delimiter) == 1 and delimiter not in '\r\n"'):
        message = f"delimiter={delimiter!r} is no character that can stand between two cells"
        raise RequestError(message)
    try:
        "".encode(encoding)
    except (LookupError, TypeError, ValueError):
        message = f"encoding={encoding!r} is not known"
        raise RequestError(message) from None


def csv_rows(path: str | PathLike[str], delimiter: str, encoding: str) -> Iterator[tuple[int, list[str]]]:
    """Read a file row by row, the titles first.

    Raises:
        BadRowsError: It cannot be read from some line on.
    """
    with Path(path).open(encoding=encoding, newline="") as file:
        # A quote after a space begins a cell all the same.
        reader = csv.reader(file, delimiter=delimiter, strict=True, skipinitialspace=delimiter != " ")
        line = 1
        try:
            for row in reader:
                yield line, row
                line = reader.line_num + 1
        except csv.Error as problem:
            raise bad_rows([Problem(line, "", f"cannot be read: {problem}")], "line") from problem
        except UnicodeError as problem:
            reason = f"cannot be read as {encoding}: {getattr(problem, 'reason', problem)}; name another encoding"
            raise bad_rows([Problem(_undecodable(path, encoding), "", reason)], "line") from problem


def _undecodable(path: str | PathLike[str], encoding: str) -> int:
    """Find the line that cannot be decoded. The reader does not know it: the file is read ahead of the rows."""
    line, last = 1, ""
    try:
        for text in _decoded(path, encoding):
            line += len(_LINE_END.findall(text)) - (last == "\r" and text.startswith("\n"))
            last = text[-1:] or last
    except UnicodeError:
        pass
    return line


def _decoded(path: str | PathLike[str], encoding: str) -> Iterator[str]:
    decoder = getincrementaldecoder(encoding)()
    with Path(path).open("rb") as file:
        while block := file.read(_BLOCK):
            yield from _pieces(decoder, block)


def _pieces(decoder: IncrementalDecoder, block: bytes) -> Iterator[str]:
    """Decode a block, byte by byte where it holds what cannot be decoded."""
    try:
        yield decoder.decode(block)
    except UnicodeError:
        for byte in block:
            yield decoder.decode(bytes([byte]))
