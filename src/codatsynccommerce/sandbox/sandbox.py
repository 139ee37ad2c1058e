"""The sandbox as its users see it: start it, inspect it, make it fail, stop it."""

from __future__ import annotations

import time
from collections.abc import Callable, Generator, Sequence
from contextlib import contextmanager
from types import TracebackType

from codatsynccommerce._runtime.typing_names import Self

from . import seed
from .app import App
from .faults import ConnectionFault
from .handlers.connections import link
from .handlers.webhooks import add_consumer
from .http_server import HOST, HTTPServer
from .recorder import RecordedPush, RecordedRequest, Recorder
from .store import GLOBAL, Store
from .webhooks import SECRET, Courier, Outbox, WebhookDelivery, is_local

API_KEY = "sandbox-api-key"


class Sandbox:
    """A stand-in for the API, with the data of a bookshop, on a port of this computer.

    It runs from the moment it is created::

        with Sandbox() as sandbox:
            client = CodatSyncCommerce(
                server_url=sandbox.url, security=shared.Security.from_api_key(sandbox.api_key)
            )

    A push operation is read as `Pending` first and then as `Success`. It ends as `Failed` where the create model
    (`push_data.get_create_update_model`) or the books refuse the record. A record with the word `reject` in one of its
    texts ends as `Failed`, one with the word `timeout` as `TimedOut`.

    Arguments:
        port: Port to listen on; 0 takes a free one.
        api_key: The API key that requests must carry.
        pending_polls: How often a push operation, refresh or sync is read as running before it is finished.
        quota: Requests per day, UTC. Further ones get a 429.
        now: Returns the time in seconds since the epoch, so that tests can advance it.
        webhooks: A URL on this computer that gets every event, signed, as soon as it occurs. Pushes, refreshes and
            syncs then finish by themselves. None sends nothing until `deliver_webhooks` is called.

    Raises:
        OSError: The port cannot be opened.
        ValueError: `webhooks` is not a URL on this computer.
    """

    def __init__(
        self,
        port: int = 0,
        *,
        api_key: str = API_KEY,
        pending_polls: int = 1,
        quota: int = 1_000_000,
        now: Callable[[], float] = time.time,
        webhooks: str | None = None,
    ) -> None:
        """Fill the store and start the server."""
        self.api_key = api_key
        self.company_id = seed.COMPANY
        self.connection_id = seed.ACCOUNTING
        self.commerce_connection_id = seed.COMMERCE
        self.webhook_secret = SECRET
        self._recorder = Recorder()
        self._outbox = Outbox(self.webhook_secret, now)
        self._store = Store(self._recorder, self._outbox, pending_polls)
        seed.fill(self._store)
        self._app = App(self._store, api_key, now, quota)
        if webhooks is not None:
            self.add_webhook(webhooks)
        self._server = HTTPServer(port, self._app.respond)
        self.url = f"http://{HOST}:{self._server.port}"
        self._courier = None if webhooks is None else Courier(self._deliver_at_once)
        if self._courier:
            self._app.after_request = self._courier.wake

    def __enter__(self) -> Self:
        """Return the running sandbox."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        """Stop it."""
        self.stop()

    def stop(self) -> None:
        """Close the port and every connection. Does nothing the second time."""
        self._app.gate.set()
        self._server.close()
        if self._courier:
            self._courier.stop()

    @property
    def requests(self) -> tuple[RecordedRequest, ...]:
        """Every request so far, in the order in which they arrived."""
        return self._recorder.requests

    @property
    def ledger(self) -> tuple[RecordedPush, ...]:
        """Every push that was accepted so far, in order: what would be in the books, duplicates included."""
        return self._recorder.pushes

    def fail_next(self, fault: int | ConnectionFault, times: int = 1, *, retry_after: int | None = None) -> None:
        """Let the next requests fail.

        Arguments:
            fault: A status to respond with, the work undone; or `reset` (the connection is reset, the work undone),
                `drop` (the work is done, no response sent), `cut` (the work is done, half a response sent) or `lost`
                (the work is done, a gateway responds 504). 408, 429, 502, 503 and 504 come from before the API; any
                other status is the API's own response and replayed for its Idempotency-Key.
            times: How many requests.
            retry_after: Seconds for the Retry-After header; None sends 1 with a 429 and none with another status.

        Raises:
            ValueError: There is no such fault.
        """
        self._app.faults.script(fault, times, retry_after)

    def chaos(self, rate: float, seed: int = 0) -> None:
        """Let requests fail at random, with every fault that there is.

        Which requests fail is drawn from the seed, the request, its Idempotency-Key and how often it was sent. The same
        program with the same seed and keys gets the same faults, whatever its threads do.

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
        with self._app.lock:
            owners = {
                connection["id"]: company["id"]
                for company in self._store.rows(GLOBAL, "companies")
                for connection in company["dataConnections"]
            }
            link(self._store, owners[connection_id], connection_id, self._app.now())
        self._app.after_request()

    def finish_pending(self) -> None:
        """Finish every push operation, refresh and sync that is running, without waiting for it to be read."""
        with self._app.lock:
            self._store.finish_all(self._app.now())

    def add_webhook(self, url: str, event_types: Sequence[str] = ()) -> str:
        """Subscribe a receiver on this computer to events, as `POST /webhooks` does.

        Arguments:
            url: Where messages are sent to: plain HTTP to this computer.
            event_types: Types of events, such as `customers.write.successful`. None given means all of them.

        Returns:
            The id of the webhook consumer.

        Raises:
            ValueError: The URL is not one on this computer.
        """
        if not is_local(url):
            message = f"the sandbox sends webhooks over http and only to this computer, not to {url!r}"
            raise ValueError(message)
        with self._app.lock:
            consumer = add_consumer(self._store, {"url": url, "eventTypes": list(event_types)})
        return str(consumer["id"])

    def deliver_webhooks(self, repeat: int = 1, *, shuffle: int | None = None) -> tuple[WebhookDelivery, ...]:
        """Send the messages of every event that was not delivered yet, signed with `webhook_secret`.

        A message that its receiver does not accept with a 2xx within 15 seconds is sent again by the next call, under
        the same `webhook-id`, until it was sent nine times.

        Arguments:
            repeat: How often each message is sent: Codat delivers at least once.
            shuffle: Seed of a random order: Codat keeps no order. None keeps the order of the events.

        Returns:
            What was sent, in order, with the status of each response.
        """
        return self._outbox.deliver(repeat, shuffle)

    def _deliver_at_once(self) -> tuple[WebhookDelivery, ...]:
        self.finish_pending()
        return self.deliver_webhooks()

    @contextmanager
    def hold(self) -> Generator[None, None, None]:
        """Keep requests waiting with their work undone until the block ends."""
        self._app.gate.clear()
        try:
            yield
        finally:
            self._app.gate.set()
