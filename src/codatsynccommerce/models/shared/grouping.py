"""Grouping. Generated from api/configuration.yaml by `make generate`."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, ClassVar, Dict, Mapping, Optional, Union

from codatsynccommerce._runtime.models import InputModel

from .groupinglevels import GroupingLevels
from .groupingperiod import GroupingPeriod


@dataclass
class Grouping(InputModel):
    """How sales are gathered into invoices: by which properties and over which period."""

    KEEPS_EXTRA: ClassVar[bool] = True

    grouping_levels: Optional[GroupingLevels] = None
    """Properties to group by, separately for invoices and invoice lines."""

    grouping_period: Optional[GroupingPeriod] = None
    """Period whose sales go into one invoice."""

    extra: Optional[Dict[str, Any]] = field(default=None, kw_only=True, repr=False)
    """Fields to send that are not named above, by their JSON names, for what a single integration accepts."""

    if TYPE_CHECKING:  # The constructor takes more than what the attributes hold.

        def __init__(
            self,
            grouping_levels: Optional[Union[GroupingLevels, Mapping[str, Any]]] = None,
            grouping_period: Optional[Union[GroupingPeriod, Mapping[str, Any]]] = None,
            *,
            extra: Optional[Dict[str, Any]] = None,
        ) -> None: ...
