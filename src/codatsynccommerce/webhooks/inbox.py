"""The inbox where a receiver puts webhook events, and where waits find them."""

from __future__ import annotations

from collections import OrderedDict
from threading import Lock
from typing import Union

from codatsynccommerce.models import errors
from codatsynccommerce.models.webhooks import Event, WriteCompletion, WriteSuccessfulEvent, WriteUnsuccessfulEvent

WriteEvent = Union[WriteSuccessfulEvent, WriteUnsuccessfulEvent]
"""An event that tells how a push operation has ended."""


class Inbox:
    """Hands write events from the receiver of webhooks to `s.push_data.wait_for` and `wait_for_all`.

    Any number of threads and event loops of one process may use it. It keeps the newest events only, so it may live as
    long as the process.
    """

    def __init__(self, max_events: int = 10_000) -> None:
        """Begin empty.

        Arguments:
            max_events: Number of events to keep. The oldest are dropped.
        """
        self._max_events = max_events
        self._events: OrderedDict[str, WriteEvent] = OrderedDict()
        self._lock = Lock()

    def put(self, event: Event) -> bool:
        """Add an event that `webhooks.parse` returned. Repeats and events of other kinds are ignored.

        Arguments:
            event: The event.

        Returns:
            Whether it is the first write event of its push operation.

        Raises:
            errors.RequestError: It is not an event, but for example the body of a message.
        """
        if not hasattr(event, "event_type"):
            message = f"an inbox takes events that webhooks.parse returned, not {type(event).__name__}"
            raise errors.RequestError(message)
        if not isinstance(event, (WriteSuccessfulEvent, WriteUnsuccessfulEvent)):
            return False
        payload: WriteCompletion | None = event.payload  # Missing in a body without one.
        key = _key(payload.id) if payload else None
        if not key:
            return False
        with self._lock:
            is_new = key not in self._events
            if is_new:
                self._events[key] = event
                while len(self._events) > self._max_events:
                    self._events.popitem(last=False)
        return is_new

    def find(self, operation_key: str) -> WriteEvent | None:
        """Return the event that reports how a push operation has ended; None if it has not arrived.

        Arguments:
            operation_key: The `push_operation_key` of the push operation.
        """
        with self._lock:
            return self._events.get(_key(operation_key) or "")


def _key(operation_key: object) -> str | None:
    """Return the one spelling of a key, which is a UUID."""
    return operation_key.replace("-", "").casefold() if isinstance(operation_key, str) else None
