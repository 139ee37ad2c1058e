"""What happened in the sandbox, for assertions: every request that it received, every push that it accepted."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from threading import Lock

from codatsynccommerce._runtime.codec import json_text

from .documents import Json


@dataclass
class RecordedRequest:
    """One request.

    Attributes:
        method: HTTP method.
        path: Path as it came, still encoded.
        query: Query string as it came, still encoded.
        headers: Headers, without Authorization.
        body: Body, empty where the connection was reset before it was read.
        status: Status of the response, None while it is being handled and where no response was sent.
    """

    method: str
    path: str
    query: str
    headers: Mapping[str, str]
    body: bytes = field(default=b"", repr=False)
    status: int | None = None

    def json(self) -> Json:
        """Return the body parsed as JSON, amounts as Decimal."""
        return json_text.parse(self.body)


@dataclass(frozen=True)
class RecordedPush:
    """One push that was accepted.

    Attributes:
        idempotency_key: Idempotency-Key of its request, None where it had none.
        push_operation_key: Key of its push operation.
        company_id: Company whose books it is for.
        data_type: What it creates, such as `customers`.
        record: The record as it was sent, amounts as Decimal.
    """

    idempotency_key: str | None
    push_operation_key: str
    company_id: str
    data_type: str
    record: Mapping[str, Json]


class Recorder:
    """Requests and pushes, in order. Thread-safe."""

    def __init__(self) -> None:
        """Begin empty."""
        self._lock = Lock()
        self._requests: list[RecordedRequest] = []
        self._pushes: list[RecordedPush] = []

    def add_request(self, request: RecordedRequest) -> None:
        """Record a request."""
        with self._lock:
            self._requests.append(request)

    def add_push(self, push: RecordedPush) -> None:
        """Record a push."""
        with self._lock:
            self._pushes.append(push)

    @property
    def requests(self) -> tuple[RecordedRequest, ...]:
        """Every request so far."""
        with self._lock:
            return tuple(self._requests)

    @property
    def pushes(self) -> tuple[RecordedPush, ...]:
        """Every push so far."""
        with self._lock:
            return tuple(self._pushes)
