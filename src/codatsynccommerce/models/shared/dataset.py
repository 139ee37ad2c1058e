"""Dataset. Generated from api/accounting/company_info.yaml by `make generate`."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Optional

from codatsynccommerce._runtime.models import NULLABLE, Model

from .datasetdatatypes import DatasetDataTypes
from .datasetstatus import DatasetStatus


@dataclass
class Dataset(Model):
    """Refresh operation that reads one data type from a connection; the older form of a pull operation."""

    company_id: str
    """UUID of the Codat company whose data is read."""

    connection_id: str
    """UUID of the connection from which the data is read."""

    id: str
    """UUID of this dataset, that is of this refresh operation."""

    is_completed: bool
    """True once the refresh has ended successfully; rely on this rather than on unknown `status` values."""

    is_errored: bool
    """True if the refresh has ended with an error; `error_message` then tells more."""

    progress: int
    """Share of the refresh that is done, in percent from 0 to 100."""

    requested: str
    """Date and time at which the refresh was asked for; ISO 8601, normally UTC `Z`."""

    status: DatasetStatus
    """Stage the refresh has reached or the way in which it ended."""

    completed: Optional[str] = None
    """Date and time at which the refresh ended, missing while it runs; ISO 8601, normally UTC `Z`."""

    dataset_logs_url: Optional[str] = field(default=None, metadata=NULLABLE)
    """Web address from which the logs of the refresh can be read."""

    data_type: Optional[DatasetDataTypes] = None
    """Key of the data type that is read, such as `invoices` or `company`."""

    error_message: Optional[str] = field(default=None, metadata=NULLABLE)
    """Reason for the failure in words, present when `is_errored` is true."""

    validation_information_url: Optional[str] = field(default=None, metadata=NULLABLE)
    """Web address from which the validation findings about the read data can be had."""


# Names that earlier releases defined in this module.
DataTypes = DatasetDataTypes

__all__ = [
    "DataTypes",
    "Dataset",
]
