"""Generated from api/integrations.yaml by `make generate`: ImageReference."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Optional

from codatsynccommerce._runtime.models import Model


@dataclass
class ImageReference(Model):
    """Image on the web, with its alternative text.

    Arguments:
        alt: Text to show or read aloud in place of the image.
        src: URL from which the image can be loaded.
    """

    alt: Optional[str] = None
    """Text to show or read aloud in place of the image."""

    src: Optional[str] = None
    """URL from which the image can be loaded."""
