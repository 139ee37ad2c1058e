"""Records that were sent so long ago that their keys are forgotten: the push history says what became of them.

The history tells no record, only when it came, its data type and its connection. So a record is taken to be there only
where as many operations as records came at the very time; to be absent only where none came for a good while around
it, in a history that was read whole; and to be unknown in between. The clocks of the two sides may differ: by how much
is seen from the records whose answer came, else from the date of the answer, which leaves a wide margin around.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from codatsynccommerce._pushes.outcome import requested_at
from codatsynccommerce._runtime.errors import SDKError

from .clocks import Clocks
from .history import pushes_since
from .journal_sql import CLAIMED
from .outcome import FAILED, SENDING, Outcome, outcome_of
from .sender import remembered
from .target import Place, place_of

if TYPE_CHECKING:
    from codatsynccommerce._runtime.client import Client
    from codatsynccommerce.models import shared

    from .journal import Entry, Journal

QUIET = 300.0
"""Seconds after the last attempt before which the history is not asked: it may not show the operation yet."""
_KNOWN = "SELECT operation FROM records WHERE company = ? AND requested >= ?"

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
            clocks, found = _history(client, journal, place, here)
            for case in _cases(clocks, found, here):
                # A younger record may be the same push operation: its key will tell, so it comes first.
                if all(one.position in old for one in case.entries):
                    _close(journal, clocks, case)
        except SDKError as problem:
            for one in here:
                journal.settle(one.position, Outcome(SENDING, error=f"no push history: {problem}", stored=one.stored))


def _history(
    client: Client, journal: Journal, place: Place, entries: list[Entry]
) -> tuple[Clocks, dict[str, shared.PushOperation]]:
    """Read the operations of a place that no record is known to be, and how far the clocks are apart."""
    clocks = Clocks(journal, client.clock)
    earliest = min(one.first_sent or 0.0 for one in entries) - clocks.margin
    known = {key for (key,) in journal.ask(_KNOWN, (place.company_id, earliest))}
    found: dict[str, shared.PushOperation] = {}
    for push in pushes_since(client, place.company_id, earliest, clocks.see):
        known.discard(push.push_operation_key)
        if _is_for(push, place) and not journal.ask(CLAIMED, (push.push_operation_key,)):
            found[push.push_operation_key] = push
    if known:
        message = "it does not show operations that are known"
        raise SDKError(message)
    return clocks, found


def _is_for(push: shared.PushOperation, place: Place) -> bool:
    """Say whether an operation may be for a place. One that leaves out what the API need not give may be for any."""
    same_connection = (push.data_connection_key or place.connection_id).casefold() == place.connection_id.casefold()
    return same_connection and (push.data_type or place.data_type) == place.data_type


def _cases(clocks: Clocks, found: dict[str, shared.PushOperation], entries: list[Entry]) -> list[_Case]:
    cases: list[_Case] = []
    for one in entries:
        case = _Case([one], {key: push for key, push in found.items() if clocks.may_be(one, push)})
        apart: list[_Case] = []
        for other in cases:
            if other.pushes.keys() & case.pushes.keys():
                case = _Case(other.entries + case.entries, {**other.pushes, **case.pushes})
            else:
                apart.append(other)
        cases = [*apart, case]
    return cases


def _close(journal: Journal, clocks: Clocks, case: _Case) -> None:
    if not case.pushes:
        for one in case.entries:
            if one.stored:
                journal.settle(one.position, Outcome(FAILED, error=f"{one.error}; not in the push history"))
            else:
                journal.free(one.position, anew=True)
        return
    entries = sorted(case.entries, key=lambda one: one.first_sent or 0.0)
    pushes = sorted(case.pushes.values(), key=lambda push: requested_at(push) or 0.0)
    outcomes = [outcome_of(push) for push in pushes]
    if (
        len(outcomes) == len(entries)
        and len({one.state for one in outcomes}) == 1
        and all(clocks.is_close(one, push) for one, push in zip(entries, pushes, strict=True))
    ):
        for one, outcome in zip(entries, outcomes, strict=True):
            told = "; ".join(text for text in (outcome.warnings, _BY_TIME) if text)
            journal.settle(one.position, outcome._replace(warnings=told))
        return
    keys = ", ".join(case.pushes)
    text = f"{len(entries)} records may be {len(outcomes)} push operations of that time, look at {keys}"
    for one in entries:
        journal.settle(one.position, Outcome(SENDING, error=text[:500], stored=one.stored))
