"""One record on its way: written down, sent, sent again where that is safe, its outcome written down."""

from __future__ import annotations

from typing import TYPE_CHECKING

from codatsynccommerce._pushes.outcome import state_of
from codatsynccommerce._runtime.client import CallOptions
from codatsynccommerce._runtime.errors import APIConnectionError, RequestError, SDKError
from codatsynccommerce._runtime.retry import WRITE_POLICY, RetryConfig, retry_delay
from codatsynccommerce._runtime.timeout import Timeout
from codatsynccommerce.models.errors import (
    AuthenticationError,
    PaymentRequiredError,
    PermissionDeniedError,
    RateLimitError,
)
from codatsynccommerce.models.errors.from_response import is_definitive_rejection, is_from_api

from .outcome import FAILED, SENDING, Outcome, outcome_of

if TYPE_CHECKING:
    from codatsynccommerce._runtime.client import Client
    from codatsynccommerce.models import shared

    from .journal import Entry, Journal
    from .target import Target
    from .throttle import Gate

REMEMBERED = 90 * 60.0
"""Seconds for which the API remembers a key, from when it first came."""
MARGIN = 60.0
"""Seconds before that at which a key counts as forgotten: a request takes time to get there."""

_ONCE = RetryConfig("none", None)
_FOR_ALL = (AuthenticationError, PaymentRequiredError, PermissionDeniedError, RequestError)
"""Failures that other records would meet too: those of the company, of the account, or all."""
_GATEWAY = frozenset({502, 503, 504})
"""Statuses of a gateway: the API has stored nothing under the key."""


class Sender:
    """Sends records, one at a time for each thread that asks it to."""

    def __init__(self, target: Target, journal: Journal, gate: Gate) -> None:
        """Keep what every record needs."""
        self._client: Client = target.client
        self._operation = target.as_written
        self._journal = journal
        self._gate = gate

    def send(self, entry: Entry) -> None:
        """Send a record until an answer settles it, or another attempt cannot help.

        Arguments:
            entry: The record as the journal has it. One that was sent before is asked for again under its key.
        """
        clock = self._client.clock
        start = clock.monotonic()
        doubt = again = entry.first_sent is not None
        first_sent = entry.first_sent
        attempt = 1
        while True:
            if not self._gate.wait(entry.path) or not remembered(first_sent, clock.now()):
                return self._give_up(entry, None, doubt=doubt)
            first_sent = first_sent or clock.now()
            self._journal.sending(entry.position, clock.now())
            try:
                state = self._call(entry, first_sent)
            except SDKError as error:
                if isinstance(error, RateLimitError):
                    self._gate.limited(error)
                    continue
                if isinstance(error, _FOR_ALL):
                    return self._refuse_all(entry, error, doubt=doubt)
                if _refused(error, alone=attempt == 1 and not again, doubt=doubt):
                    self._gate.answered()
                    return self._journal.settle(entry.position, Outcome(FAILED, error=str(error)))
                doubt = doubt or error.maybe_applied
                pause = self._pause(attempt + again, error, clock.monotonic() - start)
                if pause is None or not self._gate.rest(pause):
                    return self._give_up(entry, error, doubt=doubt)
                attempt += 1
            else:
                self._gate.answered()
                return self._journal.settle(entry.position, outcome_of(state))

    def _call(self, entry: Entry, first_sent: float) -> shared.PushOperation:
        usual = self._client.settings.timeout or Timeout()
        # An attempt must have come to its end before the key is forgotten.
        limits = usual.within(min(usual.total, REMEMBERED - (self._client.clock.now() - first_sent)))
        options = CallOptions(_ONCE, limits, entry.key)
        state = state_of(self._client.call(self._operation, (entry.path, entry.body), options))
        if state is None or not state.push_operation_key:
            message = "the answer holds no push operation"
            error = SDKError(message)
            error.maybe_applied = True
            raise error
        return state

    def _pause(self, attempt: int, error: SDKError, elapsed: float) -> float | None:
        if error.status_code is None and not (isinstance(error, APIConnectionError) and error.transient):
            return None
        left = Timeout.total - elapsed
        random = self._client.clock.random()
        return retry_delay(WRITE_POLICY, attempt, error, elapsed=elapsed, left=left, random=random)

    def _refuse_all(self, entry: Entry, error: SDKError, *, doubt: bool) -> None:
        """Note a no that is not to this record alone.

        In doubt it may stand before the keys, or be the first answer repeated, given before the account was mended.
        """
        if doubt:
            self._journal.settle(entry.position, Outcome(SENDING, error=str(error)))
        else:
            self._journal.free(entry.position, anew=True)
        if isinstance(error, (PermissionDeniedError, PaymentRequiredError)) and doubt:
            return
        if isinstance(error, PermissionDeniedError):
            self._gate.refuse(entry.path, error)
        else:
            self._gate.stop(error)

    def _give_up(self, entry: Entry, error: SDKError | None, *, doubt: bool) -> None:
        """Note that no answer came, or that there was no time to wait for one."""
        # The API may only have repeated what it answered in an earlier run: no sign that it is down.
        if error is not None and (entry.first_sent is None or not is_from_api(error)):
            self._gate.unanswered(error)
        if doubt:
            stored = error is not None and (error.status_code or 0) >= 500 and error.status_code not in _GATEWAY  # noqa: PLR2004
            text = str(error) if error else entry.error
            self._journal.settle(entry.position, Outcome(SENDING, error=text, stored=stored))
        else:
            self._journal.free(entry.position, anew=False)


def remembered(first_sent: float | None, now: float) -> bool:
    """Say whether the API still knows a key that was first sent then. True for one that was never sent."""
    return first_sent is None or 0 <= now - first_sent < REMEMBERED - MARGIN


def _refused(error: SDKError, *, alone: bool, doubt: bool) -> bool:
    """Say whether an answer is the last word on the record."""
    status = error.status_code or 0
    if status == 409:  # noqa: PLR2004 - in progress, where somebody else can have sent it before
        return alone
    if doubt or error.maybe_applied:
        return is_definitive_rejection(error)
    return 300 <= status < 500 and status != 408  # noqa: PLR2004 - its class, in doubt
