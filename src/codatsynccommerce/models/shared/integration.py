"""Integration. Generated from api/integrations.yaml by `make generate`."""

from __future__ import annotations

from dataclasses import dataclass
from typing import List, Optional

from codatsynccommerce._runtime.models import Model

from .datatypefeature import DataTypeFeature
from .sourcetype import SourceType


@dataclass
class Integration(Model):
    """Accounting, banking or commerce platform that Codat can connect to, with what it supports."""

    enabled: bool
    """True when your merchants can connect to this platform; switched in the settings of your Codat account."""

    key: str
    """Platform key of four lower-case letters, for example `gbol` for Xero; used in paths and when a connection
    is created.
    """

    logo_url: str
    """URL of the logo of the platform."""

    name: str
    """Name of the platform, ready for display."""

    data_provided_by: Optional[str] = None
    """Name of the provider through which the data reaches Codat, when it is not the platform itself."""

    datatype_features: Optional[List[DataTypeFeature]] = None
    """Features of the integration, grouped by data type."""

    integration_id: Optional[str] = None
    """Identifier (UUID) of the integration, set by Codat; unlike `key`, not used to create connections."""

    is_beta: Optional[bool] = None
    """True while the integration is a beta release."""

    is_offline_connector: Optional[bool] = None
    """True when the software runs on the merchant's own computer, so that syncs wait while that computer is off."""

    source_id: Optional[str] = None
    """Identifier (UUID) of the data source; some banking integrations have several sources under one
    `integration_id`.
    """

    source_type: Optional[SourceType] = None
    """Kind of platform, for example `Accounting` or `Commerce`."""
