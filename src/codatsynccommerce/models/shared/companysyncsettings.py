"""CompanySyncSettings. Generated from api/platform.yaml by `make generate`."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Dict, List, Mapping, Optional, Sequence, Union

from codatsynccommerce._runtime.models import NULLABLE, InputModel

from .syncsetting import SyncSetting


@dataclass
class CompanySyncSettings(InputModel):
    """How often Codat refreshes each data type of a company, and how much history it reads."""

    client_id: Optional[str] = None
    """Identifier (UUID) of your client. Read-only."""

    company_id: Optional[str] = None
    """Identifier (UUID) of the company. Read-only."""

    overrides_defaults: Optional[bool] = None
    """Whether the company has settings of its own, instead of those of your client."""

    settings: Optional[List[SyncSetting]] = field(default=None, metadata=NULLABLE)
    """The settings, one for each data type."""

    extra: Optional[Dict[str, Any]] = field(default=None, kw_only=True, repr=False)
    """Fields to send that are not named above, by their JSON names, for what a single integration accepts."""

    if TYPE_CHECKING:  # The constructor takes more than what the attributes hold.

        def __init__(
            self,
            client_id: Optional[str] = None,
            company_id: Optional[str] = None,
            overrides_defaults: Optional[bool] = None,
            settings: Optional[Sequence[Union[SyncSetting, Mapping[str, Any]]]] = None,
            *,
            extra: Optional[Dict[str, Any]] = None,
        ) -> None: ...
