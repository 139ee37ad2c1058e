"""AccountingDirectIncomeContactRef. Generated from api/accounting/direct_incomes.yaml by `make generate`."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Dict, Optional, Union

from codatsynccommerce._runtime.models import InputModel

from .datatype import DataType


@dataclass
class AccountingDirectIncomeContactRef(InputModel):
    """Reference to the contact from whom a direct income came."""

    id: str
    """Identifier of the contact within the data type named by `data_type`."""

    data_type: Optional[DataType] = None
    """Data type to which the contact belongs, such as `customers` or `suppliers`."""

    extra: Optional[Dict[str, Any]] = field(default=None, kw_only=True, repr=False)
    """Fields to send that are not named above, by their JSON names, for what a single integration accepts."""

    if TYPE_CHECKING:  # The constructor takes more than what the attributes hold.

        def __init__(
            self,
            id: str,
            data_type: Optional[Union[DataType, str]] = None,
            *,
            extra: Optional[Dict[str, Any]] = None,
        ) -> None: ...
