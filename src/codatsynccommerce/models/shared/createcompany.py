"""CreateCompany. Generated from api/companies.yaml by `make generate`."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Dict, Optional

from codatsynccommerce._runtime.models import InputModel


@dataclass
class CreateCompany(InputModel):
    """Details for creating, replacing or updating a company; a replace clears what is left out, an update keeps it."""

    name: Optional[str] = None
    """Name of the company, of letters, digits, spaces and common punctuation; it need not be unique."""

    description: Optional[str] = None
    """Free text about the company, for example a reference from your own system."""

    tags: Optional[Dict[str, str]] = None
    """Labels of your own, as name and value: at most 10, names of 1 to 27 characters, values of up to 100."""

    extra: Optional[Dict[str, Any]] = field(default=None, kw_only=True, repr=False)
    """Fields to send that are not named above, by their JSON names, for what a single integration accepts."""
