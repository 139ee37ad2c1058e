"""RateLimitChange. Generated from api/webhooks.yaml by `make generate`."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Optional

from codatsynccommerce._runtime.models import Model


@dataclass
class RateLimitChange(Model):
    """The daily quota of the account."""

    daily_quota: Optional[int] = None
    """Number of requests that the account may send each day."""

    expiry_date: Optional[str] = None
    """Time at which the quota is full again, as an ISO 8601 string in UTC."""

    quota_remaining: Optional[int] = None
    """Number of requests that are left today."""
