"""PushOptionChoice. Generated from api/push_data.yaml by `make generate`."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Optional

from codatsynccommerce._runtime.models import NULLABLE, Model

from .pushoptiontype import PushOptionType


@dataclass
class PushOptionChoice(Model):
    """One value that may be sent."""

    display_name: str
    """Name to show to a person."""

    required: bool
    """Whether the integration asks for this value."""

    type: PushOptionType
    """Kind of the value."""

    value: str
    """Value to send, letter by letter."""

    description: Optional[str] = field(default=None, metadata=NULLABLE)
    """What the value means."""
