"""From a response with a status other than 2xx to the error that describes it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

from ..._runtime.codec import codec
from ..._runtime.errors import ResponseDecodeError, one_line
from .statuses import ErrorMessage, class_for

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ..._runtime.errors import SDKError
    from ..._runtime.http.messages import HTTPResponse
    from ..shared import Validation

_REASON_KEYS = ("title", "detail", "message", "error", "error_description", "errors", "reason", "fault", "faultstring")
"""Properties in which problem details (RFC 9457), gateways and proxies state the reason, in the order to show them."""
_MAX_DEPTH = 4
_OWN_KEYS = frozenset(
    {"statusCode", "service", "error", "correlationId", "validation", "canBeRetried", "detailedErrorCode"}
)

_DECIDED_BY_HEAD = frozenset({407, 411, 413, 414, 417, 421, 429, 431})
"""Refusals because of the head of a request, or of one request too many: a gateway sends them instead of passing the
request on."""
_DEFINITIVE = frozenset({400, 422})
"""Statuses that the API decides after it has checked the idempotency key. It checks credentials, account, permission
and path earlier (401, 402, 403, 404)."""


def error_from_response(response: HTTPResponse) -> ErrorMessage:
    """Return the error for a response, whatever its body is."""
    document = _parse(response.body)
    fields = cast("dict[str, Any]", document) if isinstance(document, dict) else {}
    correlation_id = one_line(_text(fields, "correlationId") or "") or None  # Log lines contain it.
    reason = _text(fields, "error") or _reason(document) or _body_text(response, document) or _phrase(response.status)
    message = one_line(f"{response.status}: {reason}")
    error = class_for(response.status)(
        f"{message} (correlation id {correlation_id})" if correlation_id else message,
        response.status,
        response.text,
        response.raw,
        headers=response.headers,
    )
    error.error = _text(fields, "error")
    error.correlation_id = correlation_id
    error.service = _text(fields, "service")
    error.can_be_retried = _text(fields, "canBeRetried")
    code = fields.get("detailedErrorCode")
    error.detailed_error_code = code if type(code) is int else None
    error.validation = _validation(fields.get("validation"))
    return error


def is_from_api(error: SDKError) -> bool:
    """Return whether an error holds the API's own error document, and not that of a gateway or a proxy."""
    return isinstance(error, ErrorMessage) and bool(error.error and (error.service or error.correlation_id))


def is_definitive_rejection(error: SDKError) -> bool:
    """Return whether an error is the API's stored response to an idempotency key.

    The API stores its first response to a key and repeats it, so that such a rejection holds for every request that
    carried the key. A rejection that the API makes before it checks the key says nothing about an earlier request.
    See https://docs.codat.io/using-the-api/write-data/idempotency.
    """
    return error.status_code in _DEFINITIVE and is_from_api(error)


def may_hide_response(error: SDKError) -> bool:
    """Return whether an error is a refusal that a gateway may have sent in place of the API's response.

    A filter that checks responses refuses, or redirects, after the API has applied a write. Only the API's own error
    document, or a status that is decided by the head of the request, proves that the API has not applied it.
    """
    status = error.status_code
    return (
        status is not None
        and 300 <= status < 500  # noqa: PLR2004 - classes of statuses
        and status not in _DECIDED_BY_HEAD
        and not is_from_api(error)
    )


def _parse(body: bytes) -> Any:
    """Return the JSON value of a body, None if it holds none."""
    try:
        return codec.parse(body)
    except ResponseDecodeError:
        return None


def _text(fields: dict[str, Any], key: str) -> str | None:
    value = fields.get(key)
    return value if isinstance(value, str) and value else None


def _validation(value: Any) -> Validation | None:
    if not value:
        return None
    # Imported late: most programs never see an error with a validation, and the models take long to load.
    from ..shared import Validation as Model  # noqa: PLC0415

    try:
        return cast("Validation", codec.decode(Model, value))
    except ResponseDecodeError:
        return None


def _reason(document: Any) -> str:
    """Return the reason in a document that is not the API's own, as one text."""
    return "; ".join(dict.fromkeys(_reasons(document, _MAX_DEPTH)))


def _reasons(value: Any, depth: int) -> Iterator[str]:
    if isinstance(value, str):
        if value.strip():
            yield value.strip()
    elif depth and isinstance(value, list):
        for element in cast("list[Any]", value):
            yield from _reasons(element, depth - 1)
    elif depth and isinstance(value, dict):
        fields = {name.lower(): inner for name, inner in cast("dict[str, Any]", value).items()}
        for name in _REASON_KEYS:
            inner = fields.get(name)
            if name == "errors" and isinstance(inner, dict):  # Messages by field.
                for field, messages in cast("dict[str, Any]", inner).items():
                    yield from (f"{field}: {text}" for text in _reasons(messages, depth - 1))
            else:
                yield from _reasons(inner, depth - 1)


def _body_text(response: HTTPResponse, document: Any) -> str:
    """Return the body itself: plain text or JSON of any form, but not a page of HTML."""
    if isinstance(document, dict) and _OWN_KEYS.issuperset(cast("dict[str, Any]", document)):
        return ""  # The API's own document, without a reason.
    text = response.text.strip()
    return "" if "<" in text[:200] else text.strip('"')


def _phrase(status: int) -> str:
    from http import HTTPStatus

    try:
        return HTTPStatus(status).phrase
    except ValueError:
        return "unknown status"
