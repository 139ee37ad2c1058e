"""BrandingButton. Generated from api/integrations.yaml by `make generate`."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Optional

from codatsynccommerce._runtime.models import Model

from .brandingimage import BrandingImage


@dataclass
class BrandingButton(Model):
    """Images of the connect button of an integration, one for each state of the button."""

    default: Optional[BrandingImage] = None
    """Image of the button at rest."""

    hover: Optional[BrandingImage] = None
    """Image of the button while the pointer is over it."""
