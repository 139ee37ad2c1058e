"""What a bulk run and a report need of a journal, whatever stores it, and the records in it.

`JournalStore` is the only interface between the rules of a run and the place where its records are kept, and
`JournalReader` the only one between that place and a report. `locate.py` says which store a journal has.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple, Protocol

from codatsynccommerce._runtime.errors import SDKError

from .rules import READY

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from contextlib import AbstractContextManager
    from os import PathLike
    from pathlib import Path

    from .api_clock import Moment
    from .line_numbers import LineNumbers
    from .outcome import Outcome


class JournalError(SDKError):
    """The journal cannot be used: it is in use, belongs to another input or server, or is not a journal."""


class PushTarget(NamedTuple):
    """Where a record goes: its company and connection, and the path of its request."""

    company_id: str
    connection_id: str
    path: str


class SentBetween(NamedTuple):
    """The range in which a key was sent, by the API's clock in seconds since the epoch. None if unknown."""

    earliest: float | None = None
    latest: float | None = None


class StoredAge(NamedTuple):
    """Seconds since a key was first sent, by the clock of the store, at a moment of this process."""

    seconds: float
    moment: Moment


class JournalRecord(NamedTuple):
    """One record of a journal."""

    position: int
    digest: bytes
    target: PushTarget
    body: bytes | None
    """What is sent. None if the journal has deleted it, because the record counted as created: the input has it."""
    key: str
    state: str = READY
    sent: SentBetween = SentBetween()
    response_stored: bool = False
    error: str | None = None
    conflict: str | None = None
    """The push operation that its last response named, if it is SENDING because responses are mixed up."""
    is_new: bool = False
    """Whether the journal does not have it yet."""
    stored_age: StoredAge | None = None
    """Age of its key by the clock of the store, which counts as well as the API's; None if the store has no clock."""
    operation: str = ""
    """Name of the operation that creates it, if the journal holds records of several."""
    journal: int = 0
    input: int = 0
    """Ids of its journal and its input, if the store holds several."""
    fence: int = 0
    """Number of its lease, if workers lease records: a worker's write counts only if it holds the newest lease."""


class Candidate(NamedTuple):
    """A push operation that one of the unknown records of its company may be."""

    operation: str
    requested: float | None
    data_type: str | None
    status: str | None


class OpenCompany(NamedTuple):
    """A company with push operations that have not ended."""

    company_id: str
    pending: int
    oldest: float | None
    """When the oldest of them was requested, in seconds since the epoch."""


class ReportedRecord(NamedTuple):
    """What a report shows of a record."""

    position: int
    state: str
    record_id: str | None
    error: str | None
    warnings: str | None
    operation: str | None
    key: str
    resolved: bool
    company_id: str
    content: str
    """What was sent, as JSON, if the record failed or is unknown; else empty."""
    line: int | None = None
    """Line of the file on which the record begins; None if it came from no file."""
    create: str | None = None
    """Name of the operation that creates it, if the journal may hold records of several."""
    input: int = 0
    """Id of its input, if the store holds several."""


class OutcomeStore(Protocol):
    """Where the outcomes of records are written. Any number of threads may use it."""

    def settle(self, record: JournalRecord, outcome: Outcome, sent: SentBetween) -> str | None:
        """Keep what became of a record that is SENDING, and write it with the next commit.

        A push operation belongs to one record. If responses to two name the same one, neither response proves anything:
        this record stays SENDING with the operation as its `conflict`, and the record that holds the operation becomes
        SENDING again in the same way, unless a person has resolved it. From then on no record holds the operation. A
        record gets it when its response names it again, unless another record with this conflict is still SENDING, or a
        person has resolved one as created. If the next response to a record with a conflict names another operation,
        the conflict is now about that one: only two responses in a row that agree settle it.

        Returns:
            The reason why the outcome proves nothing, if that is known at once. Other conflicts are reported when the
            store writes them.
        """
        ...

    def release(self, record: JournalRecord, *, new_key: bool) -> None:
        """Mark a record that is SENDING as READY because it was provably not applied.

        Arguments:
            record: The record.
            new_key: Whether its key is used up, so that the next request needs a new one.
        """
        ...

    def update_pending(self, outcomes: Iterable[Outcome]) -> None:
        """Write the state of push operations, for the PENDING records that wait for them."""
        ...


class HistoryStore(OutcomeStore, Protocol):
    """What the push history of a company is compared with."""

    def began(self) -> float | None:
        """Return the earliest time of the API's clock when the first request can have left; None if unknown."""
        ...

    def held_of(self, operations: Sequence[str]) -> set[str]:
        """Return which of some push operations records hold, or held before they were sent again."""
        ...

    def held_count(self, company_id: str) -> int:
        """Return the number of push operations of a company that records hold or held."""
        ...

    def set_candidates(self, company_id: str, candidates: Sequence[Candidate]) -> None:
        """Replace the push operations that the unknown records of a company may be."""
        ...


class JournalStore(HistoryStore, Protocol):
    """Where a run keeps its records. Any number of threads may use it.

    What `begin` has written survives a crash and a power cut from the moment it returns. What `settle` and `release`
    write may wait for the next `begin` or `flush`: after a crash such a record is SENDING again and is sent again under
    its key.
    """

    def find(self, position: int) -> JournalRecord | None:
        """Return the record at a position of the input; None if the journal does not have it."""
        ...

    def begin(self, records: Sequence[JournalRecord], earliest: float | None) -> None:
        """Mark records as SENDING, and add those that are new. No request may leave before this returns.

        A new record that has FAILED, because it can never be sent, is only added.

        Arguments:
            records: The records, each with the key that its request will carry.
            earliest: The earliest time that the API's clock can show now; None if unknown.
        """
        ...

    def release_failed(self) -> None:
        """Mark all records that FAILED as READY, each under a new key. Those that can never be sent stay."""
        ...

    def apply_events(self) -> None:
        """Apply the webhook events that report the creation of PENDING records."""
        ...

    def flush(self) -> None:
        """Write what still waits."""
        ...

    def records(self, state: str) -> Iterator[JournalRecord]:
        """Yield the records in a state, in the order of the input. The journal may change meanwhile."""
        ...

    def counts(self) -> dict[str, int]:
        """Return the number of records in each state."""
        ...

    def count_after(self, position: int) -> int:
        """Return the number of records after a position of the input."""
        ...

    def pending_companies(self) -> list[OpenCompany]:
        """Return the companies with records that are PENDING."""
        ...

    def mixed_up_companies(self) -> set[str]:
        """Return the companies where a record has, or had, a conflict: the wrong record may hold an operation."""
        ...

    def set_input(self, size: int | None, *, read_to_end: bool) -> None:
        """Write how many records the input holds, None if unknown, and whether it was read to its end."""
        ...

    def set_lines(self, lines: LineNumbers) -> None:
        """Write on which lines of a file the records of the input begin, for reports."""
        ...

    def close(self) -> None:
        """Write what still waits, and let other runs use the journal."""
        ...


class Decision(NamedTuple):
    """What a person decides about an unknown record.

    Attributes:
        position: Its index.
        created: Whether it was created.
        record_id: Its id in the accounting software, if that is known.
        operation: Name of the operation that creates it, if the journal holds several inputs.
    """

    position: int
    created: bool
    record_id: str | None
    operation: str | None = None


class JournalReader(Protocol):
    """A journal as a report reads it, even while runs have it open."""

    def counts(self) -> dict[str, int]:
        """Return the number of records in each state."""
        ...

    def unread(self) -> int | None:
        """Return the number of records of the input that were not read; None if that is unknown."""
        ...

    def rows(self, after: ReportedRecord | None, limit: int) -> list[ReportedRecord]:
        """Return what a report shows of the records after a record, or of the first ones."""
        ...

    def candidates(self, company_id: str) -> list[Candidate]:
        """Return the push operations that the unknown records of a company may be."""
        ...


class JournalEditor(Protocol):
    """A journal to which the decisions of a person are written."""

    def resolve(self, decisions: Iterable[Decision]) -> None:
        """Write what a person reports about unknown records: created, or not created and to be sent under a new key.

        Raises:
            errors.RequestError: One of them is not unknown, or was not created and has an id. Nothing is written.
        """
        ...


class JournalLocation(Protocol):
    """Where a journal is. It need not exist until it is used."""

    @property
    def address(self) -> Path | str:
        """The absolute path of a file, or the address of a database without anything secret."""
        ...

    @property
    def label(self) -> str:
        """A short name for people."""
        ...

    def read(self) -> AbstractContextManager[JournalReader]:
        """Open the journal for reading.

        Raises:
            JournalError: There is none, or it cannot be read.
        """
        ...

    def edit(self) -> AbstractContextManager[JournalEditor]:
        """Open the journal for the decisions of a person.

        Raises:
            JournalError: There is none, or it cannot be used.
        """
        ...

    def keep_event(self, outcome: Outcome, may_be_of: Callable[[str, str], bool]) -> bool:
        """Write the outcome that a webhook event reports. Return whether it changes anything.

        Arguments:
            outcome: The outcome of its push operation.
            may_be_of: Returns whether the event may be about a record, from the company and the path of its request.

        Raises:
            JournalError: There is no journal, or it cannot be used.
        """
        ...

    def is_at(self, path: str | PathLike[str]) -> bool:
        """Return whether the journal is the file at a path."""
        ...
