"""The create operation that a bulk run calls, and its requests as bytes.

The bytes are made once and kept, so that a repeat is the same to the last byte, as the API demands of a repeat under
the same idempotency key, even if another release of this package sends it.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, fields
from typing import TYPE_CHECKING, Any, NamedTuple

from codatsynccommerce._runtime.client import Client
from codatsynccommerce._runtime.errors import RequestError
from codatsynccommerce._runtime.http.messages import HTTPRequest
from codatsynccommerce._runtime.operation import Operation
from codatsynccommerce.models import operations

from .journal import PushTarget

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

NO_TARGET = PushTarget("", "", "")
"""Target of a record that can never be sent."""


class SerializedRequest(NamedTuple):
    """A request as bytes, where it goes, and a digest that identifies it."""

    target: PushTarget
    body: bytes
    digest: bytes


@dataclass(frozen=True)
class _SerializedOperation(Operation[Any]):
    """An operation whose requests are bytes already."""

    def build_request(self, request: Any, arguments: Mapping[str, Any] | None = None) -> HTTPRequest:
        """Return the request as it is."""
        del arguments
        return HTTPRequest(self.method, request.path, request.body)


class CreateMethod(NamedTuple):
    """A client, and the operation of it that creates records."""

    client: Client
    operation: Operation[Any]

    @property
    def for_bytes(self) -> Operation[Any]:
        """The operation for requests that have a `path`, and a `body` in bytes."""
        return _SerializedOperation(**{field.name: getattr(self.operation, field.name) for field in fields(Operation)})

    def serialize(self, request: Any) -> SerializedRequest:
        """Return a request as bytes.

        Raises:
            errors.RequestError: It cannot be sent.
        """
        built = self.operation.build_request(request)
        body = built.body or b""
        target = PushTarget(str(request.company_id), str(request.connection_id), built.path)
        return SerializedRequest(target, body, digest_of(self.operation.name, built.path, body))


def create_method(create: Callable[..., Any]) -> CreateMethod:
    """Return the client and the operation behind a method.

    Raises:
        errors.RequestError: It is none of the methods that create records.
    """
    client = getattr(getattr(create, "__self__", None), "_client", None)
    operation = getattr(operations, str(getattr(create, "__name__", "")).upper(), None)
    if not isinstance(client, Client) or not isinstance(operation, Operation) or "/push/" not in operation.path:
        message = "the first argument must be a method that creates a record, such as s.accounting_customers."
        raise RequestError(message + "create_accounting_customer")
    return CreateMethod(client, operation)


def digest_of(name: str, path: str, body: bytes) -> bytes:
    """Return a digest that two records share only if they are the same."""
    return hashlib.sha256(b"\0".join((name.encode(), path.encode(), body))).digest()
