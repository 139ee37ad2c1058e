"""SyncRange. Generated from api/sync.yaml by `make generate`."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Dict, Mapping, Optional, Union

from codatsynccommerce._runtime.models import InputModel

from .syncrangedaterange import SyncRangeDateRange


@dataclass
class SyncRange(InputModel):
    """Request to sync the commerce data of a past period."""

    date_range: SyncRangeDateRange
    """Period to sync. Must not overlap a period that has already been synced."""

    extra: Optional[Dict[str, Any]] = field(default=None, kw_only=True, repr=False)
    """Fields to send that are not named above, by their JSON names, for what a single integration accepts."""

    if TYPE_CHECKING:  # The constructor takes more than what the attributes hold.

        def __init__(
            self,
            date_range: Union[SyncRangeDateRange, Mapping[str, Any]],
            *,
            extra: Optional[Dict[str, Any]] = None,
        ) -> None: ...
