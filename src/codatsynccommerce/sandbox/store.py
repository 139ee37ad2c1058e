"""What the sandbox holds: records in collections and single documents, each under the company that owns them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timezone
from typing import TYPE_CHECKING

from .documents import Json, Record
from .http import ApiError

if TYPE_CHECKING:
    from collections.abc import Callable

    from .recorder import Recorder
    from .webhooks import Outbox

GLOBAL = ""
"""Owner of what belongs to no company: the companies themselves, the integrations, the texts of the sync flow."""

_NEWEST_FIRST = frozenset({"push", "history"})
_LABELS = {"push": "push operations", "history": "pull operations"}
"""What a collection holds, if its name does not say it."""
_NOT_REQUESTED = "The data set has not been requested."


@dataclass
class _Job:
    reads_left: int
    finish: Callable[[float], None]


class Store:
    """Collections and documents. It has no lock of its own: the application lets one request in at a time."""

    def __init__(self, recorder: Recorder, outbox: Outbox, pending_polls: int) -> None:
        """Begin empty.

        Arguments:
            recorder: Where pushes are recorded.
            outbox: Where webhook messages wait.
            pending_polls: How often a background job is read as running before it is finished.
        """
        self.recorder = recorder
        self.outbox = outbox
        self._pending_polls = pending_polls
        self._collections: dict[tuple[str, str], dict[str, Record]] = {}
        self._documents: dict[tuple[str, str], Json] = {}
        self._jobs: dict[tuple[str, str, str], _Job] = {}

    def collection(self, owner: str, name: str) -> dict[str, Record]:
        """Return a collection by record id, a new one where there is none."""
        return self._collections.setdefault((owner, name), {})

    def rows(self, owner: str, name: str) -> list[Record]:
        """Return the records of a collection in the order in which the API lists them.

        Raises:
            ApiError: 409, as the API responds for data that was never read from the platform.
        """
        if (owner, name) not in self._collections:
            raise ApiError(409, _NOT_REQUESTED)
        records = list(self._collections[owner, name].values())
        return records[::-1] if name in _NEWEST_FIRST else records

    def record(self, owner: str, name: str, record_id: str) -> Record:
        """Return one record.

        Raises:
            ApiError: 404 where there is none.
        """
        record = self._collections.get((owner, name), {}).get(record_id)
        if record is None:
            message = f"There is no {record_id!r} among the {_LABELS.get(name, name)}."
            raise ApiError(404, message)
        return record

    def company(self, company_id: str) -> Record:
        """Return a company, or raise a 404."""
        return self.record(GLOBAL, "companies", company_id)

    def connection(self, company_id: str, connection_id: str) -> Record:
        """Return a connection of a company, or raise a 404."""
        return self.record(company_id, "connections", connection_id)

    def document(self, owner: str, name: str) -> Json:
        """Return a single document.

        Raises:
            ApiError: 409, as for a collection.
        """
        if (owner, name) not in self._documents:
            raise ApiError(409, _NOT_REQUESTED)
        return self._documents[owner, name]

    def has_collection(self, owner: str, name: str) -> bool:
        """Return whether there is such a collection."""
        return (owner, name) in self._collections

    def has_document(self, owner: str, name: str) -> bool:
        """Return whether there is such a document."""
        return (owner, name) in self._documents

    def put_document(self, owner: str, name: str, document: Json) -> Json:
        """Store a single document and return it."""
        self._documents[owner, name] = document
        return document

    def start_job(self, owner: str, name: str, record_id: str, finish: Callable[[float], None]) -> None:
        """Start a background job, which finishes once its record or document has been read often enough.

        Arguments:
            owner: Owner of the record or document that shows the job.
            name: Its collection, or the name of the document.
            record_id: Its id, empty for a document.
            finish: Finishes the job; takes the time, in seconds since the epoch.
        """
        self._jobs[owner, name, record_id] = _Job(self._pending_polls, finish)

    def advance(self, owner: str, name: str, record_id: str, now: float) -> None:
        """Move the job behind a record or document one step on, as each reading of it does."""
        job = self._jobs.get((owner, name, record_id))
        if job is None:
            return
        if job.reads_left > 0:
            job.reads_left -= 1
            return
        del self._jobs[owner, name, record_id]
        job.finish(now)

    def advance_all(self, owner: str, name: str, now: float) -> None:
        """Move all jobs behind a collection one step on, as each reading of its list does."""
        for place in [place for place in self._jobs if place[:2] == (owner, name)]:
            self.advance(*place, now)

    def finish_all(self, now: float) -> None:
        """Finish every job that is running."""
        jobs, self._jobs = self._jobs, {}
        for job in jobs.values():
            job.finish(now)

    def delete_owner(self, owner: str) -> None:
        """Delete all that a company owns."""
        self._collections = {place: value for place, value in self._collections.items() if place[0] != owner}
        self._documents = {place: value for place, value in self._documents.items() if place[0] != owner}
        self._jobs = {place: value for place, value in self._jobs.items() if place[0] != owner}


def books(collection: str) -> str:
    """Return the name of the collection with the accounting software's own records, which a refresh copies."""
    return f"books/{collection}"


def timestamp(now: float) -> str:
    """Return a time as the API writes it: UTC, seven digits after the second."""
    return datetime.fromtimestamp(now, timezone.utc).strftime("%Y-%m-%dT%H:%M:%S.%f0Z")
