"""SyncSetting. Generated from api/platform.yaml by `make generate`."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Dict, Optional, Union

from codatsynccommerce._runtime.models import NULLABLE, InputModel

from .datatype import DataType


@dataclass
class SyncSetting(InputModel):
    """How often Codat refreshes one data type, and how much history it reads."""

    data_type: DataType
    """Data type that the setting applies to."""

    fetch_on_first_link: bool
    """Whether the data type is read as soon as a merchant has linked a connection."""

    sync_order: int
    """Position of the data type in a refresh of all. Lower numbers are read first."""

    sync_schedule: int
    """Hours between refreshes, such as 24. 0 for none."""

    is_locked: Optional[bool] = None
    """Whether the setting cannot be changed. Read-only."""

    months_to_sync: Optional[int] = field(default=None, metadata=NULLABLE)
    """Months of history to read, for financial statements only."""

    sync_from_utc: Optional[str] = field(default=None, metadata=NULLABLE)
    """Time from which to read history, as an ISO 8601 string. Set this or `sync_from_window`."""

    sync_from_window: Optional[int] = field(default=None, metadata=NULLABLE)
    """Months of history to read. Set this or `sync_from_utc`."""

    extra: Optional[Dict[str, Any]] = field(default=None, kw_only=True, repr=False)
    """Fields to send that are not named above, by their JSON names, for what a single integration accepts."""

    if TYPE_CHECKING:  # The constructor takes more than what the attributes hold.

        def __init__(
            self,
            data_type: Union[DataType, str],
            fetch_on_first_link: bool,
            sync_order: int,
            sync_schedule: int,
            is_locked: Optional[bool] = None,
            months_to_sync: Optional[int] = None,
            sync_from_utc: Optional[str] = None,
            sync_from_window: Optional[int] = None,
            *,
            extra: Optional[Dict[str, Any]] = None,
        ) -> None: ...
