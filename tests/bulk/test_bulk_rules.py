"""The rules of a run by themselves: what a response proves, and when a record may be sent."""

from __future__ import annotations

from support.for_each import for_each

from codatsynccommerce.bulk import rules
from codatsynccommerce.bulk.rules import Verdict, judge, may_send
from codatsynccommerce.models import errors
from codatsynccommerce.models.errors.statuses import class_for

MINUTE = 60.0


def refusal(status: int, *, from_api: bool = True, maybe_applied: bool = False) -> errors.SDKError:
    error = class_for(status)(f"{status}: no", status)
    if from_api:
        error.error, error.service = "no", "PublicApi"
    error.maybe_applied = maybe_applied
    return error


def lost(*, maybe_applied: bool) -> errors.SDKError:
    error = errors.APIConnectionError("the connection failed")
    error.maybe_applied = maybe_applied
    return error


@for_each(
    ("error", "verdict"),
    [
        (refusal(400), Verdict.REJECTED),
        (refusal(400, from_api=False, maybe_applied=True), Verdict.UNKNOWN),
        (refusal(402, from_api=False, maybe_applied=True), Verdict.UNKNOWN),
        (refusal(403, from_api=False, maybe_applied=True), Verdict.UNKNOWN),
        (refusal(404, from_api=False, maybe_applied=True), Verdict.UNKNOWN),
        (refusal(413, from_api=False), Verdict.REJECTED),
        (refusal(422), Verdict.REJECTED),
        (refusal(404), Verdict.CLOSE_TARGET),
        (refusal(403), Verdict.CLOSE_TARGET),
        (refusal(401), Verdict.STOP),
        (refusal(402), Verdict.STOP),
        (errors.RequestError("no API key"), Verdict.STOP),
        (refusal(429), Verdict.RATE_LIMITED),
        (refusal(408), Verdict.UNKNOWN),
        (refusal(409), Verdict.UNKNOWN),
        (refusal(303, maybe_applied=True), Verdict.UNKNOWN),
        (refusal(500), Verdict.STORED),
        (refusal(503), Verdict.UNKNOWN),
        (refusal(504, from_api=False), Verdict.UNKNOWN),
        (errors.ResponseDecodeError("no JSON", 200), Verdict.UNKNOWN),
        (lost(maybe_applied=True), Verdict.UNKNOWN),
        (lost(maybe_applied=False), Verdict.NOT_SENT),
    ],
)
def test_first_attempt_is_judged(error: errors.SDKError, verdict: Verdict) -> None:
    assert judge(error, maybe_applied=error.maybe_applied) is verdict


@for_each("status", [301, 400, 404, 405, 407, 413, 421, 422])
def test_gateway_proves_nothing_after_lost_response(status: int) -> None:
    assert judge(refusal(status, from_api=False), maybe_applied=True) is Verdict.UNKNOWN


@for_each("status", [401, 402, 403, 404, 409, 422])
def test_refusal_before_keys_rejects_no_record(status: int) -> None:
    """After a lost response, only the response that the API stored for the key is a rejection."""
    assert judge(refusal(status), maybe_applied=True) is not Verdict.REJECTED


def test_stored_rejection_holds_for_every_attempt() -> None:
    assert judge(refusal(400), maybe_applied=True) is Verdict.REJECTED


@for_each(
    ("state", "stored", "age", "allowed"),
    [
        (rules.READY, False, None, True),
        (rules.SENDING, False, 0.0, True),
        (rules.SENDING, False, 88.9 * MINUTE, True),
        (rules.SENDING, False, 89 * MINUTE, False),
        (rules.SENDING, False, 91 * MINUTE, False),
        (rules.SENDING, False, None, False),
        (rules.SENDING, False, -1.0, False),
        (rules.SENDING, True, 1.0, False),
        (rules.PENDING, False, 1.0, False),
        (rules.SUCCEEDED, False, 1.0, False),
        (rules.FAILED, False, 1.0, False),
        (rules.TIMED_OUT, False, 1.0, False),
    ],
)
def test_record_is_sent_only_when_safe(state: str, stored: bool, age: float | None, allowed: bool) -> None:
    assert may_send(state, response_stored=stored, key_age=age) is allowed
