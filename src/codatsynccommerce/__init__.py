"""Sync for Commerce: a typed client for Codat's API. Start with `CodatSyncCommerce`.

Push sales data of merchants into their accounting software: companies, connections, the sync flow, push operations, and
the accounting and commerce data that Codat has read.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from ._core.lazy import lazy

if TYPE_CHECKING:
    from ._version import __version__ as __version__
    from .sdk import SERVERS as SERVERS
    from .sdk import CodatSyncCommerce as CodatSyncCommerce

__all__ = ["SERVERS", "CodatSyncCommerce", "__version__"]

if not TYPE_CHECKING:  # Checkers see the imports above, and so tell a misspelled name.
    __getattr__, __dir__ = lazy(globals(), {"SERVERS": ".sdk", "CodatSyncCommerce": ".sdk", "__version__": "._version"})
