"""Localization. Generated from api/sync_flow_preferences.yaml by `make generate`."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Dict, Optional

from codatsynccommerce._runtime.models import NULLABLE, InputModel


@dataclass
class Localization(InputModel):
    """Text of one field of the sync flow and whether the field must be filled in."""

    required: Optional[bool] = None
    """Whether the merchant must fill in the field that the text belongs to."""

    text: Optional[str] = field(default=None, metadata=NULLABLE)
    """Wording shown to the merchant. Null restores the default text and an empty string shows nothing."""

    extra: Optional[Dict[str, Any]] = field(default=None, kw_only=True, repr=False)
    """Fields to send that are not named above, by their JSON names, for what a single integration accepts."""
