"""SupplementalDataConfiguration. Generated from api/platform.yaml by `make generate`."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Dict, Mapping, Optional, Union

from codatsynccommerce._runtime.models import NULLABLE, InputModel

from .supplementaldatasource import SupplementalDataSource


@dataclass
class SupplementalDataConfiguration(InputModel):
    """Further fields that Codat reads from a platform for one data type, and writes to it."""

    supplemental_data_config: Optional[Dict[str, SupplementalDataSource]] = field(default=None, metadata=NULLABLE)
    """One entry for each source of fields, by a name of your choice. Empty to remove all."""

    extra: Optional[Dict[str, Any]] = field(default=None, kw_only=True, repr=False)
    """Fields to send that are not named above, by their JSON names, for what a single integration accepts."""

    if TYPE_CHECKING:  # The constructor takes more than what the attributes hold.

        def __init__(
            self,
            supplemental_data_config: Optional[Mapping[str, Union[SupplementalDataSource, Mapping[str, Any]]]] = None,
            *,
            extra: Optional[Dict[str, Any]] = None,
        ) -> None: ...
