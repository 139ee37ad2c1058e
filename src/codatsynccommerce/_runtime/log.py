"""The log of the package, which a program sets up by the name `codatsynccommerce`."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import logging


@cache
def logger() -> logging.Logger:
    """Return the logger of the package."""
    import logging

    made = logging.getLogger(__name__.partition(".")[0])
    made.addHandler(logging.NullHandler())
    return made
