"""A request as it comes in from the wire."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping


@dataclass(frozen=True)
class Incoming:
    """One request, whose body is read when it is first asked for.

    Arguments:
        method: HTTP method.
        target: Path and query as they came, still encoded.
        headers: Headers.
        arguments: Values of the query by their names, decoded.
        read: Reads the body.
    """

    method: str
    target: str
    headers: Mapping[str, str]
    arguments: Mapping[str, str]
    read: Callable[[], bytes]

    @property
    def path(self) -> str:
        """Path as it came, still encoded."""
        return self.target.partition("?")[0]

    @property
    def query(self) -> str:
        """Query string as it came."""
        return self.target.partition("?")[2]

    @property
    def key(self) -> str | None:
        """Idempotency-Key, None where there is none or the method takes none."""
        return self.headers.get("Idempotency-Key") if self.method in ("POST", "PATCH") else None

    @cached_property
    def body(self) -> bytes:
        """The whole body."""
        return self.read()
