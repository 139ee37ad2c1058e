"""Generated from api/configuration.yaml by `make generate`: FeesSupplier."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, ClassVar, Dict, List, Optional

from codatsynccommerce._runtime.models import Model

from .option import Option


@dataclass
class FeesSupplier(Model):
    """Supplier that fees are recorded under: the choice made and the choices on offer.

    Arguments:
        selected_supplier_id: `id` of the chosen supplier, one of `supplier_options`. Null while nothing is chosen.
        supplier_options: Suppliers that may be chosen. Read-only list to pick `selected_supplier_id` from.
        extra: Keys to send that are not named above, by their names on the wire: what one integration wants more.
    """

    KEEPS_EXTRA: ClassVar[bool] = True

    selected_supplier_id: Optional[str] = None
    """`id` of the chosen supplier, one of `supplier_options`. Null while nothing is chosen."""

    supplier_options: Optional[List[Option]] = None
    """Suppliers that may be chosen. Read-only list to pick `selected_supplier_id` from."""

    extra: Optional[Dict[str, Any]] = field(default=None, kw_only=True, repr=False)
    """Keys to send that are not named above, by their names on the wire: what one integration wants more."""
