"""A transport that responds from memory, so that only the client and `requests` add to the cost of a call."""

from __future__ import annotations

import io
from typing import Any

import requests
from requests.adapters import HTTPAdapter
from urllib3 import HTTPResponse

from .customer import RESPONSE

_HEADERS = {
    "Content-Type": "application/json; charset=utf-8",
    "Content-Length": str(len(RESPONSE)),
    "Date": "Sun, 23 Oct 2022 10:00:02 GMT",
    "X-Correlation-Id": "1f0c2b7a-9d44-4d3b-8d0e-5b0a7f3f7e11",
}


class MemoryAdapter(HTTPAdapter):
    """The adapter to mount on a Session."""

    def send(self, request: requests.PreparedRequest, *_args: Any, **_kwargs: Any) -> requests.Response:
        """Respond as the API responds to a push, in the shape in which urllib3 hands over what came from a socket."""
        raw = HTTPResponse(
            body=io.BytesIO(RESPONSE),
            headers=_HEADERS,
            status=200,
            version=11,
            reason="OK",
            preload_content=False,
            decode_content=False,
            request_method=request.method,
            request_url=request.url,
        )
        return self.build_response(request, raw)


def session() -> requests.Session:
    """Make a Session that responds from memory."""
    made = requests.Session()
    made.mount("https://", MemoryAdapter())
    return made
