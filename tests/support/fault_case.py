"""One row of the fault table: what goes wrong, and how a read and a write must end while it goes on."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from codatsynccommerce.models import errors

if TYPE_CHECKING:
    from support.fault_steps import Step

ALL = 4
"""Attempts that the built-in rule allows."""
ROUTES = ("own", "session", "adapter", "async", "async client")
"""Over connections of the client's; with a Session as it comes; through an adapter that the caller mounted on one;
over connections of the asynchronous client's; through an `httpx2.AsyncClient` as it comes."""
OURS = ("own", "session", "async", "async client")
MOUNTED = ("adapter",)


@dataclass(frozen=True)
class FaultCase:
    """A fault and its outcome.

    Attributes:
        name: What goes wrong.
        steps: How the server does it.
        error: What a call ends with while it goes on; None where it is no fault to a user.
        get: Attempts of a GET, which are also the most requests that the server may see.
        post: Attempts of a POST.
        maybe: Whether a POST that ends so may have been applied.
        says: Words that stand in the error.
        slow: Whether each attempt costs the time-out of a read, so that fewer of them are made.
        only: The routes that it holds on, where the others have a row of their own or none.
    """

    name: str
    steps: tuple[Step, ...]
    error: type[errors.SDKError] | None = None
    get: int = 1
    post: int = 1
    maybe: bool = False
    says: str = ""
    slow: bool = False
    only: tuple[str, ...] = ROUTES

    def attempts(self, method: str) -> int:
        return self.get if method == "GET" else self.post


def fine(name: str, *steps: Step, only: tuple[str, ...] = ROUTES) -> FaultCase:
    """Return a case that only looks like a fault."""
    return FaultCase(name, steps, only=only)


def broken(
    name: str,
    *steps: Step,
    error: type[errors.SDKError] = errors.APIConnectionError,
    says: str = "",
    slow: bool = False,
    only: tuple[str, ...] = ROUTES,
) -> FaultCase:
    """Return the case of a connection that fails: retried under its key, and ambiguous if that does not help."""
    return FaultCase(name, steps, error, ALL, ALL, maybe=True, says=says, slow=slow, only=only)


def unreadable(name: str, *steps: Step, says: str = "", only: tuple[str, ...] = ROUTES) -> FaultCase:
    """Return the case of a 2xx response that cannot be read: it is complete, so a retry would not help."""
    return FaultCase(name, steps, errors.ResponseDecodeError, maybe=True, says=says, only=only)
