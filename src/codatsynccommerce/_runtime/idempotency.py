"""Idempotency keys: a new one for each write, or the same one for the same parts in any process.

See https://docs.codat.io/using-the-api/write-data/idempotency.
"""

from __future__ import annotations

import json

_NAMESPACE = "6f1d8a52-3c0b-5e47-9a6e-2b7c41d90e35"


def new_key() -> str:
    """Return an idempotency key that no other call has."""
    from uuid import uuid4

    return str(uuid4())


def idempotency_key_for(*parts: object) -> str:
    """Return the same idempotency key for the same parts, in any process and on any day.

    Use it if another process may repeat a write, after a crash for example: pass what identifies the write, such as
    `idempotency_key_for("merchant-7", "order-123")`. The API remembers a key for 90 minutes.

    Arguments:
        parts: Text or whole numbers that identify the write. Their order counts.

    Returns:
        A UUID5 as text.

    Raises:
        ValueError: There are no parts, or one of them is neither text nor a whole number.
    """
    if not parts or not all(isinstance(part, (str, int)) for part in parts):
        message = "idempotency_key_for takes one or more texts or whole numbers"
        raise ValueError(message)
    from uuid import UUID, uuid5

    return str(uuid5(UUID(_NAMESPACE), json.dumps([str(part) for part in parts])))
