"""What a bulk run calls: the create operation behind a method, and its requests as bytes.

The bytes are made once and kept, so that a repeat is the same to the last byte, as the API demands of a repeat under
the same idempotency key, even where another release of this package sends it.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, fields
from typing import TYPE_CHECKING, Any, NamedTuple
from urllib.parse import unquote

from codatsynccommerce._runtime.client import Client
from codatsynccommerce._runtime.errors import RequestError
from codatsynccommerce._runtime.http.messages import HTTPRequest
from codatsynccommerce._runtime.operation import Operation
from codatsynccommerce.models import operations

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

_DATA_TYPES = {"accounts": "chartOfAccounts"}
"""Data types that are not called as the path that creates them."""


class Place(NamedTuple):
    """Where a record goes, as the path of its request says."""

    company_id: str
    connection_id: str
    data_type: str


class Written(NamedTuple):
    """A request as bytes, and what tells it from any other."""

    path: str
    body: bytes
    digest: bytes


@dataclass(frozen=True)
class _AsWritten(Operation[Any]):
    """An operation whose requests are bytes already."""

    def build_request(self, request: Any, arguments: Mapping[str, Any] | None = None) -> HTTPRequest:
        """Give the request as it is."""
        del arguments
        path, body = request
        return HTTPRequest(self.method, path, body)


class Target(NamedTuple):
    """A client, and the operation that creates."""

    client: Client
    operation: Operation[Any]

    @property
    def as_written(self) -> Operation[Any]:
        """The operation that sends bytes: its request is a path and a body."""
        return _AsWritten(**{one.name: getattr(self.operation, one.name) for one in fields(Operation)})

    def write(self, request: Any) -> Written:
        """Make the bytes of a request.

        Raises:
            errors.RequestError: It cannot be sent.
        """
        wire = self.operation.build_request(request)
        body = wire.body or b""
        return Written(wire.path, body, digest_of(self.operation.name, wire.path, body))


def target_of(create: Callable[..., Any]) -> Target:
    """Find the client and the operation behind a method.

    Raises:
        errors.RequestError: It is none of the methods that create.
    """
    client = getattr(getattr(create, "__self__", None), "_client", None)
    operation = getattr(operations, str(getattr(create, "__name__", "")).upper(), None)
    if not isinstance(client, Client) or not isinstance(operation, Operation) or "/push/" not in operation.path:
        message = "the first argument must be a method that creates, such as s.accounting_customers."
        raise RequestError(message + "create_accounting_customer")
    return Target(client, operation)


def digest_of(name: str, path: str, body: bytes) -> bytes:
    """Make what two records have in common only where they are the same."""
    return hashlib.sha256(b"\0".join((name.encode(), path.encode(), body))).digest()


def place_of(path: str) -> Place:
    """Read where a record goes from the path of its request."""
    words = [unquote(word) for word in path.partition("?")[0].split("/")]
    return Place(words[2], words[4], _DATA_TYPES.get(words[6], words[6]))
