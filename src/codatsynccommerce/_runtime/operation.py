"""One operation of the API: how its request object becomes a request, and how an answer becomes its response.

Generated code holds one `Operation` for each operation. Methods, sandbox, tests and docs all read it. Nothing here
sends anything or knows who does.
"""

from __future__ import annotations

import re
import sys
from dataclasses import dataclass, field
from functools import cached_property
from types import MappingProxyType, SimpleNamespace
from typing import TYPE_CHECKING, Any, Final, Generic, TypeVar, cast, get_type_hints

from . import errors
from .codec import codec
from .http.messages import HTTPRequest, HTTPResponse
from .url import path_segment, query_string

if TYPE_CHECKING:
    from collections.abc import Mapping

    from .envelope import Envelope

Response = TypeVar("Response")

WHOLE_REQUEST: Final = "*"
"""As the body of an operation: the request object itself is the body."""

_PLACE = re.compile(r"\{(\w+)\}")
_KEYED = frozenset({"POST", "PATCH"})


@dataclass(frozen=True)
class Operation(Generic[Response]):
    """One operation: its place on the wire in terms of the attributes of its request.

    Arguments:
        name: The operation's id in the API's description.
        method: HTTP method.
        path: Path, with the attributes of the request in braces.
        request: Class or type of the request object, None where there is none.
        response: Class of the response.
        query: Attribute (or keyword argument) to name in the query string.
        body: Attribute that is the body, WHOLE_REQUEST for the request itself, None for no body.
        payload: Attribute of the response that takes the decoded body, None where there is none.
        payload_list: Attribute that takes all of them where the API sends one object or a list of them.
        is_paginated: Whether the answer is one page of many.
        may_be_empty: Whether a 2xx answer without a body is one to expect, though there is a payload.
        envelope: The object in which the API may nest some fields of the body and the payload, None if there is none.
    """

    name: str
    method: str
    path: str
    response: type[Response]
    request: Any = None
    query: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    body: str | None = None
    payload: str | None = None
    payload_list: str | None = None
    is_paginated: bool = False
    may_be_empty: bool = False
    envelope: Envelope | None = None

    @property
    def takes_idempotency_key(self) -> bool:
        """Whether the API takes an Idempotency-Key for it: POST and PATCH only."""
        return self.method in _KEYED

    @property
    def is_write(self) -> bool:
        """Whether it may change something at the API."""
        return self.method != "GET"

    @cached_property
    def body_type(self) -> Any:
        """Type of the body, None where there is none."""
        if self.body in (None, WHOLE_REQUEST):
            return self.request if self.body else None
        return get_type_hints(self.request)[self.body]

    @cached_property
    def payload_type(self) -> Any:
        """Type of the decoded body of a 2xx answer, None where there is none."""
        if self.payload is None:
            return None
        # Of the annotations only this one is read: another names a class of requests, which takes long to load.
        owner = next(kind for kind in self.response.__mro__ if self.payload in getattr(kind, "__annotations__", ()))
        annotation = SimpleNamespace(__annotations__={self.payload: owner.__annotations__[self.payload]})
        return get_type_hints(annotation, vars(sys.modules[owner.__module__]))[self.payload]

    def build_request(self, request: Any, arguments: Mapping[str, Any] | None = None) -> HTTPRequest:
        """Make the request to send.

        Raises:
            errors.RequestError: The request object, one of its path values or its body cannot be sent.
        """
        self._check(request)
        path = _PLACE.sub(lambda found: path_segment(found[1], getattr(request, found[1])), self.path)
        given = arguments or {}
        query = {name: given[key] if key in given else getattr(request, key, None) for key, name in self.query.items()}
        body = request if self.body == WHOLE_REQUEST else getattr(request, self.body) if self.body else None
        text = None if body is None else self._encoded(body).encode("ascii")
        return HTTPRequest(self.method, path + query_string(query), text)

    def parse_response(self, reply: HTTPResponse, idempotency_key: str | None = None) -> Response:
        """Make the response of a 2xx answer.

        Raises:
            errors.ResponseDecodeError: The body is not what the operation answers with.
        """
        try:
            values = {} if self._empty(reply) else self._payload(reply)
        except errors.ResponseDecodeError as problem:
            message = errors.one_line(f"{reply.status}: {problem.message}")
            raise errors.ResponseDecodeError(
                message, reply.status, reply.text, reply.raw, headers=reply.headers
            ) from None
        kind: Any = self.response
        return cast(
            "Response",
            kind(
                content_type=reply.content_type,
                status_code=reply.status,
                raw_response=reply,
                headers=reply.headers,
                idempotency_key=idempotency_key,
                **values,
            ),
        )

    def _encoded(self, body: Any) -> str:
        text = codec.encode(self.body_type, body)
        return codec.encode(Any, self.envelope.nest(codec.parse(text))) if self.envelope else text

    def _empty(self, reply: HTTPResponse) -> bool:
        return self.payload is None or (self.may_be_empty and not reply.body.strip())

    def _payload(self, reply: HTTPResponse) -> dict[str, Any]:
        data = self._parsed(reply)
        if self.payload_list is None:
            flat = self.envelope.flatten(data) if self.envelope else data
            return {self.payload or "": codec.decode(self.payload_type, flat)}
        many = list.__class_getitem__(self.payload_type)
        every = codec.decode(many, data if isinstance(data, list) else [data])
        return {self.payload or "": every[0] if every else None, self.payload_list: every}

    def _parsed(self, reply: HTTPResponse) -> Any:
        if not reply.body.strip():
            message = "the answer is empty, where JSON was expected"
            raise errors.ResponseDecodeError(message)
        data = codec.parse(reply.body)
        if data is None:
            message = "the answer is null, where an object was expected"
            raise errors.ResponseDecodeError(message)
        return data

    def _check(self, request: Any) -> None:
        expected = getattr(self.request, "__origin__", self.request)
        if expected is not None and not isinstance(request, expected):
            message = f"{self.name} takes a {expected.__name__}, not a {type(request).__name__}"
            raise errors.RequestError(message)
