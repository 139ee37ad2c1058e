"""Customer. Generated from api/configuration.yaml by `make generate`."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, ClassVar, Dict, List, Mapping, Optional, Sequence, Union

from codatsynccommerce._runtime.models import NULLABLE, InputModel

from .option import Option


@dataclass
class Customer(InputModel):
    """Customer in the accounting software on whose name sales are recorded: the choice made and the choices on
    offer.
    """

    KEEPS_EXTRA: ClassVar[bool] = True

    customer_options: Optional[List[Option]] = field(default=None, metadata=NULLABLE)
    """Customers that may be chosen. Read-only list to pick `selected_customer_id` from."""

    selected_customer_id: Optional[str] = field(default=None, metadata=NULLABLE)
    """`id` of the chosen customer, one of `customer_options`. Null while nothing is chosen."""

    extra: Optional[Dict[str, Any]] = field(default=None, kw_only=True, repr=False)
    """Fields to send that are not named above, by their JSON names, for what a single integration accepts."""

    if TYPE_CHECKING:  # The constructor takes more than what the attributes hold.

        def __init__(
            self,
            customer_options: Optional[Sequence[Union[Option, Mapping[str, Any]]]] = None,
            selected_customer_id: Optional[str] = None,
            *,
            extra: Optional[Dict[str, Any]] = None,
        ) -> None: ...
