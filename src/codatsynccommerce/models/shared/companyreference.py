"""Generated from api/companies.yaml by `make generate`: CompanyReference."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Dict, Optional

from codatsynccommerce._runtime.models import Model

from .companyreferencelinks import CompanyReferenceLinks


@dataclass
class CompanyReference(Model):
    """Short reference to a parent or subsidiary company in Codat.

    Arguments:
        description: Free text about the company referred to, as kept on its own record.
        id: Identifier (UUID) of the company referred to, set by Codat; usable as `company_id` in paths.
        links: Web addresses that belong to the company referred to.
        name: Name of the company referred to.
        tags: Labels of the company referred to, as name and value.
    """

    description: Optional[str] = None
    """Free text about the company referred to, as kept on its own record."""

    id: Optional[str] = None
    """Identifier (UUID) of the company referred to, set by Codat; usable as `company_id` in paths."""

    links: Optional[CompanyReferenceLinks] = None
    """Web addresses that belong to the company referred to."""

    name: Optional[str] = None
    """Name of the company referred to."""

    tags: Optional[Dict[str, str]] = None
    """Labels of the company referred to, as name and value."""
