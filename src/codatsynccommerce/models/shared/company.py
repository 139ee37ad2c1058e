"""Company. Generated from api/companies.yaml by `make generate`."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Dict, List, Optional

from codatsynccommerce._runtime.models import Model

from .companyreference import CompanyReference
from .connection import Connection


@dataclass
class Company(Model):
    """Merchant whose data is shared through Codat, with its connections to accounting and commerce software."""

    id: str
    """Identifier (UUID) of the company, set by Codat; read-only and used as `company_id` in paths."""

    name: str
    """Name of the company, chosen by you, often your own merchant identifier; it need not be unique."""

    redirect: str
    """URL of the hosted Link page on which the merchant connects its software to this company; set by Codat."""

    created: Optional[str] = None
    """Time the company was created in Codat, ISO 8601, normally UTC (`Z`); read-only."""

    created_by_user_name: Optional[str] = None
    """Name of the Codat user who created the company; null when there is none."""

    data_connections: Optional[List[Connection]] = None
    """Connections of the company to its accounting, commerce and banking software."""

    description: Optional[str] = None
    """Free text about the company, for example a reference from your own system."""

    last_sync: Optional[str] = None
    """Time of the latest data sync of the company, ISO 8601; missing when there has been none."""

    platform: Optional[str] = None
    """Platform named when the company was created; deprecated, use `data_connections` instead."""

    products: Optional[List[str]] = None
    """Identifiers of the Codat products that are switched on for the company."""

    reference_parent_company: Optional[CompanyReference] = None
    """Short reference to the company this one belongs to; missing when it has no parent."""

    reference_subsidiary_companies: Optional[List[CompanyReference]] = None
    """Short references to the companies that belong to this one."""

    tags: Optional[Dict[str, str]] = None
    """Labels of your own, as name and value: at most 10, names of 1 to 27 characters, values of up to 100."""
