"""The module in which version 0.2.0 defined its helpers, for programs that import from it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from codatsynccommerce import utils

if not TYPE_CHECKING:

    def __getattr__(name: str) -> Any:
        """Return what the package `utils` has under the name."""
        return getattr(utils, name)


def __dir__() -> list[str]:
    """Return the names of the package `utils`."""
    return dir(utils)
