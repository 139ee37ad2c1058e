"""PushOperationChange. Generated from api/common.yaml by `make generate`."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Optional

from codatsynccommerce._runtime.models import NULLABLE, Model

from .pushchangetype import PushChangeType
from .pushoperationref import PushOperationRef


@dataclass
class PushOperationChange(Model):
    """One change that a push operation makes in the accounting platform.

    Already listed while the operation is `Pending`, so its presence does not prove success.
    """

    attachment_id: Optional[str] = field(default=None, metadata=NULLABLE)
    """Identifier of the uploaded file when `type` is `AttachmentUploaded`. Null otherwise."""

    record_ref: Optional[PushOperationRef] = None
    """Reference to the record that is changed. Its `id` is filled only when the operation has succeeded."""

    type: Optional[PushChangeType] = None
    """Kind of change, such as `Created` or `Modified`."""
