"""SupportedFeature. Generated from api/integrations.yaml by `make generate`."""

from __future__ import annotations

from dataclasses import dataclass

from codatsynccommerce._runtime.models import Model

from .featurestate import FeatureState
from .featuretype import FeatureType


@dataclass
class SupportedFeature(Model):
    """One feature of an integration for a data type, with its release state."""

    feature_state: FeatureState
    """Release state of the feature; only `Release` is ready for general use."""

    feature_type: FeatureType
    """What the feature does, for example `Get` for reading or `Post` for creating."""
