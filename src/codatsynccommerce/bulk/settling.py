"""Records that were sent so long ago that their keys are forgotten: the push history says what became of them.

The history tells no record, only when it came, its data type and its connection. So a record is taken to be there only
where the operations that it may be and the records that may be them are as many; to be absent only where there is no
such operation; and to be unknown in between. The clocks of the two sides may differ: by how much is seen from the
records whose answer came, and where there is none, a wide margin stands in.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from codatsynccommerce._core.errors import SDKError

from .history import pushes_since
from .outcome import FAILED, SENDING, Outcome, outcome_of, seconds
from .schema import CLAIMED
from .sending import remembered
from .target import Place, place_of

if TYPE_CHECKING:
    from codatsynccommerce._core.client import Client
    from codatsynccommerce.models import shared

    from .journal import Entry, Journal

QUIET = 300.0
"""Seconds after the last attempt before which the history is not asked: it may not show the operation yet."""
_SLACK = 60.0
_WIDE_SLACK = 15 * 60.0
_UNDER_WAY = 120.0
"""Seconds that a request may take to arrive."""
_SKEW = """SELECT MIN(requested - first_sent), MAX(requested - first_sent) FROM records
    WHERE requested IS NOT NULL AND first_sent = last_sent"""

_BY_TIME = "found in the push history by its time"


class _Case(NamedTuple):
    """Records that may be the same push operations, and these."""

    entries: list[Entry]
    pushes: dict[str, shared.PushOperation]


def settle_old(client: Client, journal: Journal) -> None:
    """Settle every record that can no longer be asked for under its key, as far as the history tells.

    One that was certainly not taken becomes free to be sent under a new key, or counts as failed where the API had
    answered so.
    """
    now = client.clock.now()
    open_ones = list(journal.entries(SENDING))
    old = {
        one.position
        for one in open_ones
        if (one.stored or not remembered(one.first_sent, now)) and now - (one.last_sent or 0.0) >= QUIET
    }
    for place in dict.fromkeys(place_of(one.path) for one in open_ones if one.position in old):
        here = [one for one in open_ones if place_of(one.path) == place]
        try:
            for case in _cases(client, journal, place, here):
                # A younger record may be the same push operation: its key will tell, so it comes first.
                if all(one.position in old for one in case.entries):
                    _close(journal, case)
        except SDKError as problem:
            for one in here:
                journal.settle(one.position, Outcome(SENDING, error=f"no push history: {problem}", stored=one.stored))


def _cases(client: Client, journal: Journal, place: Place, entries: list[Entry]) -> list[_Case]:
    windows = {one.position: _window(journal, one) for one in entries}
    earliest = min(start for start, _ in windows.values())
    cases: list[_Case] = []
    found = {
        push.push_operation_key: push
        for push in pushes_since(client, place.company_id, earliest)
        if push.data_connection_key == place.connection_id
        and push.data_type == place.data_type
        and not journal.ask(CLAIMED, (push.push_operation_key,))
    }
    for one in entries:
        start, end = windows[one.position]
        case = _Case([one], {key: push for key, push in found.items() if start <= _moment(push, start) <= end})
        apart: list[_Case] = []
        for other in cases:
            if other.pushes.keys() & case.pushes.keys():
                case = _Case(other.entries + case.entries, {**other.pushes, **case.pushes})
            else:
                apart.append(other)
        cases = [*apart, case]
    return cases


def _window(journal: Journal, entry: Entry) -> tuple[float, float]:
    """Say when, by the clock of the API, a record can have come."""
    least, most = journal.ask(_SKEW)[0]
    slack = _WIDE_SLACK if least is None else _SLACK
    start = (entry.first_sent or 0.0) + (least or 0.0) - slack
    return start, (entry.last_sent or 0.0) + (most or 0.0) + slack + _UNDER_WAY


def _moment(push: shared.PushOperation, otherwise: float) -> float:
    # One whose time cannot be read may be any.
    found = seconds(push.requested_on_utc)
    return otherwise if found is None else found


def _close(journal: Journal, case: _Case) -> None:
    if not case.pushes:
        for one in case.entries:
            if one.stored:
                journal.settle(one.position, Outcome(FAILED, error=f"{one.error}; not in the push history"))
            else:
                journal.free(one.position, anew=True)
        return
    outcomes = [outcome_of(push) for push in sorted(case.pushes.values(), key=lambda push: _moment(push, 0.0))]
    if len(outcomes) == len(case.entries) and (len(outcomes) == 1 or len({one.state for one in outcomes}) == 1):
        for one, outcome in zip(sorted(case.entries, key=lambda one: one.first_sent or 0.0), outcomes, strict=True):
            told = "; ".join(text for text in (outcome.warnings, _BY_TIME) if text)
            journal.settle(one.position, outcome._replace(warnings=told))
        return
    keys = ", ".join(case.pushes)
    text = f"{len(case.entries)} records may be {len(outcomes)} push operations of that time, look at {keys}"
    for one in case.entries:
        journal.settle(one.position, Outcome(SENDING, error=text[:500], stored=one.stored))
