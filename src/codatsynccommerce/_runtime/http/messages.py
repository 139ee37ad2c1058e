"""HTTP messages: a request to send, and the response to it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import TYPE_CHECKING, NamedTuple, TypeVar, cast, overload

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    import requests

T = TypeVar("T")

ACCEPT_ENCODING = "gzip, deflate"
"""The content codings that responses are decompressed from."""

INTERIM = range(100, 200)
"""Statuses of responses that announce another one."""
SUCCESS = range(200, 300)
"""Statuses of responses that report success."""

_FOLD = re.compile(r"[ \t]*\r?\n[ \t]*")


class HTTPRequest(NamedTuple):
    """A request without its server and headers.

    Attributes:
        method: HTTP method.
        path: Path and query, encoded.
        body: Bytes of the body, None for a request that has none.
    """

    method: str
    path: str
    body: bytes | None


class Exchange:
    """What is known about one attempt, while it runs and after it has ended in any way.

    Attributes:
        sent: Whether a part of the request may have left. False as long as it is certain that nothing did.
        repeated: Whether code of the caller's, such as an adapter with retries, may have sent it more than once.
        foreign: What code of the caller's, such as a hook, has raised. It passes through unchanged: even an error of
            this package then says nothing of the attempt.
    """

    __slots__ = ("foreign", "repeated", "sent")

    def __init__(self) -> None:
        """Begin with nothing sent."""
        self.sent = self.repeated = False
        self.foreign: BaseException | None = None


class Headers(Mapping[str, str]):
    """Headers of a response: read-only, found in any case. A repeated header is joined with commas.

    Attributes:
        fields: Name and value of each header line, in the order in which they came.
    """

    __slots__ = ("_by_name", "fields")

    def __init__(self, fields: Iterable[tuple[str, str]] = ()) -> None:
        """Keep name and value of each header."""
        self.fields = tuple([(name, _FOLD.sub(" ", value) if "\n" in value else value) for name, value in fields])
        by_name: dict[str, tuple[str, str]] = {}
        for name, value in self.fields:
            key = name.lower()
            before = by_name.get(key)
            by_name[key] = (name, value) if before is None else (before[0], f"{before[1]}, {value}")
        self._by_name = by_name

    def __getitem__(self, name: str) -> str:
        """Return the value of a header."""
        return self._by_name[name.lower()][1]

    @overload
    def get(self, key: str, /) -> str | None: ...
    @overload
    def get(self, key: str, /, default: str | T) -> str | T: ...
    def get(self, key: str, /, default: object = None) -> object:
        """Return the value of a header, or the default."""
        # Mapping has such a method, which raises and catches an error for each header that is missing.
        found = self._by_name.get(key.lower())
        return default if found is None else found[1]

    def __iter__(self) -> Iterator[str]:
        """Return the names as the server wrote them."""
        return (name for name, _ in self._by_name.values())

    def __len__(self) -> int:
        """Return the number of different headers."""
        return len(self._by_name)

    def __repr__(self) -> str:
        """Show names and values."""
        return repr(dict(self))


class SentRequest(NamedTuple):
    """What `raw_response.request` shows of the request that a response belongs to."""

    method: str
    url: str
    headers: Mapping[str, str]
    body: bytes | None


class HTTPResponse:
    """A response, read whole.

    Attributes:
        status: HTTP status.
        headers: Headers of the response.
        body: The body, decompressed, with the API key taken out of it.
        reason: The words after the status.
    """

    __slots__ = ("_elapsed", "_raw", "_request", "body", "headers", "reason", "status")

    def __init__(
        self,
        status: int,
        headers: Headers,
        body: bytes,
        *,
        reason: str = "",
        request: SentRequest | None = None,
        elapsed: float = 0.0,
        raw: requests.Response | None = None,
    ) -> None:
        """Keep what was read.

        Arguments:
            status: HTTP status.
            headers: Headers of the response.
            body: The body, decompressed.
            reason: The words after the status.
            request: The request, for `raw`.
            elapsed: Seconds from sending the request until the headers were there.
            raw: The `requests.Response`, if there is one already.
        """
        self.status = status
        self.headers = headers
        self.body = body
        self.reason = reason
        self._request = request
        self._elapsed = elapsed
        self._raw = raw

    @property
    def content_type(self) -> str:
        """The Content-Type header, or an empty string."""
        return self.headers.get("Content-Type", "")

    @property
    def text(self) -> str:
        """The body as text; bytes that are not UTF-8 are replaced."""
        return self.body.decode("utf-8", "replace")

    @property
    def raw(self) -> requests.Response:
        """The response as `requests` gives it, made when it is first asked for."""
        if self._raw is None:
            # Few programs ask for it, and it loads requests.
            from .raw_response import build_response

            request = self._request or SentRequest("", "", {}, None)
            self._raw = build_response(self.status, self.reason, self.headers.fields, self.body, self._elapsed, request)
        return self._raw


class LazyRawResponse:
    """The `raw_response` of a response object: made of the HTTPResponse when it is first read."""

    def __get__(self, response: object, _owner: type) -> requests.Response | None:
        """Return the `requests.Response`, or None."""
        if response is None:
            return None
        value = vars(response).get("raw_response")
        if isinstance(value, HTTPResponse):
            value = vars(response)["raw_response"] = value.raw
        return cast("requests.Response | None", value)

    def __set__(self, response: object, value: object) -> None:
        """Keep an HTTPResponse, a `requests.Response` or None."""
        vars(response)["raw_response"] = value
