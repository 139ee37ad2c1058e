"""What the sandbox holds: records in collections and single documents, each under the company that owns them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timezone
from typing import TYPE_CHECKING, Any

from .responses import Problem

if TYPE_CHECKING:
    from collections.abc import Callable

    from .recorder import Journal

Record = dict[str, Any]
"""A record as the API writes it: keys of the wire, amounts as Decimal."""

NOBODY = ""
"""Owner of what belongs to no company: the companies themselves, the integrations, the texts of the sync flow."""

_NEWEST_FIRST = frozenset({"push", "history"})


@dataclass
class _Running:
    reads_left: int
    finish: Callable[[float], None]


class State:
    """Collections and documents. It has no lock of its own: one request at a time is let in."""

    def __init__(self, journal: Journal, pending_polls: int) -> None:
        """Begin with nothing.

        Arguments:
            journal: Where pushes are noted.
            pending_polls: How often what runs in the background is read as running before it has finished.
        """
        self.journal = journal
        self._pending_polls = pending_polls
        self._collections: dict[tuple[str, str], dict[str, Record]] = {}
        self._documents: dict[tuple[str, str], Any] = {}
        self._running: dict[tuple[str, str, str], _Running] = {}

    def collection(self, owner: str, name: str) -> dict[str, Record]:
        """Give a collection by record id, a new one where there is none."""
        return self._collections.setdefault((owner, name), {})

    def rows(self, owner: str, name: str) -> list[Record]:
        """Give the records of a collection in the order in which the API lists them.

        Raises:
            Problem: 409, as the API says for data that was never read from the platform.
        """
        if (owner, name) not in self._collections:
            raise Problem(409, "The data set has not been requested.")
        found = list(self._collections[owner, name].values())
        return found[::-1] if name in _NEWEST_FIRST else found

    def record(self, owner: str, name: str, record_id: str) -> Record:
        """Give one record.

        Raises:
            Problem: 404 where there is none.
        """
        found = self._collections.get((owner, name), {}).get(record_id)
        if found is None:
            raise Problem(404, f"There is no {record_id!r} among the {name}.")
        return found

    def company(self, company_id: str) -> Record:
        """Give a company, or raise a 404."""
        return self.record(NOBODY, "companies", company_id)

    def connection(self, company_id: str, connection_id: str) -> Record:
        """Give a connection of a company, or raise a 404."""
        return self.record(company_id, "connections", connection_id)

    def document(self, owner: str, name: str) -> Any:
        """Give a single document.

        Raises:
            Problem: 409, as for a collection.
        """
        if (owner, name) not in self._documents:
            raise Problem(409, "The data set has not been requested.")
        return self._documents[owner, name]

    def store(self, owner: str, name: str, document: Any) -> Any:
        """Put a single document in its place and give it back."""
        self._documents[owner, name] = document
        return document

    def run(self, owner: str, name: str, record_id: str, finish: Callable[[float], None]) -> None:
        """Let something finish in the background once it has been read often enough.

        Arguments:
            owner: Owner of the record or document that tells of it.
            name: Its collection, or the name of the document.
            record_id: Its id, empty for a document.
            finish: What to do then, given the time.
        """
        self._running[owner, name, record_id] = _Running(self._pending_polls, finish)

    def advance(self, owner: str, name: str, record_id: str, now: float) -> None:
        """Move what runs behind a record or document one step on, as each reading of it does."""
        running = self._running.get((owner, name, record_id))
        if running is None:
            return
        if running.reads_left > 0:
            running.reads_left -= 1
            return
        del self._running[owner, name, record_id]
        running.finish(now)

    def advance_all(self, owner: str, name: str, now: float) -> None:
        """Move all that runs behind a collection one step on, as each reading of its list does."""
        for place in [place for place in self._running if place[:2] == (owner, name)]:
            self.advance(*place, now)

    def forget(self, owner: str) -> None:
        """Drop all that a company owns."""
        self._collections = {place: one for place, one in self._collections.items() if place[0] != owner}
        self._documents = {place: one for place, one in self._documents.items() if place[0] != owner}
        self._running = {place: one for place, one in self._running.items() if place[0] != owner}


def stamp(now: float) -> str:
    """Write a time as the API does: UTC, seven digits after the second."""
    return datetime.fromtimestamp(now, timezone.utc).strftime("%Y-%m-%dT%H:%M:%S.%f0Z")
