"""Records that only a person can settle: writing the file to fill in, and reading it."""

from __future__ import annotations

import csv
from typing import TYPE_CHECKING, NamedTuple

from codatsynccommerce._runtime.errors import RequestError

from .journal import Candidate, Decision
from .row import Row

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

    from codatsynccommerce._runtime.csv_writer import CsvWriter


_COLUMNS = ("index", "line", "created", "record_id", "content", "error", "candidates", "idempotency_key")
_ANSWERS = {
    **dict.fromkeys(("yes", "y", "true", "1", "created"), True),
    **dict.fromkeys(("no", "n", "false", "0", "not created"), False),
}
_MAX_PROBLEMS = 20


class UnknownRecord(NamedTuple):
    """A record that may or may not have been created.

    Attributes:
        row: Its row in the report.
        company_id: Its company.
        content: What was sent, as JSON.
        candidates: The push operations that may have created it. They belong to its company and to no record of the
            journal.
    """

    row: Row
    company_id: str
    content: str
    candidates: tuple[Candidate, ...]


def write_unknown(writer: CsvWriter, records: Iterable[UnknownRecord]) -> int:
    """Write unknown records for a person to fill in, and return their number."""
    writer.write_row(_COLUMNS)
    count = 0
    for record in records:
        row = record.row
        candidates = " ".join(row.candidates)
        writer.write_row((row.index, row.line, None, None, record.content, row.error, candidates, row.idempotency_key))
        count += 1
    return count


def read_decisions(path: Path, unknown: Mapping[str, Row]) -> list[Decision]:
    """Return what a person has decided in a file that `write_unknown` wrote.

    Arguments:
        path: The file.
        unknown: The row of each unknown record by its idempotency key.

    Raises:
        errors.RequestError: Lines cannot be used. The text names each of them.
    """
    decisions: dict[str, Decision] = {}
    problems: list[str] = []
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            reader = csv.DictReader(file)
            if missing := [name for name in _COLUMNS if name not in (*(reader.fieldnames or ()), "line")]:
                message = f"{path} lacks the columns {', '.join(missing)}: it must be a file of unknown_to_csv"
                raise RequestError(message)
            for line in reader:
                decision = _decision(line, unknown, decisions)
                if isinstance(decision, str):
                    problems.append(f"line {reader.line_num}: {decision}")
                elif decision is not None:
                    decisions[str(line["idempotency_key"])] = decision
    except (OSError, ValueError, csv.Error) as error:
        message = f"{path} cannot be read: {error}"
        raise RequestError(message) from error
    if problems:
        more = f"; and {len(problems) - _MAX_PROBLEMS} more" if len(problems) > _MAX_PROBLEMS else ""
        message = f"{path} cannot be used: {'; '.join(problems[:_MAX_PROBLEMS])}{more}"
        raise RequestError(message)
    return list(decisions.values())


def _decision(
    line: Mapping[str, str | None], unknown: Mapping[str, Row], known: Mapping[str, object]
) -> Decision | str | None:
    """Return the decision of a line, why it cannot be used, or None if there is none."""
    answer = (line["created"] or "").strip().casefold()
    # The apostrophe keeps spreadsheets from running a text as a formula.
    record_id = (line["record_id"] or "").strip().removeprefix("'") or None
    if not answer:
        return "it has a record_id, but created is empty" if record_id else None
    created = _ANSWERS.get(answer)
    if created is None:
        return f"created must be yes or no, not {answer!r:.40}"
    index = (line["index"] or "").strip()
    key = line["idempotency_key"] or ""
    row = unknown.get(key)
    if row is None or not index.isdecimal() or row.index != int(index):
        return f"record {index!r:.40} is not unknown in this journal, or this line was changed"
    if key in known:
        return f"record {index} was decided in an earlier line"
    if record_id and not created:
        return "a record that was not created has no record_id"
    return Decision(row.index, created, record_id, row.operation)
