"""ValidationItem. Generated from api/common.yaml by `make generate`."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Optional

from codatsynccommerce._runtime.models import Model


@dataclass
class ValidationItem(Model):
    """One validation finding, error or warning."""

    item_id: Optional[str] = None
    """Path of the field concerned, such as `NominalCode`, or the name of the object that was checked.

    Case may differ from the JSON name.
    """

    message: Optional[str] = None
    """Text that says what is wrong, meant for people."""

    validator_name: Optional[str] = None
    """Name of the check that produced the finding, such as `CreateCompany`."""
