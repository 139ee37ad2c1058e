"""UpdateConnection. Generated from api/companies.yaml by `make generate`."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Dict, Optional, Union

from codatsynccommerce._runtime.models import InputModel

from .dataconnectionstatus import DataConnectionStatus


@dataclass
class UpdateConnection(InputModel):
    """Change to a connection: its new status."""

    status: Optional[DataConnectionStatus] = None
    """Status to set; `Unlinked` cuts a connection that is `Linked`, while the data already read stays readable."""

    extra: Optional[Dict[str, Any]] = field(default=None, kw_only=True, repr=False)
    """Fields to send that are not named above, by their JSON names, for what a single integration accepts."""

    if TYPE_CHECKING:  # The constructor takes more than what the attributes hold.

        def __init__(
            self,
            status: Optional[Union[DataConnectionStatus, str]] = None,
            *,
            extra: Optional[Dict[str, Any]] = None,
        ) -> None: ...
