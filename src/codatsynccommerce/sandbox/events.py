"""Events that webhooks report, and which receivers subscribed to them."""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING

from .documents import Record
from .store import GLOBAL, timestamp

if TYPE_CHECKING:
    from .store import Store


def emit(store: Store, event_type: str, payload: Record, now: float, tags: Record | None = None) -> None:
    """Keep an event for every receiver that subscribed to it.

    Arguments:
        store: The store, which holds the receivers.
        event_type: Type of the event.
        payload: Its payload.
        now: Seconds since the epoch.
        tags: Tags of the company that it concerns, None where it concerns none.
    """
    event: Record = {
        "id": str(uuid.uuid4()),
        "eventType": event_type,
        "generatedDate": timestamp(now),
        "payload": payload,
    }
    for consumer in store.collection(GLOBAL, "webhooks").values():
        if _subscribes(consumer, event_type, tags or {}):
            store.outbox.add(consumer["url"], event)


def emit_company(store: Store, event_type: str, company: Record, now: float) -> None:
    """Report that a company was created or deleted."""
    names = ("id", "name", "redirect", "lastSync", "created", "createdByUserName")
    payload = {name: company[name] for name in names if name in company}
    emit(store, event_type, {**payload, "products": []}, now, company.get("tags"))


def emit_connection(store: Store, event_type: str, company: Record, connection: Record, now: float) -> None:
    """Report a change of a connection."""
    payload = {"referenceCompany": _reference(company), "connection": dict(connection)}
    emit(store, event_type, payload, now, company.get("tags"))


def emit_write(store: Store, operation: Record, now: float) -> None:
    """Report that a push operation ended."""
    company = store.company(operation["companyId"])
    status = operation["status"]
    record_id = operation["changes"][0]["recordRef"].get("id")
    payload: Record = {
        "id": operation["pushOperationKey"],
        "type": "Create",
        "referenceCompany": _reference(company),
        "connectionId": operation["dataConnectionKey"],
        "requestedOnDate": operation["requestedOnUtc"],
        "completedOnDate": operation["completedOnUtc"],
        "status": status,
        "attachmentId": None,
    }
    if record_id is not None:
        payload["record"] = {"id": record_id}
    result = "successful" if status == "Success" else "unsuccessful"
    emit(store, f"{operation['dataType']}.write.{result}", payload, now, company.get("tags"))


def emit_read(store: Store, pull: Record, now: float, *, is_first: bool) -> None:
    """Report that a data type was read."""
    company = store.company(pull["companyId"])
    read: Record = {
        "connectionId": pull["connectionId"],
        "dataType": pull["dataType"],
        "recordsModified": not pull["isErrored"],
        "status": pull["status"],
        "issues": [],
    }
    payload: Record = {"referenceCompany": _reference(company), "dataTypes": [read]}
    emit(store, "read.completed.initial" if is_first else "read.completed", payload, now, company.get("tags"))


def _reference(company: Record) -> Record:
    portal = f"https://app.codat.io/companies/{company['id']}"
    return {"id": company["id"], "name": company["name"], "links": {"portal": portal}}


def _subscribes(consumer: Record, event_type: str, tags: Record) -> bool:
    """Return whether a receiver gets events of a type, about a company with these tags.

    A receiver without event types gets all of them. Its tags are written `name:value`.
    """
    wanted_types, wanted_tags = consumer.get("eventTypes"), consumer.get("companyTags")
    described = {f"{name}:{value}" for name, value in tags.items()}
    return (
        not consumer.get("disabled")
        and (not wanted_types or event_type in wanted_types)
        and (not wanted_tags or bool(described & set(wanted_tags)))
    )
