"""SupplementalData. Generated from api/common.yaml by `make generate`."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Dict, Optional

from codatsynccommerce._runtime.models import NULLABLE, InputModel


@dataclass
class SupplementalData(InputModel):
    """Extra source fields outside the standard model of a record, as configured for the integration and data type.

    Not checked by Codat and not usable in `query`.
    """

    content: Optional[Dict[str, Dict[str, Any]]] = field(default=None, metadata=NULLABLE)
    """Map from your chosen object name to a map of your chosen keys and their values of any type.

    Null when nothing is configured or the reading failed.
    """

    extra: Optional[Dict[str, Any]] = field(default=None, kw_only=True, repr=False)
    """Fields to send that are not named above, by their JSON names, for what a single integration accepts."""
