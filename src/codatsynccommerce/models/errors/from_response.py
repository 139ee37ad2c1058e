"""An answer other than 2xx to the error that says what happened."""

from __future__ import annotations

from http import HTTPStatus
from typing import TYPE_CHECKING, Any, cast

from ..._runtime import errors
from ..._runtime.codec import codec

if TYPE_CHECKING:
    from ..._runtime.http.messages import HTTPResponse


def failure(reply: HTTPResponse) -> errors.ErrorMessage:
    """Make the error for an answer, whatever its body is."""
    document = _document(reply.body)
    words = _text(document, "error") or ("" if document else _words(reply)) or _phrase(reply.status)
    correlation_id = errors.one_line(_text(document, "correlationId") or "") or None  # It goes into log lines.
    told = errors.one_line(f"{reply.status}: {words}")
    error = errors.class_for(reply.status)(
        f"{told} (correlation id {correlation_id})" if correlation_id else told,
        reply.status,
        reply.text,
        reply.raw,
        headers=reply.headers,
    )
    error.error = _text(document, "error")
    error.correlation_id = correlation_id
    error.service = _text(document, "service")
    error.can_be_retried = _text(document, "canBeRetried")
    code = document.get("detailedErrorCode")
    error.detailed_error_code = code if type(code) is int else None
    error.validation = _validation(document.get("validation"))
    return error


def _document(body: bytes) -> dict[str, Any]:
    try:
        document = codec.parse(body)
    except errors.ResponseDecodeError:
        return {}
    return cast("dict[str, Any]", document) if isinstance(document, dict) else {}


def _text(document: dict[str, Any], key: str) -> str | None:
    value = document.get(key)
    return value if isinstance(value, str) and value else None


def _validation(value: Any) -> Any:
    # Imported late: the models are built on this package, and no error is needed to import it.
    from codatsynccommerce.models.shared import Validation  # noqa: PLC0415

    try:
        return codec.decode(Validation, value) if value else None
    except errors.ResponseDecodeError:
        return None


def _words(reply: HTTPResponse) -> str:
    """Give the words of a body that is not the API's document: plain text, but not a page of HTML."""
    text = reply.text.strip()
    return "" if "<" in text[:200] else text.strip('"')


def _phrase(status: int) -> str:
    try:
        return HTTPStatus(status).phrase
    except ValueError:
        return "unknown status"
