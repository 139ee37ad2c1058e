"""BrandingImage. Generated from api/integrations.yaml by `make generate`."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Optional

from codatsynccommerce._runtime.models import Model

from .imagereference import ImageReference


@dataclass
class BrandingImage(Model):
    """Wrapper around one branding image."""

    image: Optional[ImageReference] = None
    """Address and alternative text of the image."""
