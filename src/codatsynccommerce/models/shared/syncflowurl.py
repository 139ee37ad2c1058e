"""SyncFlowURL. Generated from api/sync_flow_preferences.yaml by `make generate`."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Optional

from codatsynccommerce._runtime.models import Model


@dataclass
class SyncFlowURL(Model):
    """Address of the hosted sync flow for one merchant."""

    url: Optional[str] = None
    """URL to open for the merchant.

    Holds a one-time password that works once within 30 seconds, so fetch it when needed and do not store or log it.
    """
