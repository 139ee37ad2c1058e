"""Which operation a request is for: the same Operation objects that the client sends by."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any, cast
from urllib.parse import unquote

from codatsynccommerce._runtime.operation import Operation
from codatsynccommerce.models import operations

from .responses import Problem

if TYPE_CHECKING:
    from collections.abc import Mapping

    from .responses import Finding
    from .store import Record


@dataclass(frozen=True)
class Call:
    """One request that an operation takes: checked, and ready to be answered from the state.

    Arguments:
        operation: What is asked for.
        path: Path as it came, still encoded.
        values: Values of the path by their attributes.
        query: Values of the query by their names on the wire.
        body: The body as plain values, None where there is none.
        warnings: What is odd about the body, though it is taken.
        now: Seconds since the epoch.
        key: Idempotency-Key, None where there is none.
    """

    operation: Operation[Any]
    path: str
    values: Mapping[str, str]
    query: Mapping[str, str]
    body: Any
    warnings: tuple[Finding, ...]
    now: float
    key: str | None

    @property
    def fields(self) -> Record:
        """The fields of a body that is an object, none where there is no body."""
        return cast("Record", self.body or {})

    @property
    def company_id(self) -> str:
        """Company that the path names, or an empty string."""
        return self.values.get("company_id", "")

    @property
    def collection(self) -> str:
        """Last fixed word of the path: `accounts` of both `.../data/accounts` and `.../data/accounts/{account_id}`."""
        return [word for word in self.operation.path.split("/") if not word.startswith("{")][-1]

    @property
    def record_id(self) -> str | None:
        """Value that ends the path, None where a fixed word ends it."""
        last = self.operation.path.rpartition("/")[2]
        return self.values[last[1:-1]] if last.startswith("{") else None

    def whole(self, name: str, largest: int = 2**31 - 1) -> int | None:
        """Read a value of the query as a whole number from 1, None where it is not given.

        Raises:
            Problem: 400 for anything else.
        """
        text = self.query.get(name)
        if text is None:
            return None
        if not (text.isascii() and text.isdigit()) or not 1 <= int(text[:20]) <= largest:
            raise Problem(400, f"{name} must be a whole number from 1 to {largest}, not {text!r}.")
        return int(text)


@cache
def all_operations() -> tuple[Operation[Any], ...]:
    """Give every operation of the API."""
    found: list[Any] = [getattr(operations, name) for name in operations.__all__]
    return tuple(cast("Operation[Any]", one) for one in found if isinstance(one, Operation))


def find(method: str, path: str) -> tuple[Operation[Any], dict[str, str]]:
    """Find the operation for a path as it came, and the values in it.

    Raises:
        Problem: 404 for a path that no operation has, 405 for a method that none has there.
    """
    words = path.split("/")
    here = [(one, values) for one in all_operations() if (values := _match(one.path.split("/"), words)) is not None]
    if not here:
        raise Problem(404, f"There is nothing at {path}.")
    for one, values in here:
        if one.method == method:
            return one, values
    allowed = ", ".join(sorted({one.method for one, _ in here}))
    raise Problem(405, f"{method} is not allowed here, but {allowed}.", headers={"Allow": allowed})


def _match(pattern: list[str], words: list[str]) -> dict[str, str] | None:
    if len(pattern) != len(words):
        return None
    values: dict[str, str] = {}
    for expected, word in zip(pattern, words, strict=True):
        if expected.startswith("{") and word:
            values[expected[1:-1]] = unquote(word)
        elif expected != word:
            return None
    return values
