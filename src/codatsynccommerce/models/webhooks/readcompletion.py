"""ReadCompletion. Generated from api/webhooks.yaml by `make generate`."""

from __future__ import annotations

from dataclasses import dataclass
from typing import List, Optional

from codatsynccommerce._runtime.models import Model
from codatsynccommerce.models.shared.companyreference import CompanyReference

from .readdatatype import ReadDataType


@dataclass
class ReadCompletion(Model):
    """The data types that a refresh has read, with the outcome of each."""

    data_types: Optional[List[ReadDataType]] = None
    """Each data type of the refresh."""

    modified_from_date: Optional[str] = None
    """Time from which changed records were read, as an ISO 8601 string; missing when all were read."""

    reference_company: Optional[CompanyReference] = None
    """The company that was refreshed."""
