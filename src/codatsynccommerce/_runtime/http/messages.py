"""What travels between the parts of the road: the request on its way out, the answer on its way in."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping

    import requests


class HTTPRequest(NamedTuple):
    """A request without its host: what `Operation.build_request` makes of a request object."""

    method: str
    path: str
    body: bytes | None


class Exchange:
    """What is known of one attempt while it runs and after it ended, however it ended.

    Attributes:
        sent: Whether a part of the request may have left. False as long as it is certain that nothing did.
        repeated: Whether code of the caller's, such as an adapter with retries, may have sent it more than once.
    """

    __slots__ = ("repeated", "sent")

    def __init__(self) -> None:
        """Begin with nothing sent."""
        self.sent = self.repeated = False


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
