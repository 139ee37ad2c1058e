"""Every status with Retry-After in every form: the pause is taken where it helps, and never hides the status."""

from __future__ import annotations

from email.utils import formatdate

import pytest
from support.fault_case import ALL
from support.fault_cases_status import API_DOCUMENT, STATUSES
from support.fault_client import fault_client
from support.fault_steps import read, response_bytes, send

from codatsynccommerce.models import errors

# The trial's time is Tue, 14 Nov 2023 22:13:20 GMT.
FORMS: dict[str, tuple[tuple[str, ...], float | None]] = {
    "none": ((), None),
    "seconds": (("7",), 7.0),
    "no seconds": (("0",), 0.0),
    "a fraction": (("1.5",), 1.5),
    "as long as we wait": (("59",), 59.0),
    "longer than we wait": (("61",), 61.0),
    "until midnight": (("6400",), 6400.0),
    "more digits than a number has": (("9" * 400,), 1e9),
    "a date": (("Tue, 14 Nov 2023 22:13:50 GMT",), 30.0),
    "a date of RFC 850": (("Tuesday, 14-Nov-23 22:13:50 GMT",), 30.0),
    "a date of asctime": (("Tue Nov 14 22:13:50 2023",), 30.0),
    "a date with an offset": (("Tue, 14 Nov 2023 23:13:50 +0100",), 30.0),
    "a date that is past": (("Tue, 14 Nov 2023 22:13:19 GMT",), 0.0),
    "a date of tomorrow": (("Wed, 15 Nov 2023 22:13:20 GMT",), 86_400.0),
    "a date that is none": (("Tue, 99 Nov 2023 22:13:50 GMT",), None),
    "below nothing": (("-5",), None),
    "words": (("soon",), None),
    "nothing": (("",), None),
    "twice": (("5", "9"), 9.0),
    "twice, once as a date": (("5", "Tue, 14 Nov 2023 22:13:50 GMT"), None),
    "not ASCII": (("\xb2",), None),
}


@pytest.mark.parametrize("method", ["GET", "POST"])
@pytest.mark.parametrize("form", FORMS)
def test_retry_after(form: str, method: str) -> None:
    values, seconds = FORMS[form]
    headers = [f"Retry-After: {value}" for value in values]
    with fault_client(timeout=1000) as caller:
        for status, kind, get, post, maybe in STATUSES:
            caller.server.heal()
            caller.pauses.clear()
            # A 304 has no body, and without the API's own document it does not prove that a write was refused.
            empty = status.startswith("304")
            caller.server.always(read, send(response_bytes(b"" if empty else API_DOCUMENT, status, *headers)))
            error = caller.failure(method)
            assert isinstance(error, kind), status
            assert (error.status_code, error.retry_after) == (int(status[:3]), seconds)
            attempts = 1 if seconds is not None and seconds > 60 else get if method == "GET" else post
            assert error.attempts == caller.server.begun == attempts, status
            assert error.maybe_applied is ((maybe or empty) and method == "POST"), status
            backoff = [0.999 * pause for pause in (0.5, 0.75, 1.125)]
            assert caller.pauses == pytest.approx([max(pause, seconds or 0) for pause in backoff][: attempts - 1])
        caller.server.heal()
        caller.call(method)


@pytest.mark.parametrize("route", ["own", "session", "adapter", "async"])
def test_after_the_pause_the_call_goes_on(route: str) -> None:
    with fault_client(route) as caller:
        caller.server.once(read, send(response_bytes(b"", "429 Too Many Requests", "Retry-After: 9")))
        caller.call("POST")
        assert caller.pauses == [9]
        assert len(set(caller.server.requests)) == 1


def test_status_is_in_the_message() -> None:
    with fault_client() as caller:
        caller.server.always(read, send(response_bytes(b"", "429 Too Many Requests", "Retry-After: 86400")))
        error = caller.failure("POST")
        assert type(error) is errors.RateLimitError
        assert (str(error), error.attempts) == ("429: Too Many Requests", 1)
        assert ALL > 1


@pytest.mark.parametrize("route", ["own", "session", "async"])
@pytest.mark.parametrize("hours_ahead", [-2, 2])
def test_date_counts_from_that_of_the_response(hours_ahead: int, route: str) -> None:
    """The clock of this computer is wrong; the server tells its own."""
    date = 1_700_000_000 + hours_ahead * 3600
    headers = (f"Date: {formatdate(date, usegmt=True)}", f"Retry-After: {formatdate(date + 7, usegmt=True)}")
    with fault_client(route, timeout=1000) as caller:
        caller.server.once(read, send(response_bytes(API_DOCUMENT, "429 Too Many Requests", *headers)))
        caller.call("POST")
        assert caller.pauses == [7.0]
