"""BrandingLogo. Generated from api/integrations.yaml by `make generate`."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Optional

from codatsynccommerce._runtime.models import Model

from .brandingimage import BrandingImage


@dataclass
class BrandingLogo(Model):
    """Logo of an integration in two shapes."""

    full: Optional[BrandingImage] = None
    """Complete logo, usually with the name of the platform."""

    square: Optional[BrandingImage] = None
    """Square logo, for icons and tiles."""
