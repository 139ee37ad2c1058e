"""Fault cases: statuses other than 2xx, each with several bodies."""

from __future__ import annotations

from codatsynccommerce.models import errors
from support.fault_case import ALL, FaultCase
from support.fault_steps import read, response_bytes, send

API_DOCUMENT = b'{"statusCode": 1, "error": "words of the API", "correlationId": "0af7", "canBeRetried": "Unknown"}'
_PAGE = b"<!doctype html><html><body>\n<h1>Sorry</h1>\n</body></html>"
_ONCE = 1

# Status, class, attempts of a GET, attempts of a POST, whether the POST may have been applied.
STATUSES: tuple[tuple[str, type[errors.SDKError], int, int, bool], ...] = (
    ("300 Multiple Choices", errors.ErrorMessage, _ONCE, _ONCE, False),
    ("304 Not Modified", errors.ErrorMessage, _ONCE, _ONCE, False),
    ("400 Bad Request", errors.BadRequestError, _ONCE, _ONCE, False),
    ("401 Unauthorized", errors.AuthenticationError, _ONCE, _ONCE, False),
    ("402 Payment Required", errors.PaymentRequiredError, _ONCE, _ONCE, False),
    ("403 Forbidden", errors.PermissionDeniedError, _ONCE, _ONCE, False),
    ("404 Not Found", errors.NotFoundError, _ONCE, _ONCE, False),
    ("405 Method Not Allowed", errors.ErrorMessage, _ONCE, _ONCE, False),
    ("408 Request Timeout", errors.ErrorMessage, ALL, ALL, True),
    # The key of a POST is new with the call: nobody else can be running under it on the first attempt.
    ("409 Conflict", errors.ConflictError, _ONCE, _ONCE, False),
    ("418 I'm a Teapot", errors.ErrorMessage, _ONCE, _ONCE, False),
    ("422 Unprocessable Entity", errors.UnprocessableEntityError, _ONCE, _ONCE, False),
    ("429 Too Many Requests", errors.RateLimitError, ALL, ALL, False),
    ("451 Unavailable For Legal Reasons", errors.ErrorMessage, _ONCE, _ONCE, False),
    # The API stores a 500 under the key and would only say it again.
    ("500 Internal Server Error", errors.ServerError, ALL, _ONCE, True),
    ("501 Not Implemented", errors.ServerError, ALL, _ONCE, True),
    ("502 Bad Gateway", errors.ServerError, ALL, ALL, True),
    ("503 Service Unavailable", errors.ServerError, ALL, ALL, True),
    ("504 Gateway Timeout", errors.ServerError, ALL, ALL, True),
    ("529 Overloaded", errors.ServerError, ALL, _ONCE, True),
    ("599", errors.ServerError, ALL, _ONCE, True),
    ("999 Odd", errors.ServerError, _ONCE, _ONCE, True),
)

_BODIES = (
    ("the API's document", API_DOCUMENT, "words of the API (correlation id 0af7)"),
    ("a page", _PAGE, ""),
    ("nothing", b"", ""),
    ("a list", b'["one", "two"]', ""),
    ("no UTF-8", b'{"error": "\xff\xfe"}', ""),
    ("two lines", b"first line\r\nsecond line\x0b\xe2\x80\xa8third", "first line second line third"),
)


def _rows() -> list[FaultCase]:
    rows: list[FaultCase] = []
    for status, error, get, post, maybe in STATUSES:
        for name, body, words in _BODIES if status[:3] in ("400", "503") else _BODIES[:1]:
            empty = status.startswith("304")
            says = f"{status[:3]}: {'' if empty else words}"
            steps = (read, send(response_bytes(b"" if empty else body, status)))
            # Only the API's own document proves a refusal: a gateway may have hidden the response to an applied write.
            hidden = empty or body is not API_DOCUMENT
            rows.append(FaultCase(f"{status}, {name}", steps, error, get, post, maybe=maybe or hidden, says=says))
    for status in ("401 Unauthorized", "403 Forbidden", "404 Not Found", "405 Method Not Allowed", "409 Conflict"):
        steps = (read, send(response_bytes(_PAGE, status)))
        rows.append(FaultCase(f"{status}, a page", steps, errors.ErrorMessage, maybe=True, says=status[:3]))
    for status in ("302 Found", "307 Temporary Redirect"):
        steps = (read, send(response_bytes(_PAGE, status)))
        rows.append(FaultCase(f"{status}, a page", steps, errors.ErrorMessage, maybe=True, says=status[:3]))
    for status in ("407 Proxy Authentication Required", "413 Content Too Large", "431 Header Fields Too Large"):
        steps = (read, send(response_bytes(_PAGE, status)))
        rows.append(FaultCase(f"{status}, a page", steps, errors.ErrorMessage, maybe=False, says=status[:3]))
    return rows


FAULT_CASES: tuple[FaultCase, ...] = tuple(_rows())
