"""ValidationResult. Generated from api/platform.yaml by `make generate`."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import List, Optional

from codatsynccommerce._runtime.models import NULLABLE, Model

from .validationitem import ValidationItem


@dataclass
class ValidationResult(Model):
    """What Codat found in the data of one refresh."""

    errors: Optional[List[ValidationItem]] = field(default=None, metadata=NULLABLE)
    """Problems that must be resolved before the data can be used. Null or empty if there are none."""

    warnings: Optional[List[ValidationItem]] = field(default=None, metadata=NULLABLE)
    """Remarks that do not prevent the use of the data. Null or empty if there are none."""
