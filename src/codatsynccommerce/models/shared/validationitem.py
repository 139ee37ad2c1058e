"""ValidationItem. Generated from api/common.yaml by `make generate`."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Optional

from codatsynccommerce._runtime.models import NULLABLE, Model


@dataclass
class ValidationItem(Model):
    """One validation finding, error or warning."""

    item_id: Optional[str] = field(default=None, metadata=NULLABLE)
    """Path of the field concerned, such as `NominalCode`, or the name of the object that was checked.

    Case may differ from the JSON name.
    """

    message: Optional[str] = field(default=None, metadata=NULLABLE)
    """Text that says what is wrong, meant for people."""

    validator_name: Optional[str] = field(default=None, metadata=NULLABLE)
    """Name of the check that produced the finding, such as `CreateCompany`."""
