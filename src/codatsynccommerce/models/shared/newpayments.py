"""NewPayments. Generated from api/configuration.yaml by `make generate`."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, ClassVar, Dict, Mapping, Optional, Union

from codatsynccommerce._runtime.models import NULLABLE, InputModel

from .configaccount import ConfigAccount


@dataclass
class NewPayments(InputModel):
    """Settings for syncing payments, in the newer form, which may be present in addition to `payments`."""

    KEEPS_EXTRA: ClassVar[bool] = True

    accounts: Optional[Dict[str, ConfigAccount]] = field(default=None, metadata=NULLABLE)
    """Map from the kind of payment to the account that it is booked to. Keep the keys as read."""

    sync_payments: Optional[bool] = None
    """Switch for payments in the newer form: `true` syncs them, `false` leaves them out."""

    extra: Optional[Dict[str, Any]] = field(default=None, kw_only=True, repr=False)
    """Fields to send that are not named above, by their JSON names, for what a single integration accepts."""

    if TYPE_CHECKING:  # The constructor takes more than what the attributes hold.

        def __init__(
            self,
            accounts: Optional[Mapping[str, Union[ConfigAccount, Mapping[str, Any]]]] = None,
            sync_payments: Optional[bool] = None,
            *,
            extra: Optional[Dict[str, Any]] = None,
        ) -> None: ...
