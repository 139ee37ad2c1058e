"""ImageReference. Generated from api/integrations.yaml by `make generate`."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Optional

from codatsynccommerce._runtime.models import Model


@dataclass
class ImageReference(Model):
    """Image on the web, with its alternative text."""

    alt: Optional[str] = None
    """Text to show or read aloud in place of the image."""

    src: Optional[str] = None
    """URL from which the image can be loaded."""
