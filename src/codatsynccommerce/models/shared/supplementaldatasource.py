"""SupplementalDataSource. Generated from api/platform.yaml by `make generate`."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Dict, Optional

from codatsynccommerce._runtime.models import NULLABLE, InputModel


@dataclass
class SupplementalDataSource(InputModel):
    """Fields of one endpoint of the platform."""

    data_source: Optional[str] = None
    """Endpoint of the platform that has the fields, such as `/Contacts`."""

    pull_data: Optional[Dict[str, str]] = field(default=None, metadata=NULLABLE)
    """Fields to read, as your names and their names at the platform, with dots for nested ones."""

    push_data: Optional[Dict[str, str]] = field(default=None, metadata=NULLABLE)
    """Fields to write, as your names and their names at the platform, with dots for nested ones."""

    extra: Optional[Dict[str, Any]] = field(default=None, kw_only=True, repr=False)
    """Fields to send that are not named above, by their JSON names, for what a single integration accepts."""
