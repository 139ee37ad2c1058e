"""Generated from api/accounting/invoices.yaml by `make generate`: TrackingProjectReference."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Dict, Optional

from codatsynccommerce._runtime.models import Model


@dataclass
class TrackingProjectReference(Model):
    """Reference to a project in the accounting software.

    Arguments:
        id: Identifier of the project in the accounting software.
        name: Name of the project, given for information; `id` decides.
        extra: Keys to send that are not named above, by their names on the wire: what one integration wants more.
    """

    id: str
    """Identifier of the project in the accounting software."""

    name: Optional[str] = None
    """Name of the project, given for information; `id` decides."""

    extra: Optional[Dict[str, Any]] = field(default=None, kw_only=True, repr=False)
    """Keys to send that are not named above, by their names on the wire: what one integration wants more."""
