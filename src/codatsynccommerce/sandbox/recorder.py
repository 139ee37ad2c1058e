"""What happened in the sandbox, for assertions: every request that it saw, every record that it created."""

from __future__ import annotations

from dataclasses import dataclass, field
from threading import Lock
from typing import TYPE_CHECKING, Any

from codatsynccommerce._runtime.codec import json_text as jsontext

if TYPE_CHECKING:
    from collections.abc import Mapping


@dataclass
class Seen:
    """One request.

    Attributes:
        method: HTTP method.
        path: Path as it came, still encoded.
        query: Query string as it came.
        headers: Headers, without Authorization.
        body: Body, empty where the connection was reset before it was read.
        status: Status that was answered, None while it is running and where no answer was sent.
    """

    method: str
    path: str
    query: str
    headers: Mapping[str, str]
    body: bytes = field(default=b"", repr=False)
    status: int | None = None

    def json(self) -> Any:
        """Read the body as JSON, amounts as Decimal."""
        return jsontext.parse(self.body)


@dataclass(frozen=True)
class Created:
    """One push that was taken.

    Attributes:
        idempotency_key: Key of its request, None where it had none.
        push_operation_key: Key of its push operation.
        company_id: Company for which it is.
        data_type: What it creates, such as `customers`.
        record: The record as it was sent, amounts as Decimal.
    """

    idempotency_key: str | None
    push_operation_key: str
    company_id: str
    data_type: str
    record: Mapping[str, Any]


class Journal:
    """Both lists, in order. Thread-safe."""

    def __init__(self) -> None:
        """Begin empty."""
        self._lock = Lock()
        self._seen: list[Seen] = []
        self._created: list[Created] = []

    def see(self, seen: Seen) -> None:
        """Note a request."""
        with self._lock:
            self._seen.append(seen)

    def create(self, created: Created) -> None:
        """Note a push."""
        with self._lock:
            self._created.append(created)

    @property
    def seen(self) -> tuple[Seen, ...]:
        """Every request so far."""
        with self._lock:
            return tuple(self._seen)

    @property
    def created(self) -> tuple[Created, ...]:
        """Every push so far."""
        with self._lock:
            return tuple(self._created)
