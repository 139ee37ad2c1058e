"""The API key, out of sight: a header that does not show itself, and answers that repeat it."""

from __future__ import annotations

import base64
import re
from typing import TYPE_CHECKING, Any, cast

if TYPE_CHECKING:
    from collections.abc import Mapping

    from .reply import Reply

_SECRET = frozenset({"authorization", "proxy-authorization", "cookie"})
_SHORTEST = 8
"""Characters below which a text is no key, but would be found everywhere."""


class Hidden(str):
    """Text that is sent like any other, but says nothing where variables are shown: in a traceback with locals, say."""

    __slots__ = ()

    def __repr__(self) -> str:
        """Show that there is something."""
        return "'(hidden)'"


def forget_key(holder: Any) -> None:
    """Give an answer or an exception of `requests` a copy of its request without the key: both are logged and pickled."""
    sent = getattr(holder, "request", None)
    if getattr(sent, "headers", None) is not None:
        shown: Any = sent.copy()
        shown.hooks = {"response": []}
        shown._cookies = None  # noqa: SLF001 - nothing public takes it away
        for name in [name for name in shown.headers if name.lower() in _SECRET]:
            del shown.headers[name]
        holder.request = shown


def without_key(reply: Reply, sent: Mapping[str, str]) -> Reply:
    """Take the API key out of an answer that repeats it, its headers and its `requests.Response` included.

    Errors show what the server said, and some servers say what they were sent.
    """
    key = _spellings(next(value for value in sent.values() if isinstance(value, Hidden)))
    body = key.sub(b"(hidden)", reply.body)
    headers = cast("dict[str, str]", reply.headers)
    for name, value in list(headers.items()):
        headers[name] = key.sub(b"(hidden)", value.encode("utf-8", "replace")).decode()
    raw: Any = reply.raw
    raw._content = body  # noqa: SLF001 - what `.content`, `.text` and `.json()` read
    return reply._replace(body=body)


def _spellings(authorization: str) -> re.Pattern[bytes]:
    """Give what finds the key, as it was sent and as it was before, however JSON, HTML or a URL write it."""
    sent = authorization.rpartition(" ")[2]
    try:
        plain = base64.b64decode(sent, validate=True).decode("ascii")
    except ValueError:
        plain = ""
    texts = ["".join(_spelling(char) for char in text) for text in (sent, plain) if len(text) >= _SHORTEST]
    return re.compile("|".join(texts).encode("ascii") or b"(?!)", re.IGNORECASE)


def _spelling(char: str) -> str:
    if char.isalnum():
        return char
    code = ord(char)
    return rf"(?:\\?{re.escape(char)}|\\u{code:04x}|%{code:02x}|&#{code};|&#x{code:x};)"
