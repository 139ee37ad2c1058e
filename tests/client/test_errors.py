"""Errors: one tree, the status decides the class, one line of text, and they pickle, copy and hash."""

from __future__ import annotations

import inspect
import json
import re
import traceback
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from support.for_each import for_each
from support.recorder import StubResponse, json_response

from codatsynccommerce import utils
from codatsynccommerce.models import errors, operations, shared

if TYPE_CHECKING:
    from conftest import Connect
    from support.recorder import Recorder

ONCE = utils.RetryConfig("none", None)
BY_STATUS = {
    400: "BadRequestError",
    401: "AuthenticationError",
    402: "PaymentRequiredError",
    403: "PermissionDeniedError",
    404: "NotFoundError",
    409: "ConflictError",
    422: "UnprocessableEntityError",
    429: "RateLimitError",
    **dict.fromkeys((500, 501, 502, 503, 504, 520, 599), "ServerError"),
    **dict.fromkeys((300, 304, 405, 408, 418, 451, 499), "ErrorMessage"),
}
BODIES = [
    b"",
    b"{}",
    b"[]",
    b'[{"error": "x"}]',
    b"null",
    b"7",
    b'"text"',
    b"<html>",
    b"\xff\xfe",
    b"{",
    b'{"error": 7}',
]


def raised_by(connect: Connect, **options: Any) -> errors.ErrorMessage:
    request = operations.GetCompanyRequest("c")
    with pytest.raises(errors.ErrorMessage) as raised:
        connect(retry_config=ONCE).companies.get_company(request, **options)
    return raised.value


def test_tree_is_the_one_that_is_drawn() -> None:
    path, parents = ["SDKError"], {"SDKError": "Exception"}
    for branch, name in re.findall(r"^    ([ │]*)[├└]── (\w+)", errors.__doc__ or "", re.MULTILINE):
        path = [*path[: len(branch) // 4 + 1], name]
        parents[name] = path[-2]
    classes = {name: one for name, one in inspect.getmembers(errors, inspect.isclass) if issubclass(one, Exception)}
    found = {name: one.__mro__[1].__name__ for name, one in classes.items() if not issubclass(one, Warning)}
    assert parents == found
    assert sorted(classes) == sorted(errors.__all__)


def test_traceback_names_the_public_module() -> None:
    for name in errors.__all__:
        kind = getattr(errors, name)
        assert f"{kind.__module__}.{kind.__qualname__}" == f"codatsynccommerce.models.errors.{name}"
    shown = traceback.format_exception_only(errors.NotFoundError("gone", 404))
    assert shown == ["codatsynccommerce.models.errors.NotFoundError: gone\n"]


def test_the_root_takes_the_published_arguments() -> None:
    error = errors.SDKError("message", 400, "body", None)
    assert (error.message, error.status_code, error.body, error.raw_response) == ("message", 400, "body", None)
    assert str(error) == "message"
    plain = errors.SDKError("message")
    assert (plain.status_code, plain.body, plain.headers, plain.attempts) == (None, "", {}, 0)
    unknown = (plain.idempotency_key, plain.retry_after, plain.correlation_id, plain.maybe_applied)
    assert unknown == (None, None, None, False)


@for_each("status", sorted(BY_STATUS))
@for_each("body", BODIES)
def test_status_decides_the_class(status: int, body: bytes, connect: Connect, server: Recorder) -> None:
    server.will(StubResponse(status, body, {"Content-Type": "text/html", "X-Of": "the server"}))
    error = raised_by(connect)
    assert type(error).__name__ == BY_STATUS[status]
    assert (error.status_code, error.attempts, error.headers["x-of"]) == (status, 1, "the server")
    assert error.body == ("" if status == 304 else body.decode("utf-8", "replace"))
    assert error.raw_response is not None
    assert error.raw_response.content == (b"" if status == 304 else body)
    assert str(error).startswith(f"{status}: ")
    assert "\n" not in str(error)


@for_each(
    ("body", "text"),
    [
        (
            b'{"error": "Company limit exceeded", "correlationId": "f2c1"}',
            "404: Company limit exceeded (correlation id f2c1)",
        ),
        (b'{"error": "two\\nlines\\r\\n\\tand more"}', "404: two lines and more"),
        (b'{"correlationId": "f2c1"}', "404: Not Found (correlation id f2c1)"),
        (b'{"error": null, "correlationId": null}', "404: Not Found"),
        (b"", "404: Not Found"),
        (b"<html><body>Bad gateway</body></html>", "404: Not Found"),
        (b"no healthy upstream", "404: no healthy upstream"),
        (b'"quoted words"', "404: quoted words"),
        (b"[]", "404: []"),
        (
            b'{"title": "Not valid.", "status": 404, "errors": {"$.name": ["is too long", "x"]}}',
            "404: Not valid.; $.name: is too long; $.name: x",
        ),
        (b'{"title": "Gone", "detail": "It was deleted.", "instance": "/a"}', "404: Gone; It was deleted."),
        (b'{"statusCode": 404, "message": "Quota is exceeded."}', "404: Quota is exceeded."),
        (b'{"error": {"code": "Denied", "message": "Not from here."}}', "404: Not from here."),
        (b'{"Message": "No such stage"}', "404: No such stage"),
        (b'["first", {"message": "second"}]', "404: first; second"),
        (b'{"code": 7, "hint": "look there"}', '404: {"code": 7, "hint": "look there"}'),
    ],
)
def test_text_is_one_line(body: bytes, text: str, connect: Connect, server: Recorder) -> None:
    server.will(StubResponse(404, body))
    assert str(raised_by(connect)) == text


def test_text_has_a_limited_length(connect: Connect, server: Recorder) -> None:
    server.will(json_response({"error": "word " * 5000, "correlationId": "f2c1"}, 400))
    error = raised_by(connect)
    assert len(str(error)) < 600
    assert str(error).endswith("... (correlation id f2c1)")
    assert error.error == "word " * 5000


def test_text_holds_no_control_characters(connect: Connect, server: Recorder, caplog: pytest.LogCaptureFixture) -> None:
    words = "no\x1b[2J\x07\x00\u202e\x9b2Jway"
    server.will(json_response({"error": words, "correlationId": words}, 400))
    with pytest.raises(errors.BadRequestError) as raised:
        connect().companies.get_company(operations.GetCompanyRequest("c"))
    assert str(raised.value) == "400: no [2J 2Jway (correlation id no [2J 2Jway)"
    assert raised.value.error == words
    assert "\x1b" not in caplog.text


def test_status_without_a_name(connect: Connect, server: Recorder) -> None:
    server.will(StubResponse(599, b""))
    assert str(raised_by(connect)) == "599: unknown status"


def test_error_holds_the_document(connect: Connect, server: Recorder) -> None:
    item = {"itemId": "Name", "message": "too long", "validatorName": "CreateCompany"}
    document = {
        "statusCode": 429,
        "service": "PublicApi",
        "error": "words",
        "correlationId": "f2c1",
        "validation": {"errors": [item], "warnings": None, "_internals": []},
        "canBeRetried": "Unknown",
        "detailedErrorCode": 7,
    }
    server.will(json_response(document, 402))
    error = raised_by(connect)
    assert (type(error).__name__, error.status_code) == ("PaymentRequiredError", 402)
    assert (error.error, error.service, error.correlation_id) == ("words", "PublicApi", "f2c1")
    assert (error.can_be_retried, error.detailed_error_code) == ("Unknown", 7)
    assert error.validation == shared.Validation.from_dict({"errors": [item]})


@for_each("validation", [None, {}, [], "text", 7, {"errors": {}}, {"errors": [7]}, {"errors": [None]}])
def test_unreadable_validation_does_not_hide_the_error(validation: Any, connect: Connect, server: Recorder) -> None:
    server.will(json_response({"error": "words", "validation": validation, "detailedErrorCode": True}, 400))
    error = raised_by(connect)
    assert (type(error), error.error) == (errors.BadRequestError, "words")
    assert error.validation is None or validation == {"errors": [None]}
    assert type(error.detailed_error_code) is not bool


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(),
    lambda one: st.lists(one, max_size=3) | st.dictionaries(st.text(max_size=5), one, max_size=3),
    max_leaves=6,
)
KEYS = ["error", "correlationId", "service", "canBeRetried", "detailedErrorCode", "validation"]


@given(document=st.fixed_dictionaries({}, optional=dict.fromkeys(KEYS, JSON)) | JSON)
@settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_document_becomes_a_one_line_error(document: Any, connect: Connect, server: Recorder) -> None:
    server.will(StubResponse(409, json.dumps(document).encode()))
    error = raised_by(connect)
    assert type(error) is errors.ConflictError
    assert str(error).splitlines() == [str(error)]
    assert len(str(error)) < 1200
    for text in (error.error, error.service, error.can_be_retried, error.correlation_id):
        assert text is None or isinstance(text, str)
