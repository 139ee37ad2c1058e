"""Webhook events that report how a push operation has ended, as states of that push operation."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from codatsynccommerce.models import shared

from .mismatch import normalized
from .outcome import SUCCESS

if TYPE_CHECKING:
    from codatsynccommerce.webhooks.inbox import WriteEvent

    from .outcome import PushKey

_CHANGES = {
    "Create": "Created",
    "Update": "Modified",
    "Delete": "Deleted",
    "UploadAttachment": "AttachmentUploaded",
}
_STATUS_CODES = {SUCCESS: 200, "Failed": 400}
_ACCEPTED = 202
_SUCCESSFUL = "write.successful"


def is_about(event: WriteEvent, key: PushKey) -> bool:
    """Return whether an event may be about a push operation. One that does not name its company may be."""
    company = event.payload.reference_company
    company_id = company.id if company else None
    same_company = not company_id or normalized(company_id) == normalized(key.company_id)
    return same_company and normalized(event.payload.id) == normalized(key.operation)


def state_from_event(event: WriteEvent, key: PushKey, known: shared.PushOperation | None) -> shared.PushOperation:
    """Return the state of a push operation that an event reports. It has neither warnings nor reasons.

    Arguments:
        event: The event.
        key: The key of the push operation.
        known: Its last known state, whose other fields are kept; None if there is none.
    """
    payload = event.payload
    data_type, _, ending = event.event_type.partition(".")
    status = SUCCESS if ending == _SUCCESSFUL else payload.status
    document = known.to_dict() if known else _accepted(event, key, data_type)
    if status:
        document |= {"status": status, "statusCode": _STATUS_CODES.get(status, document["statusCode"])}
    if payload.completed_on_date:
        document["completedOnUtc"] = payload.completed_on_date
    if payload.record:
        change = {"recordRef": {"id": payload.record.id, "dataType": data_type}, "attachmentId": payload.attachment_id}
        document["changes"] = [{**change, "type": _CHANGES.get(payload.type) if payload.type else None}]
    # Read as a response is, because it may hold values that are newer than this release.
    return shared.PushOperation.from_dict(document)


def _accepted(event: WriteEvent, key: PushKey, data_type: str) -> dict[str, Any]:
    """Return what the API returned for a push operation when it accepted it."""
    return {
        "companyId": key.company_id,
        "dataConnectionKey": event.payload.connection_id,
        "pushOperationKey": key.operation,
        "requestedOnUtc": event.payload.requested_on_date,
        "status": "Pending",
        "statusCode": _ACCEPTED,
        "dataType": data_type,
    }
