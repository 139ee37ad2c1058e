"""ReadIssueLinks. Generated from api/webhooks.yaml by `make generate`."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Optional

from codatsynccommerce._runtime.models import Model


@dataclass
class ReadIssueLinks(Model):
    """Addresses that belong to an issue of a refresh."""

    logs: Optional[str] = None
    """URL of the logs of the refresh."""

    portal: Optional[str] = None
    """URL of the issue in the Codat Portal."""

    read_more: Optional[str] = None
    """URL of the documentation about such issues."""
