"""Branding. Generated from api/integrations.yaml by `make generate`."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Optional

from codatsynccommerce._runtime.models import Model

from .brandingbutton import BrandingButton
from .brandinglogo import BrandingLogo


@dataclass
class Branding(Model):
    """Images of an integration for use in your own pages: logo and button."""

    button: Optional[BrandingButton] = None
    """Button images with which a merchant starts to connect the platform."""

    logo: Optional[BrandingLogo] = None
    """Logo images of the platform."""

    source_id: Optional[str] = None
    """Identifier (UUID) of the data source the images belong to, as in `source_id` of the integration."""
