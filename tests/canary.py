"""The API key of every test, and a watch over all that might let it out."""

from __future__ import annotations

import base64

KEY = "canary-key-6f1d"
"""The API key of every test, so that a leak of it can be searched for."""

ENCODED = base64.b64encode(KEY.encode()).decode("ascii")
"""The key as it stands in the Authorization header."""


def found_in(text: str) -> list[str]:
    """Give the lines of a text that show the key, in the clear or encoded."""
    return [line for line in text.splitlines() if KEY in line or ENCODED.rstrip("=") in line]
