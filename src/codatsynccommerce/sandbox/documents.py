"""JSON documents as plain values."""

from __future__ import annotations

from typing import Any

from codatsynccommerce._runtime.codec import codec

Json = Any
"""A JSON value: text, an int or Decimal, True or False, None, or a list or dict of such values."""

Record = dict[str, Json]
"""A JSON object, such as a record of the API: by JSON names, amounts as Decimal."""


def to_bytes(document: Json) -> bytes:
    """Return the JSON text of a document, amounts exact."""
    return codec.encode(Any, document).encode("ascii")
