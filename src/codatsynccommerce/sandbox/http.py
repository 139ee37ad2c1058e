"""Requests and responses of the sandbox, and the API's error document."""

from __future__ import annotations

import uuid
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import TYPE_CHECKING, Literal, NamedTuple
from urllib.parse import parse_qsl

from .documents import Json, Record, to_bytes

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

Delivery = Literal["complete", "truncated", "closed", "reset"]
"""How a response leaves: whole; cut after half of its body; not at all; or with the connection reset."""

_KEYED_METHODS = ("POST", "PATCH")


@dataclass(frozen=True)
class HTTPRequest:
    """One request, whose body is read when it is first used.

    Arguments:
        method: HTTP method.
        target: Path and query string as they came, still encoded.
        headers: Headers.
        read_body: Reads the body.
    """

    method: str
    target: str
    headers: Mapping[str, str]
    read_body: Callable[[], bytes]

    @property
    def path(self) -> str:
        """Path as it came, still encoded."""
        return self.target.partition("?")[0]

    @property
    def query_string(self) -> str:
        """Query string as it came, still encoded."""
        return self.target.partition("?")[2]

    @cached_property
    def query(self) -> list[tuple[str, str]]:
        """Names and values of the query string, decoded."""
        return parse_qsl(self.query_string, keep_blank_values=True)

    @property
    def idempotency_key(self) -> str | None:
        """Value of Idempotency-Key, None where there is none or the method takes none."""
        return self.headers.get("Idempotency-Key") if self.method in _KEYED_METHODS else None

    @cached_property
    def body(self) -> bytes:
        """The whole body."""
        return self.read_body()


@dataclass(frozen=True)
class HTTPResponse:
    """One response, and how it leaves."""

    status: int
    body: bytes = b""
    headers: Mapping[str, str] = field(default_factory=dict[str, str])
    delivery: Delivery = "complete"

    def delivered(self, delivery: Delivery) -> HTTPResponse:
        """Return the same response, delivered otherwise."""
        return replace(self, delivery=delivery)

    def with_headers(self, headers: Mapping[str, str]) -> HTTPResponse:
        """Return the same response with additional headers."""
        return replace(self, headers={**self.headers, **headers})


class ValidationItem(NamedTuple):
    """One entry of the API's `validation`: the path of a field, and what is wrong with it."""

    item_id: str
    message: str
    validator_name: str

    def document(self) -> dict[str, str]:
        """Return it as the API writes it."""
        return {"itemId": self.item_id, "message": self.message, "validatorName": self.validator_name}


class ApiError(Exception):
    """A response other than 2xx, raised where its reason is detected."""

    def __init__(
        self,
        status: int,
        message: str,
        items: Sequence[ValidationItem] = (),
        *,
        headers: Mapping[str, str] | None = None,
    ) -> None:
        """Keep what the error document says."""
        super().__init__(message)
        self.status = status
        self.message = message
        self.items = items
        self.headers = headers or {}

    def response(self) -> HTTPResponse:
        """Return the response with the API's error document."""
        document = {
            "statusCode": self.status,
            "service": "PublicApi",
            "error": self.message,
            "correlationId": uuid.uuid4().hex,
            "validation": validation(self.items),
            "canBeRetried": "Unknown",
            "detailedErrorCode": 0,
        }
        return json_response(document, self.status).with_headers(self.headers)


def json_response(document: Json = None, status: int = 200) -> HTTPResponse:
    """Return a response of plain values; None is an empty body."""
    if document is None:
        return HTTPResponse(status)
    body = to_bytes(document)
    return HTTPResponse(status, body, {"Content-Type": "application/json; charset=utf-8"})


def validation(errors: Sequence[ValidationItem] = (), warnings: Sequence[ValidationItem] = ()) -> Record:
    """Return a `validation` document."""
    return {"errors": [item.document() for item in errors], "warnings": [item.document() for item in warnings]}
