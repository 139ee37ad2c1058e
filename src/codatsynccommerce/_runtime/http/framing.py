"""Where an answer ends, by its headers: refused where they leave it open.

A proxy may have read another length, and the bytes left over would be taken for the answer to the next request.
"""

from __future__ import annotations

from email.errors import FirstHeaderLineIsContinuationDefect, InvalidHeaderDefect, MissingHeaderBodySeparatorDefect
from typing import TYPE_CHECKING

from ..errors import ResponseDecodeError

if TYPE_CHECKING:
    from email.message import Message

DISAGREE = "the headers of the answer disagree on its length"
_DEFECTS = (FirstHeaderLineIsContinuationDefect, InvalidHeaderDefect, MissingHeaderBodySeparatorDefect)


def check_framing(head: Message, status: int) -> None:
    """Refuse headers that are broken, or say in two ways or not clearly where the answer ends.

    Raises:
        errors.ResponseDecodeError: They do.
    """
    if any(isinstance(defect, _DEFECTS) for defect in head.defects):
        message = "the headers of the answer are broken"
        raise ResponseDecodeError(message, status)
    # A value that is no text comes as an object of the email package.
    lengths = [str(value) for value in head.get_all("Content-Length", [])]
    codings = [str(value) for value in head.get_all("Transfer-Encoding", [])]
    known = all(whole(length) for length in lengths) and all(coding.lower() == "chunked" for coding in codings)
    if len(lengths) + len(codings) > 1 or not known:
        raise ResponseDecodeError(DISAGREE, status)


def whole(text: str) -> bool:
    """Say whether a text is a whole number and nothing else: int() itself takes signs, spaces and underscores."""
    return text.isascii() and text.isdigit()
