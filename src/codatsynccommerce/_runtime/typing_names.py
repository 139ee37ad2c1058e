"""Names for type hints that the standard library has only in later versions of Python."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from typing_extensions import Self
elif sys.version_info >= (3, 11):
    from typing import Self
else:
    Self = TypeVar("Self")

__all__ = ["Self"]
