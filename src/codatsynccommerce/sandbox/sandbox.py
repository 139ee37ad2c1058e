"""The sandbox as its users hold it: started, watched, made to fail, stopped."""

from __future__ import annotations

import time
from contextlib import contextmanager
from typing import TYPE_CHECKING

from . import seed
from .app import App
from .http_server import HOST, Listener
from .recorder import Created, Journal, Seen
from .store import State

if TYPE_CHECKING:
    from collections.abc import Callable, Generator
    from types import TracebackType

    from typing_extensions import Self

    from .faults import Breakage

API_KEY = "sandbox-api-key"


class Sandbox:
    """A stand-in for the API, with the data of a bookshop, on a port of this computer.

    It is running from the moment it is made::

        with Sandbox() as sandbox:
            client = CodatSyncCommerce(
                server_url=sandbox.url, security=shared.Security.from_api_key(sandbox.api_key)
            )

    A push operation is read as `Pending` first and then as `Success`. A record with the word `reject` in any of its
    texts ends as `Failed`, one with the word `timeout` as `TimedOut`.

    Arguments:
        port: Port to listen on; 0 takes a free one.
        api_key: The key that requests must carry.
        pending_polls: How often a push operation is read as `Pending` before it is finished.
        quota: Requests that may be made each day; the rest is answered with a 429.
        now: Gives the time in seconds since the epoch, so that tests can let it pass.

    Raises:
        OSError: The port cannot be opened.
    """

    def __init__(
        self,
        port: int = 0,
        *,
        api_key: str = API_KEY,
        pending_polls: int = 1,
        quota: int = 1_000_000,
        now: Callable[[], float] = time.time,
    ) -> None:
        """Fill the state and start listening."""
        self.api_key = api_key
        self.company_id = seed.COMPANY
        self.connection_id = seed.ACCOUNTING
        self.commerce_connection_id = seed.COMMERCE
        self._journal = Journal()
        state = State(self._journal, pending_polls)
        seed.fill(state)
        self._app = App(state, api_key, now, quota)
        self._listener = Listener(port, self._app.answer)
        self.url = f"http://{HOST}:{self._listener.port}"

    def __enter__(self) -> Self:
        """Give the running sandbox."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        """Stop it."""
        self.stop()

    def stop(self) -> None:
        """Close the port and every connection. Does nothing the second time."""
        self._app.open.set()
        self._listener.close()

    @property
    def requests(self) -> tuple[Seen, ...]:
        """Every request so far, in the order in which they came."""
        return self._journal.seen

    @property
    def ledger(self) -> tuple[Created, ...]:
        """Every push that was taken so far, in order: what would be in the books, and how often."""
        return self._journal.created

    def fail_next(self, fault: int | Breakage, times: int = 1, *, retry_after: int | None = None) -> None:
        """Let the next requests fail.

        Arguments:
            fault: A status to answer with, the work undone; or `reset` (the connection is reset, the work undone),
                `drop` (the work is done, no answer sent), `cut` (the work is done, half an answer sent) or `lost`
                (the work is done, a gateway answers 504). 408, 429, 502, 503 and 504 come from before the API; any
                other status is the API's own answer and replayed for its Idempotency-Key.
            times: How many requests.
            retry_after: Seconds for the Retry-After header; None sends 1 with a 429 and none with another.

        Raises:
            ValueError: There is no such fault.
        """
        self._app.faults.script(fault, times, retry_after)

    def chaos(self, rate: float, seed: int = 0) -> None:
        """Let requests fail at random, with every fault that there is.

        Which requests fail is drawn from the seed, the request, its Idempotency-Key and how often it was sent. The
        same program with the same seed and keys meets the same faults, whatever its threads do.

        Arguments:
            rate: From 0 (none) to 1 (all).
            seed: Any number.

        Raises:
            ValueError: The rate is not from 0 to 1.
        """
        self._app.faults.chaos(rate, seed)

    def link(self, connection_id: str) -> None:
        """Link a connection, as a merchant does at its `linkUrl`.

        Raises:
            KeyError: There is no such connection.
        """
        self._app.link(connection_id)

    @contextmanager
    def hold(self) -> Generator[None, None, None]:
        """Keep requests waiting with their work undone until the block ends."""
        self._app.open.clear()
        try:
            yield
        finally:
            self._app.open.set()
