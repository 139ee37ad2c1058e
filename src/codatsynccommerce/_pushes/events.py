"""Webhook events that tell how a push operation has ended, as states of that push operation."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from codatsynccommerce.models import shared

from .mismatch import normalized

if TYPE_CHECKING:
    from codatsynccommerce.webhooks.inbox import WriteEvent

    from .outcome import PushKey

_CHANGES = {
    "Create": shared.PushChangeType.CREATED,
    "Update": shared.PushChangeType.MODIFIED,
    "Delete": shared.PushChangeType.DELETED,
    "UploadAttachment": shared.PushChangeType.ATTACHMENT_UPLOADED,
}
_STATUS_CODES = {shared.PushOperationStatus.SUCCESS: 200, shared.PushOperationStatus.FAILED: 400}
_ACCEPTED = 202
_SUCCESSFUL = "write.successful"


def is_about(event: WriteEvent, key: PushKey) -> bool:
    """Return whether an event may be about a push operation. One that does not name its company may be."""
    company = event.payload.reference_company
    company_id = company.id if company else None
    same_company = not company_id or normalized(company_id) == normalized(key.company_id)
    return same_company and normalized(event.payload.id) == normalized(key.operation)


def state_from_event(event: WriteEvent, key: PushKey, known: shared.PushOperation | None) -> shared.PushOperation:
    """Return the state of a push operation that an event tells. It has neither warnings nor reasons.

    Arguments:
        event: The event.
        key: The key of the push operation.
        known: Its last known state, whose other fields are kept; None if there is none.
    """
    payload = event.payload
    name, _, ending = event.event_type.partition(".")
    data_type = shared.DataType(name)
    status = shared.PushOperationStatus.SUCCESS if ending == _SUCCESSFUL else payload.status
    before = known or shared.PushOperation(
        company_id=key.company_id,
        data_connection_key=payload.connection_id or "",
        push_operation_key=key.operation,
        requested_on_utc=payload.requested_on_date or "",
        status=shared.PushOperationStatus.PENDING,
        status_code=_ACCEPTED,
        data_type=data_type,
    )
    if not status:
        return before
    record_ref = shared.PushOperationRef(data_type=data_type, id=payload.record.id) if payload.record else None
    change = shared.PushOperationChange(
        attachment_id=payload.attachment_id,
        record_ref=record_ref,
        type=_CHANGES.get(payload.type, shared.PushChangeType.UNKNOWN) if payload.type else None,
    )
    return replace(
        before,
        status=status,
        status_code=_STATUS_CODES.get(status, before.status_code),
        completed_on_utc=payload.completed_on_date or before.completed_on_utc,
        changes=[change] if record_ref else before.changes,
    )
