"""The `requests.Response` that users find as `raw_response`, built from what was read from a connection."""

from __future__ import annotations

from datetime import timedelta
from email.message import Message
from io import BytesIO
from typing import TYPE_CHECKING, Any, cast

import requests
from requests.adapters import HTTPAdapter
from requests.structures import CaseInsensitiveDict
from urllib3 import HTTPResponse

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence


class _ClosedResponse:
    """What `raw_response.raw` shows of the response of http.client: the headers, which requests reads cookies from."""

    def __init__(self, fields: Sequence[tuple[str, str]]) -> None:
        self.msg = Message()
        for name, value in fields:
            self.msg[name] = value

    def isclosed(self) -> bool:
        return True


def build_response(
    status: int,
    reason: str,
    fields: Sequence[tuple[str, str]],
    body: bytes,
    elapsed: float,
    request: tuple[str, str, Mapping[str, str], bytes | None],
) -> requests.Response:
    """Return the response that the HTTPAdapter of requests would have returned.

    Arguments:
        status: HTTP status.
        reason: The words after the status.
        fields: Name and value of each header line.
        body: The body, decompressed.
        elapsed: Seconds from sending the request until the headers were there.
        request: Method, URL, headers and body of the request.
    """
    raw = HTTPResponse(
        body=BytesIO(),
        status=status,
        reason=reason,
        version=11,
        preload_content=False,
        original_response=cast("Any", _ClosedResponse(fields)),
    )
    raw.headers.extend(fields)  # Not given above, where urllib3 refuses odd lengths.
    prepared = requests.PreparedRequest()
    prepared.method, prepared.url, headers, prepared.body = request
    prepared.headers = CaseInsensitiveDict(headers)
    response = HTTPAdapter().build_response(prepared, raw)
    response.elapsed = timedelta(seconds=elapsed)
    # requests has no other place for a body that has been read and decompressed.
    vars(response).update(_content=body, _content_consumed=True)
    return response
