"""WriteCompletion. Generated from api/webhooks.yaml by `make generate`."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Optional

from codatsynccommerce._runtime.models import NULLABLE, Model
from codatsynccommerce.models.shared.companyreference import CompanyReference
from codatsynccommerce.models.shared.pushoperationstatus import PushOperationStatus

from .writerecord import WriteRecord
from .writetype import WriteType


@dataclass
class WriteCompletion(Model):
    """A push operation that has ended. It has no validation details: read them with `s.push_data.get_operation`."""

    attachment_id: Optional[str] = field(default=None, metadata=NULLABLE)
    """Identifier of the attachment that was uploaded."""

    completed_on_date: Optional[str] = None
    """Time the push ended, as an ISO 8601 string in UTC."""

    connection_id: Optional[str] = None
    """Identifier (UUID) of the accounting connection that was written to."""

    id: Optional[str] = None
    """Key of the push operation, the `push_operation_key` of the call that created it."""

    record: Optional[WriteRecord] = None
    """The record that was written."""

    reference_company: Optional[CompanyReference] = None
    """The company whose accounting software was written to."""

    requested_on_date: Optional[str] = None
    """Time the push was requested, as an ISO 8601 string in UTC."""

    status: Optional[PushOperationStatus] = None
    """How the push ended."""

    type: Optional[WriteType] = None
    """What the push did."""
