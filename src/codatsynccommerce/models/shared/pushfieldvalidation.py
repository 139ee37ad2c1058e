"""PushFieldValidation. Generated from api/push_data.yaml by `make generate`."""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass
from typing import Optional

from codatsynccommerce._runtime.models import NULLABLE, Model


@dataclass
class PushFieldValidation(Model):
    """One rule in words."""

    details: str
    """The rule."""

    field: Optional[str] = dataclasses.field(default=None, metadata=NULLABLE)
    """Name of the field, in the spelling of the integration."""

    ref: Optional[str] = dataclasses.field(default=None, metadata=NULLABLE)
    """Page that says more."""
