"""PushFieldValidation. Generated from api/push_data.yaml by `make generate`."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Optional

from codatsynccommerce._runtime.models import Model


@dataclass
class PushFieldValidation(Model):
    """One rule in words."""

    details: str
    """The rule."""

    field: Optional[str] = None
    """Name of the field, in the spelling of the integration."""

    ref: Optional[str] = None
    """Page that says more."""
