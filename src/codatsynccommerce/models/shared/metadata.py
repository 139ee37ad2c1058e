"""Generated from api/accounting/common.yaml by `make generate`: Metadata."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Dict, Optional

from codatsynccommerce._runtime.models import Model


@dataclass
class Metadata(Model):
    """Flags about a record in the accounting software.

    Arguments:
        is_deleted: True if the record has been deleted in the accounting software but is kept by Codat; may be null
            on older rows.
        extra: Keys to send that are not named above, by their names on the wire: what one integration wants more.
    """

    is_deleted: Optional[bool] = None
    """True if the record has been deleted in the accounting software but is kept by Codat; may be null on older
    rows.
    """

    extra: Optional[Dict[str, Any]] = field(default=None, kw_only=True, repr=False)
    """Keys to send that are not named above, by their names on the wire: what one integration wants more."""
