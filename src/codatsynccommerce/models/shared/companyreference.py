"""CompanyReference. Generated from api/companies.yaml by `make generate`."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Dict, Optional

from codatsynccommerce._runtime.models import NULLABLE, Model

from .companyreferencelinks import CompanyReferenceLinks


@dataclass
class CompanyReference(Model):
    """Short reference to a parent or subsidiary company in Codat."""

    description: Optional[str] = field(default=None, metadata=NULLABLE)
    """Free text about the company referred to, as kept on its own record."""

    id: Optional[str] = None
    """Identifier (UUID) of the company referred to, set by Codat; usable as `company_id` in paths."""

    links: Optional[CompanyReferenceLinks] = None
    """Web addresses that belong to the company referred to."""

    name: Optional[str] = None
    """Name of the company referred to."""

    tags: Optional[Dict[str, str]] = field(default=None, metadata=NULLABLE)
    """Labels of the company referred to, as name and value."""
