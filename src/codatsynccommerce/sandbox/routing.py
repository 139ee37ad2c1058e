"""Which operation of the description a request is for."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, cast
from urllib.parse import unquote

from .description import operations
from .documents import Json, Record
from .http import ApiError
from .validation import text_errors

if TYPE_CHECKING:
    from collections.abc import Mapping

    from .description import Operation


DATA_TYPES = {"accounts": "chartOfAccounts", "info": "company", "commerce-info": "commerce-companyInfo"}
"""Data types whose name is not the segment of the path that stands for them."""


@dataclass(frozen=True)
class Call:
    """One request that was matched with its operation and checked against the description.

    Arguments:
        operation: What is called.
        path: Path as it came, still encoded.
        values: Values of the path parameters by their names, decoded.
        query: Values of the query parameters by their names, decoded.
        body: The body as plain values, None where there is none.
        now: Seconds since the epoch.
        idempotency_key: Idempotency-Key, None where there is none.
    """

    operation: Operation
    path: str
    values: Mapping[str, str]
    query: Mapping[str, str]
    body: Json
    now: float
    idempotency_key: str | None

    @property
    def fields(self) -> Record:
        """Fields of a body that is an object, none where there is no body."""
        return cast("Record", self.body or {})

    @property
    def company_id(self) -> str:
        """Company that the path names, or an empty string."""
        return self.values.get("companyId", "")

    @property
    def collection(self) -> str:
        """Last fixed segment of the path: `accounts` both of `/data/accounts` and of `/data/accounts/{accountId}`."""
        return [segment for segment in self.operation.segments if not segment.startswith("{")][-1]

    @property
    def record_id(self) -> str | None:
        """Value of the parameter that ends the path, None where a fixed segment ends it."""
        last = self.operation.segments[-1]
        return self.values[last[1:-1]] if last.startswith("{") else None

    def integer(self, name: str) -> int | None:
        """Return a query parameter that the description has as an integer, None where it is left out."""
        text = self.query.get(name)
        return None if text is None else int(text)


def match(method: str, path: str) -> tuple[Operation, dict[str, str]]:
    """Return the operation for a path as it came, and the values of its path parameters.

    Raises:
        ApiError: 404 for a path that no operation has and for a value that its parameter cannot have, 405 for a method
            that no operation has at the path.
    """
    segments = path.split("/")
    matches = [
        (operation, values)
        for operation in _by_length().get(len(segments), ())
        if (values := _values(operation.segments, segments)) is not None
    ]
    if not matches:
        message = f"There is nothing at {path}."
        raise ApiError(404, message)
    # A path fits `/webhooks/{webhookId}` and the like only where no fixed path fits it.
    for operation, values in sorted(matches, key=lambda match: len(match[1])):
        if operation.method == method:
            _check(operation, values)
            return operation, values
    allowed = ", ".join(sorted({operation.method for operation, _ in matches}))
    message = f"{method} is not allowed at {path}. Allowed: {allowed}."
    raise ApiError(405, message, headers={"Allow": allowed})


@cache
def _by_length() -> Mapping[int, list[Operation]]:
    """Return the operations by the number of segments of their paths."""
    grouped: dict[int, list[Operation]] = {}
    for operation in operations():
        grouped.setdefault(len(operation.segments), []).append(operation)
    return grouped


def _values(template: tuple[str, ...], segments: list[str]) -> dict[str, str] | None:
    values: dict[str, str] = {}
    for expected, segment in zip(template, segments, strict=True):
        if expected.startswith("{") and segment:
            values[expected[1:-1]] = unquote(segment)
        elif expected != segment:
            return None
    return values


def _check(operation: Operation, values: Mapping[str, str]) -> None:
    for parameter in operation.parameters:
        if parameter.location == "path" and any(text_errors(parameter, values[parameter.name])):
            among = operation.segments[operation.segments.index(f"{{{parameter.name}}}") - 1]
            message = f"There is no {values[parameter.name]!r} among the {among}."
            raise ApiError(404, message)
