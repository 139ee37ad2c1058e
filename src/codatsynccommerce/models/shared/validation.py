"""Validation. Generated from api/common.yaml by `make generate`."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import List, Optional

from codatsynccommerce._runtime.models import NULLABLE, Model

from .validationitem import ValidationItem


@dataclass
class Validation(Model):
    """Findings of the checks on a pushed record or a request. Warnings do not stop a write, errors do."""

    errors: Optional[List[ValidationItem]] = field(default=None, metadata=NULLABLE)
    """Problems that made the request or push fail. Null or empty when there are none."""

    warnings: Optional[List[ValidationItem]] = field(default=None, metadata=NULLABLE)
    """Remarks that do not stop the write, such as a field the platform ignores.

    Can be filled on a `Pending` or `Success` operation too.
    """
