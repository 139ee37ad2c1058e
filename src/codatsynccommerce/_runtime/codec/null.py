"""`NULL`, which is sent as null. None, in contrast, is left out."""

from __future__ import annotations

from typing import Any, Final


class Null:
    """The type of `NULL`, of which there is one instance."""

    def __repr__(self) -> str:
        """Return the public name."""
        return "NULL"

    def __bool__(self) -> bool:
        """Return False, as None is false."""
        return False

    def __reduce__(self) -> tuple[object, ...]:
        """Return how to unpickle and copy: as the one instance."""
        return (_null, ())


def _null() -> object:
    return NULL


NULL: Final[Any] = Null()
"""Set a field to this to send `null` for it: a PATCH then resets what the API resets on null."""
