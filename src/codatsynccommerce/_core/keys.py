"""Idempotency keys: under one key the API does a thing once, however often it is sent.

See https://docs.codat.io/using-the-api/write-data/idempotency.
"""

from __future__ import annotations

import json

_NAMESPACE = "6f1d8a52-3c0b-5e47-9a6e-2b7c41d90e35"


def new_key() -> str:
    """Make a key that no other call has."""
    from uuid import uuid4  # noqa: PLC0415 - it takes as long to load as half of this package, and an import needs none

    return str(uuid4())


def idempotency_key_for(*parts: object) -> str:
    """Make the same key for the same parts, in any process and on any day.

    For callers who may repeat a write from another process, after a crash say: give what makes the write the one it
    is, such as `idempotency_key_for("merchant-7", "order-123")`. The API remembers a key for 90 minutes.

    Arguments:
        parts: Text or numbers that name the write. Their order counts.

    Returns:
        A UUID5 as text.

    Raises:
        ValueError: There are no parts, or one of them is neither text nor number.
    """
    if not parts or not all(isinstance(part, (str, int)) for part in parts):
        message = "idempotency_key_for takes one or more texts or whole numbers"
        raise ValueError(message)
    from uuid import UUID, uuid5  # noqa: PLC0415 - as above

    return str(uuid5(UUID(_NAMESPACE), json.dumps([str(part) for part in parts])))
