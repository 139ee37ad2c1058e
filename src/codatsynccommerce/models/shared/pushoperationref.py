"""PushOperationRef. Generated from api/common.yaml by `make generate`."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Optional

from codatsynccommerce._runtime.models import Model

from .datatype import DataType


@dataclass
class PushOperationRef(Model):
    """Reference to the record that a push operation wrote."""

    data_type: Optional[DataType] = None
    """Data type of the record, such as `invoices`."""

    id: Optional[str] = None
    """Identifier of the record in the accounting platform.

    Absent until the operation has succeeded; the record itself can be read after the next refresh of its data type.
    """
