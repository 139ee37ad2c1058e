"""Send one record, send it again while that is safe, and write its outcome to the journal."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from codatsynccommerce._runtime.client import CallOptions
from codatsynccommerce._runtime.errors import APIConnectionError, SDKError
from codatsynccommerce._runtime.retry import WRITE_POLICY, RetryConfig, retry_delay
from codatsynccommerce._runtime.timeout import Timeout
from codatsynccommerce.models import operations
from codatsynccommerce.models.errors import PaymentRequiredError, PermissionDeniedError
from codatsynccommerce.models.errors.from_response import is_from_api

from .journal import JournalError, SentBetween
from .outcome import Outcome, outcome_of, storable
from .rules import FAILED, SENDING, Verdict, judge, key_is_remembered, may_send, seconds_remembered

if TYPE_CHECKING:
    from collections.abc import Callable

    from codatsynccommerce._pushes.history import Caller
    from codatsynccommerce._runtime.client import Client
    from codatsynccommerce._runtime.operation import Operation
    from codatsynccommerce.models import shared

    from .api_clock import ApiClock, Moment
    from .journal import JournalRecord, OutcomeStore, PushTarget
    from .throttle import Limits

_ONCE = RetryConfig("none", None)
_USUAL_LIMITS = Timeout()
_CLOCK_TIMEOUT = 15.0
_CONFLICT = 409
_APPLIES_TO_COMPANY = (PermissionDeniedError, PaymentRequiredError)


class _Request(NamedTuple):
    """The request of a record. The client checks its response against the ids."""

    company_id: str
    connection_id: str
    path: str
    body: bytes


class Sender:
    """Sends records, one at a time for each thread that asks it to."""

    def __init__(
        self,
        client: Client,
        operation_of: Callable[[JournalRecord], Operation[Any]],
        journal: OutcomeStore,
        throttle: Limits,
        api_clock: ApiClock,
        reader: Caller | None = None,
    ) -> None:
        """Keep what every record needs.

        Arguments:
            client: Sends.
            operation_of: Returns the operation that creates a record, for requests that are bytes.
            journal: Holds the records.
            throttle: Every request passes it.
            api_clock: The API's clock.
            reader: Reads, within the limits of reads; None reads with the client.
        """
        self._client = client
        self._reader: Caller = reader or client
        self._operation_of = operation_of
        self._journal = journal
        self._throttle = throttle
        self._api_clock = api_clock
        self._first_sent: dict[str, Moment] = {}
        """When each key of a record that is still unknown was first sent in this run."""
        self._refusals: dict[tuple[str, str], SDKError] = {}
        """How the API refused an unknown record of a company and connection, since it last accepted one there."""

    def read_clock(self, target: PushTarget) -> None:
        """Read the API's clock before the first record leaves: without it, the age of no key can be proved."""
        if self._api_clock.is_known or not self._throttle.wait(target):
            return
        request = operations.GetCompanyPushHistoryRequest(target.company_id, page_size=1)
        limits = (self._client.settings.timeout or Timeout()).within(_CLOCK_TIMEOUT)
        sent = self._api_clock.now()
        try:
            response = self._reader.call(operations.GET_COMPANY_PUSH_HISTORY, request, CallOptions(_ONCE, limits))
        except SDKError as error:
            self._observe_error(error, sent)
        else:
            self._api_clock.observe(response.headers.get("Date"), sent)

    def can_ask_again(self, record: JournalRecord) -> bool:
        """Return whether a record is SENDING and may be sent again under its key."""
        if record.state != SENDING or record.body is None:
            return False
        age = self._key_age(record, self._api_clock.now())
        return may_send(record.state, response_stored=record.response_stored, key_age=age)

    def send(self, record: JournalRecord) -> None:
        """Send a record until a response settles it, or another attempt cannot help.

        Arguments:
            record: The record as the journal had it before it was begun. One that was SENDING is sent again under
                its key.

        Raises:
            JournalError: This release does not have the operation that creates the record, which is left to others.
        """
        try:
            operation = self._operation_of(record)
        except JournalError:
            self.skip(record)
            raise
        refusal = self._refusals.get(_place(record))
        if record.state == SENDING and refusal is not None:  # It would be refused too, and cost a request.
            self._settle(record, Outcome(SENDING, error=storable(refusal)))
        else:
            self._send(record, operation)

    def _send(self, record: JournalRecord, operation: Operation[Any]) -> None:
        started = self._client.clock.monotonic()
        maybe_applied = asked_before = record.state == SENDING
        attempt = 0
        error: SDKError | None = None
        while True:
            if not self._throttle.wait(record.target, record):
                self._give_up(record, error, maybe_applied=maybe_applied)
                return
            now = self._api_clock.now()
            age = self._key_age(record, now)
            if not key_is_remembered(age):
                self._give_up(record, error, maybe_applied=maybe_applied)
                return
            self._first_sent.setdefault(record.key, now)
            try:
                push = self._call(record, operation, age or 0.0, now)
            except SDKError as failure:
                error = failure
            else:
                self._accept(record, push)
                return
            maybe_applied = maybe_applied or error.maybe_applied
            verdict = judge(error, maybe_applied=maybe_applied)
            if verdict is Verdict.RATE_LIMITED:
                self._throttle.on_rate_limit(error, now.monotonic)
                continue
            if verdict in (Verdict.STOP, Verdict.CLOSE_TARGET):
                self._refuse(record, error, verdict, maybe_applied=maybe_applied)
                return
            if verdict is Verdict.REJECTED:
                self._throttle.on_response()
                self._settle(record, Outcome(FAILED, error=storable(error)))
                return
            maybe_applied = maybe_applied or verdict is not Verdict.NOT_SENT
            attempt += 1
            delay = self._delay(attempt + asked_before, error, self._client.clock.monotonic() - started)
            if delay is None or not self._throttle.sleep(delay):
                stored = verdict is Verdict.STORED
                self._give_up(record, error, maybe_applied=maybe_applied, response_stored=stored)
                return

    def skip(self, record: JournalRecord) -> None:
        """Write that a record which was begun was not sent."""
        self._give_up(record, None, maybe_applied=record.state == SENDING)

    def sent_between(self, record: JournalRecord) -> SentBetween:
        """Return the range in which a record that is SENDING was sent, as far as the API's clock is known by now."""
        latest = record.sent.latest
        return SentBetween(self._earliest(record), self._latest_now() if latest is None else latest)

    def _earliest(self, record: JournalRecord) -> float | None:
        """Return the earliest time at which a record can have been first sent."""
        first = self._first_sent.get(record.key)
        # A key from an earlier run may be older than this run can tell.
        if first is None or record.sent.earliest is not None:
            return record.sent.earliest
        return self._api_clock.earliest(first)

    def _latest_now(self) -> float | None:
        return self._api_clock.latest(self._api_clock.now())

    def _key_age(self, record: JournalRecord, now: Moment) -> float | None:
        """Return the most seconds since the key of a record was first sent; None if that cannot be proved."""
        first = self._first_sent.get(record.key)
        if record.state != SENDING or (first is not None and record.sent.earliest is None):
            return 0.0 if first is None else now.elapsed_since(first)
        latest = self._api_clock.latest(now)
        if latest is None or record.sent.earliest is None:
            return None
        ages = [latest - record.sent.earliest]
        if record.stored_age is not None:
            ages.append(record.stored_age.seconds + now.elapsed_since(record.stored_age.moment))
        # An age below zero contradicts the other clock, which proves nothing.
        return min(ages) if min(ages) < 0 else max(ages)

    def _call(self, record: JournalRecord, operation: Operation[Any], age: float, now: Moment) -> shared.PushOperation:
        usual = self._client.settings.timeout or _USUAL_LIMITS
        # An attempt must end before the key is forgotten.
        remembered = seconds_remembered(age)
        limits = usual if usual.total <= remembered else usual.within(remembered)
        request = _Request(
            record.target.company_id, record.target.connection_id, record.target.path, record.body or b""
        )
        try:
            response = self._client.call(operation, request, CallOptions(_ONCE, limits, record.key))
        except SDKError as error:
            self._observe_error(error, now)
            raise
        self._api_clock.observe(response.headers.get("Date"), now)
        # The model of each response holds the fields of a push operation, and more.
        push: shared.PushOperation | None = getattr(response, operation.payload or "", None)
        if push is None:
            message = "the response holds no push operation"
            unusable = SDKError(message)
            unusable.maybe_applied = True
            raise unusable
        return push

    def _observe_error(self, error: SDKError, sent: Moment) -> None:
        # The clock of a gateway is not the API's.
        if is_from_api(error):
            self._api_clock.observe(error.headers.get("Date"), sent)

    def _delay(self, attempt: int, error: SDKError, elapsed: float) -> float | None:
        if error.status_code is None and not (isinstance(error, APIConnectionError) and error.transient):
            return None
        # Wait after a 409 to the first attempt too: the caller's Session may have sent the request before.
        attempt = attempt + (error.status_code == _CONFLICT)
        left = Timeout.total - elapsed
        random = self._client.clock.random()
        return retry_delay(WRITE_POLICY, attempt, error, elapsed=elapsed, left=left, random=random)

    def _accept(self, record: JournalRecord, push: shared.PushOperation) -> None:
        outcome = outcome_of(push)
        problem = self._settle(record, outcome) or (outcome.error if outcome.state == SENDING else None)
        if problem:
            self._throttle.on_no_response(SDKError(problem))
        else:
            self._refusals.pop(_place(record), None)
            self._throttle.on_response()

    def _refuse(self, record: JournalRecord, error: SDKError, verdict: Verdict, *, maybe_applied: bool) -> None:
        """Note a refusal that other records would get too."""
        closes_target = verdict is Verdict.CLOSE_TARGET
        # If the record may have been sent before, this may be the stored response to that request, and the account may
        # have been fixed since: only records that were never sent may still be. Noted before the record is written,
        # because that lets the next record of its company leave.
        if maybe_applied and closes_target:
            self._refusals[_place(record)] = error
        if not maybe_applied or not (closes_target or isinstance(error, _APPLIES_TO_COMPANY)):
            if closes_target:
                self._throttle.close_target(record.target, error)
            else:
                self._throttle.stop(error)
        if maybe_applied:
            self._settle(record, Outcome(SENDING, error=storable(error)))
        else:
            self._release(record, new_key=True)

    def _give_up(
        self,
        record: JournalRecord,
        error: SDKError | None,
        *,
        maybe_applied: bool,
        response_stored: bool = False,
    ) -> None:
        """Record that the outcome of a record is unknown."""
        # The API may only have repeated what it responded in an earlier run, which does not show that it is down.
        if error is not None and (record.state != SENDING or not is_from_api(error)):
            self._throttle.on_no_response(error)
        if maybe_applied:
            text = record.error if error is None else storable(error)
            stored = response_stored or (error is None and record.response_stored)
            self._settle(record, Outcome(SENDING, error=text, response_stored=stored))
        else:
            self._release(record, new_key=False)

    def _settle(self, record: JournalRecord, outcome: Outcome) -> str | None:
        problem = self._journal.settle(record, outcome, SentBetween(self._earliest(record), self._latest_now()))
        if outcome.state != SENDING and problem is None:
            self._first_sent.pop(record.key, None)
        return problem

    def _release(self, record: JournalRecord, *, new_key: bool) -> None:
        self._first_sent.pop(record.key, None)
        self._journal.release(record, new_key=new_key)


def _place(record: JournalRecord) -> tuple[str, str]:
    return record.target.company_id, record.target.connection_id
