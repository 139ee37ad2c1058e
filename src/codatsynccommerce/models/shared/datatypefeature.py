"""DataTypeFeature. Generated from api/integrations.yaml by `make generate`."""

from __future__ import annotations

from dataclasses import dataclass
from typing import List, Optional

from codatsynccommerce._runtime.models import Model

from .datatype import DataType
from .supportedfeature import SupportedFeature


@dataclass
class DataTypeFeature(Model):
    """Features an integration offers for one data type."""

    supported_features: List[SupportedFeature]
    """Features for this data type, each with its release state."""

    data_type: Optional[DataType] = None
    """Key of the data type, for example `invoices` or `chartOfAccounts`."""
