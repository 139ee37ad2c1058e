"""PushValidationInfo. Generated from api/push_data.yaml by `make generate`."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import List, Optional

from codatsynccommerce._runtime.models import NULLABLE, Model

from .pushfieldvalidation import PushFieldValidation


@dataclass
class PushValidationInfo(Model):
    """Rules of a property in words, which a program cannot check."""

    information: Optional[List[PushFieldValidation]] = field(default=None, metadata=NULLABLE)
    """Things to know."""

    warnings: Optional[List[PushFieldValidation]] = field(default=None, metadata=NULLABLE)
    """Things that make a push fail or lose data."""
