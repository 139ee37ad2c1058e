"""ReadIssue. Generated from api/webhooks.yaml by `make generate`."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Optional

from codatsynccommerce._runtime.models import Model

from .readissuelinks import ReadIssueLinks


@dataclass
class ReadIssue(Model):
    """One thing that went wrong in a refresh."""

    links: Optional[ReadIssueLinks] = None
    """Where to read more about the issue."""

    message: Optional[str] = None
    """What happened, for a person to read."""

    type: Optional[str] = None
    """Kind of issue."""
