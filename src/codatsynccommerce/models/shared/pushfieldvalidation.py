"""Generated from api/push_data.yaml by `make generate`: PushFieldValidation."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Optional

from codatsynccommerce._runtime.models import Model


@dataclass
class PushFieldValidation(Model):
    """One rule in words.

    Arguments:
        details: The rule.
        field: Name of the field, in the spelling of the integration.
        ref: Page that says more.
    """

    details: str
    """The rule."""

    field: Optional[str] = None
    """Name of the field, in the spelling of the integration."""

    ref: Optional[str] = None
    """Page that says more."""
