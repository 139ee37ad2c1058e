"""Generated from api/configuration.yaml by `make generate`: Customer."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, ClassVar, Dict, List, Optional

from codatsynccommerce._runtime.models import Model

from .option import Option


@dataclass
class Customer(Model):
    """Customer in the accounting software on whose name sales are recorded: the choice made and the choices on
    offer.

    Arguments:
        customer_options: Customers that may be chosen. Read-only list to pick `selected_customer_id` from.
        selected_customer_id: `id` of the chosen customer, one of `customer_options`. Null while nothing is chosen.
        extra: Keys to send that are not named above, by their names on the wire: what one integration wants more.
    """

    KEEPS_EXTRA: ClassVar[bool] = True

    customer_options: Optional[List[Option]] = None
    """Customers that may be chosen. Read-only list to pick `selected_customer_id` from."""

    selected_customer_id: Optional[str] = None
    """`id` of the chosen customer, one of `customer_options`. Null while nothing is chosen."""

    extra: Optional[Dict[str, Any]] = field(default=None, kw_only=True, repr=False)
    """Keys to send that are not named above, by their names on the wire: what one integration wants more."""
