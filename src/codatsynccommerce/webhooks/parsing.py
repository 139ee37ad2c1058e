"""Read webhook messages as typed events."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import timedelta
from typing import Any, cast

from codatsynccommerce._runtime.codec import codec
from codatsynccommerce._runtime.errors import one_line
from codatsynccommerce.models import errors
from codatsynccommerce.models.webhooks import EVENT_MODELS, Event, UnknownEvent

from .signatures import TOLERANCE, Headers, Instant, problem_of


def parse(
    body: bytes,
    headers: Headers,
    secrets: str | Iterable[str],
    *,
    tolerance: timedelta | float = TOLERANCE,
    now: Instant | Callable[[], Instant] | None = None,
) -> Event:
    """Verify a message, and read its event.

    Arguments:
        body: The body of the request exactly as it was received.
        headers: The headers of the request, as `verify` takes them.
        secrets: The signing secret of the endpoint, or several while you rotate it.
        tolerance: Greatest distance between the message's timestamp and now. Default 5 minutes.
        now: The present, as `verify` takes it. None reads the system clock.

    Returns:
        The event, with `id`, `event_type`, `generated_date` and `payload`. Its class follows from its type, such as
        `CompanyCreatedEvent`; an event of a type that this release does not name is an `UnknownEvent`.

    Raises:
        errors.WebhookVerificationError: The message is not authentic.
        errors.WebhookDecodeError: The message is authentic, but its body is not an event; the text names the location.

    See https://docs.codat.io/using-the-api/webhooks/overview
    """
    problem = problem_of(body, headers, secrets, tolerance, now)
    del secrets, headers  # A traceback that shows variables must show neither.
    if problem is not None:
        raise errors.WebhookVerificationError(problem)
    return read_event(bytes(body))


def read_event(body: bytes) -> Event:
    """Read the event of a body whose signature was verified.

    Raises:
        errors.WebhookDecodeError: The body is not an event; the text names the location.
    """
    try:
        data = codec.parse(body)
        event_type = cast("dict[str, Any]", data).get("eventType") if isinstance(data, dict) else None
        if isinstance(event_type, str) and event_type:
            return cast("Event", codec.decode(_class_of(event_type), data))
        reason = "it is not an object with an eventType"
    except errors.ResponseDecodeError as problem:
        reason = str(problem)
    raise errors.WebhookDecodeError(one_line(f"the body of the webhook message is not an event: {reason}"))


def _class_of(event_type: str) -> type:
    data_type, dot, ending = event_type.partition(".")
    pattern = f"{{dataType}}{dot}{ending}" if data_type else ""
    return EVENT_MODELS.get(event_type) or EVENT_MODELS.get(pattern) or UnknownEvent
