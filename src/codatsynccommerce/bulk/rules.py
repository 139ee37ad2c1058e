"""The rules of a bulk run: which states a record passes through, when it may be sent, and what a response proves.

Everything here is pure: no file, no network, no clock. Every journal obeys these rules, whatever it is stored in.

    READY ──send──▶ SENDING ──accepted──▶ PENDING ──▶ SUCCEEDED
      ▲                │  │                  ├──────▶ FAILED
      │  proved absent │  └─rejected─▶ FAILED└──────▶ TIMED_OUT
      └────────────────┘

A record leaves SENDING only on proof: a response that is provably about this record, a push history that proves its
absence, or the word of a person (`Report.resolve`). See https://docs.codat.io/using-the-api/write-data/idempotency for
what the API remembers of an idempotency key.
"""

from __future__ import annotations

from enum import Enum, auto
from typing import TYPE_CHECKING, Final, Literal

from codatsynccommerce._client import KEY_LIFETIME, KEY_MARGIN
from codatsynccommerce._runtime.errors import RequestError
from codatsynccommerce.models.errors import (
    AuthenticationError,
    NotFoundError,
    PaymentRequiredError,
    PermissionDeniedError,
    RateLimitError,
)
from codatsynccommerce.models.errors.from_response import is_definitive_rejection, is_from_api

if TYPE_CHECKING:
    from codatsynccommerce._runtime.errors import SDKError

State = Literal["ready", "sending", "pending", "succeeded", "failed", "timed out"]

READY: Final = "ready"
"""Never sent, or sent and provably not applied: it can be sent."""
SENDING: Final = "sending"
"""It may have been sent, and nothing proves its outcome."""
PENDING: Final = "pending"
"""The API returned a push operation, which has not ended."""
SUCCEEDED: Final = "succeeded"
FAILED: Final = "failed"
"""Rejected by the API or by the accounting software: it was not created."""
TIMED_OUT: Final = "timed out"
"""The push operation ended as TimedOut: the accounting software may still create the record."""

UNRESOLVED: Final = (SENDING, TIMED_OUT)
"""States that a person may resolve."""

HISTORY_DELAY: Final = 300.0
"""Seconds after an attempt before the push history can prove that it was not applied."""

_KEY_REUSED = 422
_GATEWAY_STATUSES = frozenset({502, 503, 504})
"""The API never saw the request, or its response was lost; it stored nothing that it would repeat."""


class Verdict(Enum):
    """What a failed attempt proves about a record."""

    REJECTED = auto()
    """The API rejected this record: it was not created."""
    STOP = auto()
    """Every other record would be refused too. This attempt was not applied."""
    CLOSE_TARGET = auto()
    """Every record for the same company and connection would be refused too. This attempt was not applied."""
    RATE_LIMITED = auto()
    """Too many requests. This attempt was not applied, and the key may be used again."""
    STORED = auto()
    """The API stored this response and would only repeat it. Whether the attempt was applied is unknown."""
    NOT_SENT = auto()
    """The request never left: this attempt was not applied."""
    UNKNOWN = auto()
    """The attempt may have been applied. A repeat under the same key may show it."""


def judge(error: SDKError, *, maybe_applied: bool) -> Verdict:
    """Return what a failed attempt proves.

    Arguments:
        error: How the attempt failed.
        maybe_applied: Whether an earlier attempt under the same key may have been applied. A refusal then proves
            something only if it is provably the response that the API stored for the key.
    """
    maybe_applied = maybe_applied or error.maybe_applied
    status = error.status_code
    if isinstance(error, RateLimitError):
        return Verdict.RATE_LIMITED
    if isinstance(error, (RequestError, AuthenticationError)):
        return Verdict.STOP
    if is_from_api(error):  # A response that a gateway sent in the API's place may concern this record alone.
        if isinstance(error, PaymentRequiredError):
            return Verdict.STOP
        if isinstance(error, (PermissionDeniedError, NotFoundError)):
            return Verdict.CLOSE_TARGET
    if status is None:
        return Verdict.UNKNOWN if error.maybe_applied else Verdict.NOT_SENT
    if status < 300 or status in (408, 409):  # noqa: PLR2004 - class of statuses
        return Verdict.UNKNOWN
    if status >= 500:  # noqa: PLR2004 - class of statuses
        return Verdict.UNKNOWN if status in _GATEWAY_STATUSES else Verdict.STORED
    if not maybe_applied:
        return Verdict.REJECTED
    # A 422 may also say that the API knows the key from a request with another body, which may have been applied.
    stored = is_definitive_rejection(error) and status != _KEY_REUSED
    return Verdict.REJECTED if stored else Verdict.UNKNOWN


def may_send(state: str, *, response_stored: bool, key_age: float | None) -> bool:
    """Return whether a request for a record may leave.

    Arguments:
        state: State of the record.
        response_stored: Whether the API has stored a response to its key that it would only repeat.
        key_age: The most seconds that can have passed since its key was first sent, by the API's clock; None if that
            cannot be proved. An unknown age is never a reason to send.
    """
    if state == READY:
        return True
    return state == SENDING and not response_stored and key_is_remembered(key_age)


def key_is_remembered(key_age: float | None) -> bool:
    """Return whether the API provably still remembers a key of at most this age, in seconds."""
    # An age below zero means that the clocks contradict each other, which proves nothing.
    return key_age is not None and 0 <= key_age < KEY_LIFETIME - KEY_MARGIN


def seconds_remembered(key_age: float) -> float:
    """Return the seconds for which the API provably still remembers a key: an attempt must end before."""
    return KEY_LIFETIME - key_age
