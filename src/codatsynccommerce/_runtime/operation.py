"""One operation of the API: its request object to an HTTP request, and an HTTP response to its response object.

The generated code defines one `Operation` for each operation. Methods, sandbox, tests and docs all use it. Nothing
here sends anything.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache, cached_property
from types import MappingProxyType, SimpleNamespace
from typing import TYPE_CHECKING, Any, Final, Generic, TypeVar, cast, get_type_hints

from . import errors
from .codec import codec
from .codec.schema import camel_case
from .http.messages import HTTPRequest, HTTPResponse
from .log import logger
from .url import path_segment, query_string

if TYPE_CHECKING:
    from .codec.json_text import Json
    from .envelope import Envelope

Response_co = TypeVar("Response_co", covariant=True)

_UNEXPECTED = "%s %s: %d values of another type than described were kept as sent, the first at %s"

WHOLE_REQUEST: Final = "*"
"""The body of an operation whose request object itself is the body."""

_PLACEHOLDER = re.compile(r"\{(\w+)\}")
_METHODS_WITH_KEY = frozenset({"POST", "PATCH"})


@dataclass(frozen=True)
class Operation(Generic[Response_co]):
    """One operation of the API, and which attributes of its request object go where.

    Arguments:
        name: The operation's id in the API's description.
        method: The HTTP method.
        path: The path, with attributes of the request in braces.
        request: The class or type of the request object, None if there is none.
        response: The class of the response.
        query: The query parameter of each attribute or keyword argument.
        body: The attribute that is the body, WHOLE_REQUEST if the request itself is, None if there is no body.
        payload: The attribute of the response for the decoded body, None if responses have no body.
        payload_list: The attribute for all payloads, if the API sends either one object or a list of them.
        is_paginated: Whether a response is one page of many.
        may_be_empty: Whether a 2xx response may come without a body although there is a payload.
        envelope: The object in which the API may nest some fields of the body and the payload, None if there is none.
    """

    name: str
    method: str
    path: str
    response: type[Response_co]
    request: Any = None
    query: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    body: str | None = None
    payload: str | None = None
    payload_list: str | None = None
    is_paginated: bool = False
    may_be_empty: bool = False
    envelope: Envelope | None = None

    @cached_property
    def template(self) -> str:
        """The path as the API's documentation writes it, such as `/companies/{companyId}`."""
        return _PLACEHOLDER.sub(lambda match: "{" + camel_case(match[1]) + "}", self.path)

    @property
    def takes_idempotency_key(self) -> bool:
        """Whether the API takes an Idempotency-Key for this operation: POST and PATCH only."""
        return self.method in _METHODS_WITH_KEY

    @property
    def is_write(self) -> bool:
        """Whether the operation may change something at the API."""
        return self.method != "GET"

    @property
    def body_type(self) -> object:
        """The type of the body, None if there is none."""
        return _body_type(self.request, self.body)

    @property
    def payload_type(self) -> object:
        """The type of the decoded body of a 2xx response, None if there is none."""
        response: type = self.response
        return _payload_type(response, self.payload)

    def build_request(self, request: object, arguments: Mapping[str, object] | None = None) -> HTTPRequest:
        """Return the HTTP request for a request object.

        Arguments:
            request: The request object.
            arguments: Keyword arguments of the call that are sent too.

        Raises:
            errors.RequestError: The request object, a value in its path or query, or its body cannot be sent.
        """
        self._check(request)
        path = _PLACEHOLDER.sub(lambda match: path_segment(match[1], getattr(request, match[1])), self.path)
        given = arguments or {}
        query = {name: given[key] if key in given else getattr(request, key, None) for key, name in self.query.items()}
        body = request if self.body == WHOLE_REQUEST else getattr(request, self.body) if self.body else None
        text = None if body is None else self._encoded(body).encode("ascii")
        return HTTPRequest(self.method, path + query_string(query), text)

    def parse_response(self, response: HTTPResponse, idempotency_key: str | None = None) -> Response_co:
        """Return the response object for a 2xx HTTP response.

        A value inside of a list that has another type than described is kept as it was sent and reported in
        `unexpected_values`. The same outside of every list raises.

        Raises:
            errors.ResponseDecodeError: The body is not what the API describes.
        """
        try:
            payload, unexpected = ({}, ()) if self._is_empty(response) else self._payload(response)
        except errors.ResponseDecodeError as error:
            message = errors.one_line(f"{response.status}: {error.message}")
            raise errors.ResponseDecodeError(
                message, response.status, response.text, response.raw, headers=response.headers
            ) from None
        if unexpected:
            # Without the value, which may be personal data.
            logger().warning(_UNEXPECTED, self.method, self.path, len(unexpected), unexpected[0].partition(": ")[0])
        cls: type = self.response
        return cast(
            "Response_co",
            cls(
                content_type=response.content_type,
                status_code=response.status,
                raw_response=response,
                headers=response.headers,
                idempotency_key=idempotency_key,
                unexpected_values=unexpected,
                **payload,
            ),
        )

    def _encoded(self, body: object) -> str:
        text = codec.encode(self.body_type, body)
        return codec.encode(Any, self.envelope.nest(codec.parse(text))) if self.envelope else text

    def _is_empty(self, response: HTTPResponse) -> bool:
        return self.payload is None or (self.may_be_empty and not response.body.strip())

    def _payload(self, response: HTTPResponse) -> tuple[dict[str, object], tuple[str, ...]]:
        """Return the payload by attribute, and where the API sent values of another type than described."""
        data = self._json(response)
        if self.payload_list is None:
            document = self.envelope.flatten(data) if self.envelope else data
            payload, unexpected = codec.decode_tolerantly(self.payload_type, document)
            return {self.payload or "": payload}, unexpected
        documents = data if isinstance(data, list) else [data]
        read = [codec.decode_tolerantly(self.payload_type, document) for document in documents]
        payloads = [payload for payload, _ in read]
        unexpected = tuple(f"[{index}].{value}" for index, (_, values) in enumerate(read) for value in values)
        return {self.payload or "": payloads[0] if payloads else None, self.payload_list: payloads}, unexpected

    def _json(self, response: HTTPResponse) -> Json:
        if not response.body.strip():
            message = "the response is empty, where JSON was expected"
            raise errors.ResponseDecodeError(message)
        data = codec.parse(response.body)
        if data is None:
            message = "the response is null, where an object was expected"
            raise errors.ResponseDecodeError(message)
        return data

    def _check(self, request: object) -> None:
        expected: type | None = getattr(self.request, "__origin__", self.request)
        if self.body == WHOLE_REQUEST and isinstance(request, Mapping):
            return  # A dict stands for a model, and its keys are checked when it is written.
        if expected is None and request is not None:
            message = f"{self.name} takes no request, but a {type(request).__name__} was passed"
            raise errors.RequestError(message)
        if expected is not None and not isinstance(request, expected):
            message = f"{self.name} takes a {expected.__name__}, not a {type(request).__name__}"
            raise errors.RequestError(message)


# Not cached_property: before Python 3.12 it takes a lock, which a forked process might inherit taken.
@cache
def _body_type(request: Any, body: str | None) -> object:
    if body in (None, WHOLE_REQUEST):
        return request if body else None
    return get_type_hints(request)[body]


@cache
def _payload_type(response: type, payload: str | None) -> object:
    if payload is None:
        return None
    # Only this annotation is resolved: another names a class of requests, which takes long to load.
    owner = next(base for base in response.__mro__ if payload in getattr(base, "__annotations__", ()))
    annotation = SimpleNamespace(__annotations__={payload: owner.__annotations__[payload]})
    return get_type_hints(annotation, vars(sys.modules[owner.__module__]))[payload]
