"""CompanyReferenceLinks. Generated from api/companies.yaml by `make generate`."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Optional

from codatsynccommerce._runtime.models import Model


@dataclass
class CompanyReferenceLinks(Model):
    """Web addresses that belong to a referenced company."""

    portal: Optional[str] = None
    """URL of the company's page in the Codat Portal."""
