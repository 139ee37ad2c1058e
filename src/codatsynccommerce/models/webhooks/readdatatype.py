"""ReadDataType. Generated from api/webhooks.yaml by `make generate`."""

from __future__ import annotations

from dataclasses import dataclass
from typing import List, Optional

from codatsynccommerce._runtime.models import Model
from codatsynccommerce.models.shared.datatype import DataType
from codatsynccommerce.models.shared.pulloperationstatus import PullOperationStatus

from .readissue import ReadIssue


@dataclass
class ReadDataType(Model):
    """Outcome of a refresh for one data type of one connection."""

    connection_id: Optional[str] = None
    """Identifier (UUID) of the connection that was read."""

    data_type: Optional[DataType] = None
    """The data type that was read."""

    issues: Optional[List[ReadIssue]] = None
    """What went wrong or was left out."""

    records_modified: Optional[bool] = None
    """Whether records were added, changed or removed since the refresh before."""

    status: Optional[PullOperationStatus] = None
    """Stage that the refresh ended in; anything but `Complete` is not a full success."""
