"""What travels between the parts of the road: the request on its way out, the answer on its way in."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping

    import requests


class HTTPRequest(NamedTuple):
    """A request without its host: what `Operation.wire` makes of a request object."""

    method: str
    path: str
    body: bytes | None


class HTTPResponse(NamedTuple):
    """An answer, whole: status, headers, decoded body, and the `requests.Response` that it came in."""

    status: int
    headers: Mapping[str, str]
    body: bytes
    raw: requests.Response

    @property
    def content_type(self) -> str:
        """The Content-Type header, or an empty string."""
        return self.headers.get("Content-Type") or ""

    @property
    def text(self) -> str:
        """The body as text, whatever it holds."""
        return self.body.decode("utf-8", "replace")
