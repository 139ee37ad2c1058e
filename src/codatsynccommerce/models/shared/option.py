"""Option. Generated from api/configuration.yaml by `make generate`."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, ClassVar, Dict, Optional

from codatsynccommerce._runtime.models import NULLABLE, InputModel


@dataclass
class Option(InputModel):
    """One entry of a list of choices."""

    KEEPS_EXTRA: ClassVar[bool] = True

    id: Optional[str] = None
    """Identifier of the choice, the value to put into the matching `selected...` field."""

    name: Optional[str] = field(default=None, metadata=NULLABLE)
    """Display name of the choice."""

    extra: Optional[Dict[str, Any]] = field(default=None, kw_only=True, repr=False)
    """Fields to send that are not named above, by their JSON names, for what a single integration accepts."""
