"""Hints about a file that cannot be read as CSV: what it seems to be, and which option may help."""

from __future__ import annotations

import codecs
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

_WORKBOOKS = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")
"""The first bytes of Excel workbooks: of today's format, and of that before 2007."""
_UTF_16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_WIDE = ("utf-16", "utf-32")
_DELIMITERS = {",": "','", ";": "';'", "\t": r"'\t'"}
"""The usual delimiters, as they are written in a shell."""
_MAX_HEADER_CHARS = 100_000


def not_csv(file: Path, encoding: str) -> str | None:
    """Return why no row of a file can be read; None if some rows may be readable."""
    with file.open("rb") as opened:
        head = opened.read(4)
    if head.startswith(_WORKBOOKS):
        return "is a workbook of Excel: save it as CSV UTF-8"
    if head.startswith(_UTF_16) and not codecs.lookup(encoding).name.startswith(_WIDE):
        return "is written in UTF-16: use --encoding utf-16, or save it as CSV UTF-8"
    return None


def hint(file: Path, delimiter: str, encoding: str) -> str | None:
    """Return a hint for a file whose rows cannot be used; None if there is none."""
    try:
        with file.open(encoding=encoding) as opened:
            headers = opened.readline(_MAX_HEADER_CHARS)
            while opened.read(_MAX_HEADER_CHARS):
                pass
    except UnicodeError:
        name = encoding.removesuffix("-sig")
        return f"it is not written in {name}: save it as CSV UTF-8, or pass its --encoding, such as cp1252"
    likely = max(_DELIMITERS, key=headers.count)
    if headers.count(likely) > headers.count(delimiter):
        shown = _DELIMITERS[likely]
        return f"its column headers look separated by {shown}: use --delimiter {shown}"
    return None
