"""The API key, out of sight: a header that does not show itself, and answers that repeat it."""

from __future__ import annotations

import base64
import re
from functools import lru_cache
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping

    from .messages import HTTPResponse

_SECRET = frozenset({"authorization", "proxy-authorization", "cookie"})
_SHORTEST = 8
"""Characters below which a text is no key, but would be found everywhere."""


class RedactedStr(str):
    """Text that is sent like any other, but says nothing where variables are shown: in a traceback with locals, say."""

    __slots__ = ()

    def __repr__(self) -> str:
        """Show that there is something."""
        return "'(hidden)'"


def forget_key(holder: Any) -> None:
    """Give an answer or an exception of `requests` a copy of its request without the key: both are pickled."""
    sent: Any = getattr(holder, "request", None)
    if getattr(sent, "headers", None) is not None:
        shown: Any = sent.copy()
        shown.hooks = {"response": []}
        shown._cookies = None  # noqa: SLF001 - nothing public takes it away
        for name in [name for name in shown.headers if name.lower() in _SECRET]:
            del shown.headers[name]
        holder.request = shown


def forget_echo(problem: BaseException, sent: Mapping[str, str]) -> None:
    """Take the API key out of an exception of a library below, which may hold the line that it could not read."""
    authorization = _authorization(sent)
    problem.args = tuple(_cleared(authorization, one) for one in problem.args)
    for name, value in list(vars(problem).items()):
        if isinstance(value, (str, bytes)):
            setattr(problem, name, _cleared(authorization, value))


def forget_in_headers(headers: Any, sent: Mapping[str, str]) -> None:
    """Take the API key out of the headers of an answer, which responses show."""
    authorization = _authorization(sent)
    for name, value in list(headers.items()):
        headers[name] = _cleared(authorization, value)


def without_key(reply: HTTPResponse, sent: Mapping[str, str]) -> HTTPResponse:
    """Take the API key out of an answer that repeats it, its `requests.Response` included.

    Errors show what the server said, and some servers say what they were sent.
    """
    authorization = _authorization(sent)
    body = _without(authorization, reply.body)
    raw: Any = reply.raw
    raw._content = body  # noqa: SLF001 - what `.content`, `.text` and `.json()` read
    raw.reason = _cleared(authorization, raw.reason)
    return reply._replace(body=body)


def _authorization(sent: Mapping[str, str]) -> str:
    return next(value for value in sent.values() if isinstance(value, RedactedStr))


def _cleared(authorization: str, value: Any) -> Any:
    if isinstance(value, bytes):
        return _without(authorization, value)
    return _without(authorization, value.encode("utf-8", "replace")).decode() if isinstance(value, str) else value


def _without(authorization: str, text: bytes) -> bytes:
    """Take out the key as it was sent and as it was before, however JSON, HTML or a URL write it."""
    for secret, alike in _secrets(authorization):
        if alike in text:
            text = re.sub("".join(_spelling(char) for char in secret).encode(), b"(hidden)", text)
    return text


@lru_cache(maxsize=8)
def _secrets(authorization: str) -> list[tuple[str, bytes]]:
    """Give the key as it is sent and as it was before, each with its longest run of letters and digits.

    All spellings have that in common: where it is not, there is nothing to do.
    """
    sent = authorization.rpartition(" ")[2]
    try:
        plain = base64.b64decode(sent, validate=True).decode("ascii")
    except ValueError:
        plain = ""
    secrets = [secret for secret in (sent, plain) if len(secret) >= _SHORTEST]
    return [(one, max(re.findall("[0-9A-Za-z]+", one), key=len, default="").encode()) for one in secrets]


def _spelling(char: str) -> str:
    if char.isalnum():
        return char
    from html import escape  # noqa: PLC0415 - few answers repeat the key, and every import would pay for it

    code = ord(char)
    small, large = f"{code:02x}", f"{code:02X}"
    either = f"(?:{small}|{large})"
    in_json, in_html = rf"\\?{re.escape(char)}|\\u00{either}", rf"{re.escape(escape(char))}|&#{code};|&#x{either};"
    return f"(?:{in_json}|{in_html}|%{either})"
