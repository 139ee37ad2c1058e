"""ConnectionChange. Generated from api/webhooks.yaml by `make generate`."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Optional

from codatsynccommerce._runtime.models import Model
from codatsynccommerce.models.shared.companyreference import CompanyReference
from codatsynccommerce.models.shared.connection import Connection


@dataclass
class ConnectionChange(Model):
    """A connection whose state has changed, and the company that it belongs to."""

    connection: Optional[Connection] = None
    """The connection after the change."""

    reference_company: Optional[CompanyReference] = None
    """The company that the connection belongs to."""
