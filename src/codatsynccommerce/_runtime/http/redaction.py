"""Keep the API key from being shown: text with a redacted repr, and responses that repeat the key."""

from __future__ import annotations

import re
from contextlib import suppress
from functools import lru_cache
from typing import TYPE_CHECKING, Any, NamedTuple, cast, overload

if TYPE_CHECKING:
    from collections.abc import Mapping
    from types import TracebackType

SECRET_HEADERS = frozenset({"authorization", "proxy-authorization", "cookie"})
"""Request headers, in lower case, that no response or error may keep."""

HIDDEN = "(hidden)"
_SHORTEST_SECRET = 8
"""Characters. A shorter text would be found everywhere."""


class RedactedStr(str):
    """Text that is sent like any other, but does not show itself where variables are shown, as in a traceback."""

    __slots__ = ()

    def __repr__(self) -> str:
        """Show that there is something."""
        return f"'{HIDDEN}'"


class RedactedBytes(bytes):
    """Bytes that do not show themselves where variables are shown."""

    __slots__ = ()

    def __repr__(self) -> str:
        """Show that there is something."""
        return f"b'{HIDDEN}'"


class Secret(NamedTuple):
    """One spelling of the key, and a part of it that every encoding leaves as it is."""

    text: RedactedStr
    marker: RedactedStr


def authorization_of(headers: Mapping[str, str]) -> str:
    """Return the Authorization header of a request, or an empty string."""
    if "Authorization" in headers:  # As the pipeline writes it.
        return headers["Authorization"]
    return next((value for name, value in headers.items() if name.lower() == "authorization"), RedactedStr(""))


def without_secrets(headers: Mapping[str, str]) -> dict[str, str]:
    """Return the headers of a request without those that hold secrets."""
    return {name: headers[name] for name in headers if name.lower() not in SECRET_HEADERS}


@overload
def redact(value: str, authorization: str) -> str: ...
@overload
def redact(value: bytes, authorization: str) -> bytes: ...
def redact(value: str | bytes, authorization: str) -> str | bytes:
    """Return text or bytes with the API key replaced, however JSON, HTML or a URL writes it.

    Arguments:
        value: What a server said.
        authorization: The Authorization header that was sent.
    """
    for secret in _secrets(authorization):
        if isinstance(value, bytes):
            if secret.marker.encode() in value:
                value = re.sub(_pattern(secret.text).encode(), HIDDEN.encode(), value)
        elif secret.marker in value:
            value = re.sub(_pattern(secret.text), HIDDEN, value)
    return value


def redact_fields(fields: list[tuple[str, str]], authorization: str) -> list[tuple[str, str]]:
    """Return the headers of a response with the API key replaced in names and values."""
    together = "\n".join([part for field in fields for part in field])
    if not any(secret.marker in together for secret in _secrets(authorization)):
        return fields
    return [(redact(name, authorization), redact(value, authorization)) for name, value in fields]


def redact_exception(error: BaseException, authorization: str) -> None:
    """Take the API key out of an exception of a library below, which may hold the line that it could not read."""
    error.args = tuple(redact(arg, authorization) if isinstance(arg, (str, bytes)) else arg for arg in error.args)
    for name, value in list(vars(error).items()):
        if isinstance(value, (str, bytes)):
            setattr(error, name, redact(value, authorization))


def redact_request(holder: Any) -> None:
    """Replace the request of a response or exception by a copy without secrets, because both are pickled."""
    # That of httpx2 is no such request, and raises where there is none.
    attributes = cast("dict[str, Any]", vars(holder))
    sent: Any = attributes.get("request")
    headers = getattr(sent, "headers", None)
    if headers is None:
        return
    kept = headers.copy()
    for name in [name for name in kept if name.lower() in SECRET_HEADERS]:
        del kept[name]
    # requests keeps cookies beside the headers as well.
    changed: dict[str, object] = {"hooks": {"response": []}, "_cookies": None}
    if type(sent).__module__ == "requests.models":
        shown: Any = object.__new__(cast("type[Any]", type(sent)))  # The copy that requests makes costs more.
        shown.__dict__.update({**vars(sent), **changed})
    else:  # What another library has put there makes its own.
        shown = sent.copy()
        for name, value in changed.items():
            with suppress(AttributeError):  # A cache has requests of its own, which keep none.
                setattr(shown, name, value)
    shown.headers = kept
    holder.request = shown


def clear_frames(traceback: TracebackType | None) -> None:
    """Drop the variables of every frame of a traceback that has ended.

    Frames of `http.client` and other libraries hold the request as bytes, API key included, and tools that report
    errors show the variables of frames.
    """
    while traceback is not None:
        with suppress(RuntimeError):  # The frame is still running.
            traceback.tb_frame.clear()
        traceback = traceback.tb_next


@lru_cache(maxsize=8)
def _secrets(authorization: str) -> tuple[Secret, ...]:
    """Return the key as it is sent and as it was before it was encoded."""
    import base64

    sent = RedactedStr(authorization.rpartition(" ")[2])
    try:
        plain = RedactedStr(base64.b64decode(sent, validate=True).decode("ascii"))
    except ValueError:
        plain = RedactedStr("")
    texts = [text for text in (sent, plain) if len(text) >= _SHORTEST_SECRET]
    markers = [max(re.findall("[0-9A-Za-z]+", text), key=len, default="") for text in texts]
    return tuple(Secret(text, RedactedStr(marker)) for text, marker in zip(texts, markers, strict=True))


def _pattern(secret: str) -> str:
    return "".join(_spellings(char) for char in secret)


def _spellings(char: str) -> str:
    if char.isalnum():
        return char
    from html import escape

    code = ord(char)
    small, large = f"{code:02x}", f"{code:02X}"
    either = f"(?:{small}|{large})"
    in_json, in_html = rf"\\?{re.escape(char)}|\\u00{either}", rf"{re.escape(escape(char))}|&#{code};|&#x{either};"
    return f"(?:{in_json}|{in_html}|%{either})"
