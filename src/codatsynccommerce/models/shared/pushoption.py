"""PushOption. Generated from api/push_data.yaml by `make generate`."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Dict, List, Optional

from codatsynccommerce._runtime.models import NULLABLE, Model
from codatsynccommerce.models._push_options import Checks

from .pushoptionchoice import PushOptionChoice
from .pushoptiontype import PushOptionType
from .pushvalidationinfo import PushValidationInfo


@dataclass
class PushOption(Checks, Model):
    """Model of a record that can be created, or of one property of it. Properties are models themselves."""

    display_name: str
    """Name to show to a person."""

    required: bool
    """Whether it must be sent. Within a property it counts only where that property is sent."""

    type: PushOptionType
    """Kind of value that is expected. For an `Array`, `properties` describes one element."""

    description: Optional[str] = field(default=None, metadata=NULLABLE)
    """What it is for."""

    options: Optional[List[PushOptionChoice]] = field(default=None, metadata=NULLABLE)
    """Values that may be sent; null where any may be."""

    properties: Optional[Dict[str, PushOption]] = field(default=None, metadata=NULLABLE)
    """Properties of an object, or of one element of an array, by their JSON names."""

    validation: Optional[PushValidationInfo] = field(default=None, metadata=NULLABLE)
    """Rules in words, such as a longest length."""
