"""`NULL`: the value that is sent as null, where None means leave it out."""

from __future__ import annotations

from typing import Any, Final


class Null:
    """Type of `NULL`. There is one."""

    def __repr__(self) -> str:
        """Show the public name."""
        return "NULL"

    def __bool__(self) -> bool:
        """Count as nothing, as None does."""
        return False

    def __reduce__(self) -> tuple[Any, ...]:
        """Come back as the one instance, also as a copy."""
        return (_null, ())


def _null() -> Any:
    return NULL


NULL: Final[Any] = Null()
"""Set a field to this to send `null` for it: a PATCH then resets what the API resets on null."""
