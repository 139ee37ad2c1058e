"""Fees. Generated from api/configuration.yaml by `make generate`."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, ClassVar, Dict, Mapping, Optional, Union

from codatsynccommerce._runtime.models import NULLABLE, InputModel

from .configaccount import ConfigAccount
from .feessupplier import FeesSupplier


@dataclass
class Fees(InputModel):
    """Settings for syncing the commerce platform's fees to the accounting software."""

    KEEPS_EXTRA: ClassVar[bool] = True

    accounts: Optional[Dict[str, ConfigAccount]] = field(default=None, metadata=NULLABLE)
    """Map from the kind of fee amount to the account that it is booked to. Keep the keys as read."""

    fees_supplier: Optional[FeesSupplier] = None
    """Supplier in the accounting software that fees are recorded under."""

    sync_fees: Optional[bool] = None
    """Switch for fees: `true` syncs them, `false` leaves them out."""

    extra: Optional[Dict[str, Any]] = field(default=None, kw_only=True, repr=False)
    """Fields to send that are not named above, by their JSON names, for what a single integration accepts."""

    if TYPE_CHECKING:  # The constructor takes more than what the attributes hold.

        def __init__(
            self,
            accounts: Optional[Mapping[str, Union[ConfigAccount, Mapping[str, Any]]]] = None,
            fees_supplier: Optional[Union[FeesSupplier, Mapping[str, Any]]] = None,
            sync_fees: Optional[bool] = None,
            *,
            extra: Optional[Dict[str, Any]] = None,
        ) -> None: ...
