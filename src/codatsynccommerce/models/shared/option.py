"""Generated from api/configuration.yaml by `make generate`: Option."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, ClassVar, Dict, Optional

from codatsynccommerce._runtime.models import Model


@dataclass
class Option(Model):
    """One entry of a list of choices.

    Arguments:
        id: Identifier of the choice, the value to put into the matching `selected...` field.
        name: Display name of the choice.
        extra: Keys to send that are not named above, by their names on the wire: what one integration wants more.
    """

    KEEPS_EXTRA: ClassVar[bool] = True

    id: Optional[str] = None
    """Identifier of the choice, the value to put into the matching `selected...` field."""

    name: Optional[str] = None
    """Display name of the choice."""

    extra: Optional[Dict[str, Any]] = field(default=None, kw_only=True, repr=False)
    """Keys to send that are not named above, by their names on the wire: what one integration wants more."""
