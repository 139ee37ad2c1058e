"""FeesSupplier. Generated from api/configuration.yaml by `make generate`."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, ClassVar, Dict, List, Mapping, Optional, Sequence, Union

from codatsynccommerce._runtime.models import NULLABLE, InputModel

from .option import Option


@dataclass
class FeesSupplier(InputModel):
    """Supplier that fees are recorded under: the choice made and the choices on offer."""

    KEEPS_EXTRA: ClassVar[bool] = True

    selected_supplier_id: Optional[str] = field(default=None, metadata=NULLABLE)
    """`id` of the chosen supplier, one of `supplier_options`. Null while nothing is chosen."""

    supplier_options: Optional[List[Option]] = field(default=None, metadata=NULLABLE)
    """Suppliers that may be chosen. Read-only list to pick `selected_supplier_id` from."""

    extra: Optional[Dict[str, Any]] = field(default=None, kw_only=True, repr=False)
    """Fields to send that are not named above, by their JSON names, for what a single integration accepts."""

    if TYPE_CHECKING:  # The constructor takes more than what the attributes hold.

        def __init__(
            self,
            selected_supplier_id: Optional[str] = None,
            supplier_options: Optional[Sequence[Union[Option, Mapping[str, Any]]]] = None,
            *,
            extra: Optional[Dict[str, Any]] = None,
        ) -> None: ...
