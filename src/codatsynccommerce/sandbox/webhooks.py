"""Webhook messages: kept until they are delivered, signed as Codat signs them, sent to this computer only.

See https://docs.codat.io/using-the-api/webhooks/overview.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from http.client import HTTPConnection, HTTPException
from random import Random
from threading import Event, Lock, Thread
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from codatsynccommerce.webhooks import sign

from .documents import Record, to_bytes

if TYPE_CHECKING:
    from collections.abc import Callable

SECRET = "whsec_c2FuZGJveC13ZWJob29rLXNlY3JldA=="  # noqa: S105 - of the sandbox, as its API key
_LOOPBACK = frozenset({"127.0.0.1", "::1", "localhost"})
_TIMEOUT = 15
"""Seconds within which a receiver must respond."""
_MAX_ATTEMPTS = 9
"""The first attempt and eight repeats, after which Codat gives up."""


@dataclass(frozen=True)
class WebhookDelivery:
    """One attempt to deliver a webhook message.

    Attributes:
        event_id: Id of the event, which is also the `webhook-id`: the same for every attempt.
        event_type: Type of the event, such as `customers.write.successful`.
        url: Where it was sent to.
        status: HTTP status of the receiver's response, None where it did not respond within 15 seconds.
    """

    event_id: str
    event_type: str
    url: str
    status: int | None

    @property
    def is_accepted(self) -> bool:
        """Whether the receiver responded with a 2xx."""
        return self.status is not None and 200 <= self.status < 300  # noqa: PLR2004


@dataclass
class _Message:
    url: str
    event: Record
    attempts: int = field(default=0, compare=False)


class Outbox:
    """Messages that wait to be delivered. Thread-safe."""

    def __init__(self, secret: str, now: Callable[[], float]) -> None:
        """Begin empty."""
        self._secret = secret
        self._now = now
        self._lock = Lock()
        self._messages: list[_Message] = []

    def add(self, url: str, event: Record) -> None:
        """Keep an event for a receiver. One on another computer gets none."""
        if is_local(url):
            with self._lock:
                self._messages.append(_Message(url, event))

    def deliver(self, repeat: int, shuffle: int | None) -> tuple[WebhookDelivery, ...]:
        """Send every message that waits. Those that are not accepted wait on, until they were sent nine times.

        Arguments:
            repeat: How often each message is sent.
            shuffle: Seed of the order, None for the order in which the events occurred.
        """
        with self._lock:
            messages, self._messages = self._messages, []
        order = [index for index in range(len(messages)) for _ in range(repeat)]
        if shuffle is not None:
            Random(shuffle).shuffle(order)  # noqa: S311 - a seed is to give the same order again
        deliveries: list[WebhookDelivery] = []
        accepted: Counter[int] = Counter()
        for index in order:
            delivery = self._send(messages[index])
            deliveries.append(delivery)
            accepted[index] += delivery.is_accepted
        waiting = [
            message
            for index, message in enumerate(messages)
            if not accepted[index] and message.attempts < _MAX_ATTEMPTS
        ]
        with self._lock:
            self._messages = waiting + self._messages
        return tuple(deliveries)

    def _send(self, message: _Message) -> WebhookDelivery:
        message.attempts += 1
        body = to_bytes(message.event)
        event_id, event_type = str(message.event["id"]), str(message.event["eventType"])
        headers = sign(body, self._secret, message_id=event_id, timestamp=self._now())
        target = urlsplit(message.url)
        path = (target.path or "/") + (f"?{target.query}" if target.query else "")
        status: int | None = None
        connection = HTTPConnection(target.hostname or "", target.port, timeout=_TIMEOUT)
        try:
            connection.request("POST", path, body, {**headers, "Content-Type": "application/json"})
            with connection.getresponse() as response:
                status = response.status
        except (OSError, HTTPException):
            pass  # The receiver is down, slow or no HTTP server: the message waits on.
        finally:
            connection.close()
        return WebhookDelivery(event_id, event_type, message.url, status)


class Courier:
    """A thread that delivers messages as soon as they occur, and those that were not accepted once more."""

    def __init__(self, deliver: Callable[[], tuple[WebhookDelivery, ...]]) -> None:
        """Start it."""
        self._deliver = deliver
        self._work = Event()
        self._stopping = False
        self._thread = Thread(target=self._run, name="sandbox-webhooks", daemon=True)
        self._thread.start()

    def wake(self) -> None:
        """Wake the thread, so that it looks for messages."""
        self._work.set()

    def stop(self) -> None:
        """Stop it, and wait until it has ended."""
        self._stopping = True
        self._work.set()
        self._thread.join(_TIMEOUT)

    def _run(self) -> None:
        while True:
            self._work.wait()
            self._work.clear()
            if self._stopping:
                return
            if not all(delivery.is_accepted for delivery in self._deliver()):
                self._deliver()


def is_local(url: str) -> bool:
    """Return whether a URL is one that the sandbox sends messages to: plain HTTP to this computer."""
    try:
        target = urlsplit(url)
        is_usable = target.port != 0
    except ValueError:
        return False
    return is_usable and url.isascii() and target.scheme == "http" and target.hostname in _LOOPBACK
