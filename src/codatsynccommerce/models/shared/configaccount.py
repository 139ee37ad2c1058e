"""ConfigAccount. Generated from api/configuration.yaml by `make generate`."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, ClassVar, Dict, List, Mapping, Optional, Sequence, Union

from codatsynccommerce._runtime.models import NULLABLE, InputModel

from .accountoption import AccountOption


@dataclass
class ConfigAccount(InputModel):
    """Mapping of one kind of amount to an account in the accounting software: the choice made and the choices on
    offer.
    """

    KEEPS_EXTRA: ClassVar[bool] = True

    account_options: Optional[List[AccountOption]] = field(default=None, metadata=NULLABLE)
    """Accounts that may be chosen here. Read-only list to pick `selected_account_id` from."""

    description_text: Optional[str] = field(default=None, metadata=NULLABLE)
    """Help text shown to the merchant below the account field."""

    label_text: Optional[str] = field(default=None, metadata=NULLABLE)
    """Label shown to the merchant beside the account field."""

    required: Optional[bool] = None
    """Whether an account must be chosen before syncing can work."""

    selected_account_id: Optional[str] = field(default=None, metadata=NULLABLE)
    """`id` of the chosen account, one of `account_options`. Null while nothing is chosen."""

    extra: Optional[Dict[str, Any]] = field(default=None, kw_only=True, repr=False)
    """Fields to send that are not named above, by their JSON names, for what a single integration accepts."""

    if TYPE_CHECKING:  # The constructor takes more than what the attributes hold.

        def __init__(
            self,
            account_options: Optional[Sequence[Union[AccountOption, Mapping[str, Any]]]] = None,
            description_text: Optional[str] = None,
            label_text: Optional[str] = None,
            required: Optional[bool] = None,
            selected_account_id: Optional[str] = None,
            *,
            extra: Optional[Dict[str, Any]] = None,
        ) -> None: ...
