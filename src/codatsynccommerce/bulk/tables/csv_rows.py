"""The rows of a CSV file, each with the line on which it begins."""

from __future__ import annotations

import csv
import re
import sys
from codecs import getincrementaldecoder
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Any

from codatsynccommerce._runtime.errors import RequestError

from .problems import Problem, bad_rows

if TYPE_CHECKING:
    from codecs import IncrementalDecoder
    from collections.abc import Iterable, Iterator
    from os import PathLike

_LINE_BREAK = re.compile("\r\n?|\n")
_SEPARATOR_LINE = re.compile(r'"?sep=([^\r\n"])"?[,;]*\s*', re.IGNORECASE)
"""A first line that names the delimiter, which spreadsheets read."""
_END_OF_FILE = re.compile(r"\x1a[\x1a\0\s]*\Z")
"""What programs of CP/M, DOS and Windows write at the end of a file, and fill its last block with."""
_NONCHARACTER = "\ufffe"
_BLOCK = 65536


def check_csv(delimiter: Any, encoding: Any) -> None:
    """Check the arguments before any file is opened.

    Raises:
        RequestError: One of them cannot be used.
    """
    if not (isinstance(delimiter, str) and len(delimiter) == 1 and delimiter not in '\r\n"'):
        message = f"delimiter={delimiter!r} cannot separate cells"
        raise RequestError(message)
    try:
        "".encode(encoding)
    except (LookupError, TypeError, ValueError):
        message = f"encoding={encoding!r} is not known"
        raise RequestError(message) from None


def csv_rows(path: str | PathLike[str], delimiter: str, encoding: str) -> Iterator[tuple[int, list[str]]]:
    """Read a file row by row, the column headers first.

    A first line such as `sep=;` sets the delimiter. Neither it nor an end-of-file mark after the last row is a row.

    Raises:
        BadRowsError: The file cannot be read from some line on.
    """
    with Path(path).open(encoding=encoding, newline="") as file:
        line = 1
        try:
            first = file.readline()
            if separator := _SEPARATOR_LINE.fullmatch(first):
                line, first, delimiter = 2, "", separator[1]
            lines = _without_end_mark(chain([first] if first else [], file))
            if sys.version_info < (3, 11):
                # Its csv refuses the whole line, which hides the column. The cell is refused for this character too.
                lines = (text.replace("\0", _NONCHARACTER) for text in lines)
            # A quote after a space begins a cell all the same.
            reader = csv.reader(lines, delimiter=delimiter, strict=True, skipinitialspace=delimiter != " ")
            begin = line
            for row in reader:
                yield line, row
                line = begin + reader.line_num
        except csv.Error as error:
            raise bad_rows([Problem(line, "", f"cannot be read: {error}")], "line") from error
        except UnicodeError as error:
            shown = encoding.removesuffix("-sig")
            reason = f"cannot be read as {shown}: {getattr(error, 'reason', error)}; name another encoding"
            raise bad_rows([Problem(_undecodable_line(path, encoding), "", reason)], "line") from error


def _without_end_mark(lines: Iterable[str]) -> Iterator[str]:
    previous = None
    for line in lines:
        if previous is not None:
            yield previous
        previous = line
    if previous and (last := _END_OF_FILE.sub("", previous)):
        yield last


def _undecodable_line(path: str | PathLike[str], encoding: str) -> int:
    """Find the line that cannot be decoded. The reader does not know it: the file is read ahead of the rows."""
    line, last = 1, ""
    try:
        for text in _decoded(path, encoding):
            line += len(_LINE_BREAK.findall(text)) - (last == "\r" and text.startswith("\n"))
            last = text[-1:] or last
    except UnicodeError:
        pass
    return line


def _decoded(path: str | PathLike[str], encoding: str) -> Iterator[str]:
    decoder = getincrementaldecoder(encoding)()
    with Path(path).open("rb") as file:
        while block := file.read(_BLOCK):
            yield from _decode_block(decoder, block)


def _decode_block(decoder: IncrementalDecoder, block: bytes) -> Iterator[str]:
    """Decode a block, byte by byte where it cannot be decoded as a whole."""
    try:
        yield decoder.decode(block)
    except UnicodeError:
        for byte in block:
            yield decoder.decode(bytes([byte]))
