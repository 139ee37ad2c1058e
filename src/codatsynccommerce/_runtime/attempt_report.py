"""What a client reports about each attempt of a call."""

from __future__ import annotations

from typing import NamedTuple, Optional


class Attempt(NamedTuple):
    """One attempt of a call, after it ended. It holds no secret, no body and no value of a path or a query.

    Attributes:
        operation: The operation's id in the API's description, such as `get-company`.
        method: HTTP method.
        path: Path template, such as `/companies/{companyId}`.
        server: Address of the server, without the path.
        number: Number of the attempt, from 1.
        status: HTTP status of the response, None if there was none.
        error: Name of the class of the error, None if the attempt succeeded.
        started_at: When it began, in seconds since 1970.
        seconds: How long it took.
        idempotency_key: Key that it carried, None for a method other than POST and PATCH.
        next_delay: Seconds until the next attempt, None if there is none.
    """

    operation: str
    method: str
    path: str
    server: str
    number: int
    status: Optional[int]
    error: Optional[str]
    started_at: float
    seconds: float
    idempotency_key: Optional[str]
    next_delay: Optional[float]
