"""What a client reports in addition to its responses: the rate limit, each attempt, spans and metrics, the log."""

from __future__ import annotations

import logging
from contextlib import contextmanager
from datetime import datetime, timezone
from typing import TYPE_CHECKING, Any

import pytest
from opentelemetry.sdk.metrics import MeterProvider
from opentelemetry.sdk.metrics.export import InMemoryMetricReader
from opentelemetry.sdk.trace import TracerProvider
from opentelemetry.sdk.trace.export import SimpleSpanProcessor
from opentelemetry.sdk.trace.export.in_memory_span_exporter import InMemorySpanExporter
from opentelemetry.trace import StatusCode
from support.api_key import KEY, found_in
from support.fault_server import FaultServer
from support.for_each import for_each
from support.recorder import StubResponse, json_response

from codatsynccommerce import telemetry, utils
from codatsynccommerce.models import errors, operations, shared

if TYPE_CHECKING:
    from collections.abc import Iterator

    from conftest import Connect, StillTime
    from support.recorder import Recorder

    from codatsynccommerce import CodatSyncCommerce

MIDNIGHT = datetime(2026, 11, 28, tzinfo=timezone.utc)
NOTHING = utils.RateLimit(None, None, None)


def get(client: CodatSyncCommerce) -> Any:
    return client.companies.get_company(operations.GetCompanyRequest("company-7"))


def push(client: CodatSyncCommerce) -> Any:
    customer = shared.AccountingCustomer(customer_name="Ada", status=shared.CustomerStatus.ACTIVE)
    request = operations.CreateAccountingCustomerRequest("company-7", "connection-8", customer)
    return client.accounting_customers.create_accounting_customer(request)


@for_each(
    ("reset", "expected"),
    [
        ("2026-11-28T00:00:00Z", MIDNIGHT),
        ("2026-11-28T00:00:00.1234567Z", MIDNIGHT),
        ("2026-11-28T02:00:00+02:00", MIDNIGHT),
        ("2026-11-28T00:00:00", MIDNIGHT),
        ("Sat, 28 Nov 2026 00:00:00 GMT", MIDNIGHT),
        (str(int(MIDNIGHT.timestamp())), MIDNIGHT),
        (str(int(MIDNIGHT.timestamp()) * 1000), MIDNIGHT),
        *[(text, None) for text in ("", "soon", "3600", "-1", "2026-99-99", "9" * 30, "99999999999999999", "\u0664")],
    ],
)
def test_rate_limit_is_read_in_every_form(reset: str, expected: datetime | None) -> None:
    headers = {"X-Rate-Limit-Limit": "1000", "X-Rate-Limit-Remaining": "7", "X-Rate-Limit-Reset": reset}
    assert utils.RateLimit.of(headers) == (1000, 7, expected)


def test_rate_limit_on_response_error_and_client(connect: Connect, server: Recorder) -> None:
    client: Any = connect(retry_config=utils.RetryConfig("none", None))
    assert client.rate_limit == NOTHING
    server.will(json_response({}, X_Rate_Limit_Limit="1000", X_Rate_Limit_Remaining="7"))
    assert get(client).rate_limit == client.rate_limit == (1000, 7, None)
    server.will(json_response({"error": "quota"}, 429, X_Rate_Limit_Limit="1000", X_Rate_Limit_Remaining="0"))
    with pytest.raises(errors.RateLimitError) as raised:
        get(client)
    assert raised.value.rate_limit == client.rate_limit == (1000, 0, None)
    server.will(json_response({}))
    assert get(client).rate_limit == NOTHING
    assert client.rate_limit == (1000, 0, None)
    assert errors.SDKError("none").rate_limit == NOTHING


def test_late_response_does_not_raise_the_rate_limit(connect: Connect, server: Recorder) -> None:
    client: Any = connect()
    today, tomorrow = "2026-11-28T00:00:00Z", "2026-11-29T00:00:00Z"
    for limit, remaining, reset, expected in (
        (1000, 7, today, 7),
        (1000, 5, today, 5),
        (1000, 6, today, 5),
        (2000, 1004, today, 1004),  # Another company was linked.
        (2000, 1999, tomorrow, 1999),
        (2000, 1003, today, 1999),
        (2000, 1998, tomorrow, 1998),
    ):
        headers: dict[str, Any] = {"X_Rate_Limit_Limit": str(limit), "X_Rate_Limit_Remaining": str(remaining)}
        server.will(json_response({}, **headers, X_Rate_Limit_Reset=reset))
        assert get(client).rate_limit.remaining == remaining
        assert client.rate_limit.remaining == expected


def test_rate_limit_of_nonsense_is_none(connect: Connect, server: Recorder) -> None:
    server.will(json_response({}, X_Rate_Limit_Limit="many", X_Rate_Limit_Remaining="-1", X_Rate_Limit_Reset="soon"))
    assert get(connect()).rate_limit == NOTHING


def test_hook_sees_each_attempt(connect: Connect, server: Recorder, time: StillTime) -> None:
    seen: list[utils.Attempt] = []
    server.will(StubResponse(503), json_response({}))
    response = push(connect(on_attempt=seen.append))
    first, second = seen
    assert (first.number, first.status, first.error, first.next_delay) == (1, 503, "ServerError", time.pauses[0])
    assert (second.number, second.status, second.error, second.next_delay) == (2, 200, None, None)
    assert second.operation == "create-accounting-customer"
    assert (second.method, second.path) == ("POST", "/companies/{companyId}/connections/{connectionId}/push/customers")
    assert second.server == server.url
    assert second.idempotency_key == response.idempotency_key
    assert second.seconds >= 0
    assert not found_in(repr(seen))
    assert "company-7" not in repr(seen)
    assert "Ada" not in repr(seen)


def test_hook_that_fails_changes_nothing(connect: Connect, caplog: pytest.LogCaptureFixture) -> None:
    def fail(_attempt: utils.Attempt) -> None:
        raise LookupError(KEY[:4])

    with caplog.at_level(logging.WARNING, "codatsynccommerce"):
        assert get(connect(on_attempt=fail)).status_code == 200
    assert [record.getMessage() for record in caplog.records] == ["on_attempt raised LookupError"]


def test_hook_must_be_callable(connect: Connect) -> None:
    with pytest.raises(errors.RequestError, match="on_attempt must be callable, not str"):
        connect(on_attempt="log")


@for_each("call", [get, push])
def test_failing_log_handler_changes_nothing(call: Any, connect: Connect) -> None:
    class Broken(logging.Handler):
        def emit(self, _record: logging.LogRecord) -> None:
            raise OSError

    logger, handler = logging.getLogger("codatsynccommerce"), Broken()
    logger.addHandler(handler)
    try:
        assert call(connect()).status_code == 200
    finally:
        logger.removeHandler(handler)


def test_spans_and_metrics(connect: Connect, server: Recorder) -> None:
    exporter, reader = InMemorySpanExporter(), InMemoryMetricReader()
    tracing = TracerProvider()
    tracing.add_span_processor(SimpleSpanProcessor(exporter))
    hook = telemetry.on_attempt(tracing, MeterProvider([reader]))
    server.will(StubResponse(503), json_response({}))
    with tracing.get_tracer("test").start_as_current_span("job"):
        push(connect(on_attempt=hook))
    first, second, job = exporter.get_finished_spans()
    name = "POST /companies/{companyId}/connections/{connectionId}/push/customers"
    assert [span.name for span in (first, second)] == [name, name]
    assert first.parent == second.parent == job.context
    assert first.status.status_code == StatusCode.ERROR
    expected = {
        "http.request.method": "POST",
        "server.address": "127.0.0.1",
        "server.port": int(server.url.rpartition(":")[2]),
        "url.scheme": "http",
        "url.template": name.partition(" ")[2],
        "http.response.status_code": 200,
        "http.request.resend_count": 1,
        "codat.operation": "create-accounting-customer",
        "codat.idempotency_key": server.requests[0].headers["Idempotency-Key"],
    }
    assert dict(second.attributes or {}) == expected
    assert (first.attributes or {})["error.type"] == "503"
    assert "http.request.resend_count" not in (first.attributes or {})
    metrics: Any = reader.get_metrics_data()
    (metric,) = metrics.resource_metrics[0].scope_metrics[0].metrics
    assert (metric.name, metric.unit) == ("http.client.request.duration", "s")
    assert sorted(point.attributes["http.response.status_code"] for point in metric.data.data_points) == [200, 503]


def test_span_of_a_connection_that_failed(connect: Connect) -> None:
    exporter = InMemorySpanExporter()
    tracing = TracerProvider()
    tracing.add_span_processor(SimpleSpanProcessor(exporter))
    with FaultServer(listening=False) as closed:
        once = utils.RetryConfig("none", None)
        client = connect(on_attempt=telemetry.on_attempt(tracing), server_url=closed.url, retry_config=once)
        with pytest.raises(errors.APIConnectionError):
            push(client)
    (span,) = exporter.get_finished_spans()
    attributes = span.attributes or {}
    assert span.status.status_code == StatusCode.ERROR
    assert attributes["error.type"] == "APIConnectionError"
    assert "http.response.status_code" not in attributes


def test_telemetry_names_the_extra_that_is_missing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(telemetry, "find_spec", lambda _name: None)
    with pytest.raises(errors.RequestError, match=r"pip install 'codatsynccommerce\[telemetry\]'"):
        telemetry.on_attempt()


@contextmanager
def no_logging() -> Iterator[None]:
    """Logging as a program finds it. The handlers of pytest would count as set up by the program."""
    logger, root = logging.getLogger("codatsynccommerce"), logging.getLogger()
    level, handlers, of_root = logger.level, list(logger.handlers), list(root.handlers)
    root.handlers = []
    logger.setLevel(logging.NOTSET)
    try:
        yield
    finally:
        logger.handlers, root.handlers = handlers, of_root
        logger.setLevel(level)


@pytest.mark.parametrize(("value", "shown"), [("debug", True), ("DEBUG", True), ("", False), ("no", False)])
def test_environment_switches_the_log_on(
    value: str,
    shown: bool,
    connect: Connect,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setenv("CODAT_LOG", value)
    with no_logging():
        get(connect())
        connect()
    text = capsys.readouterr().err
    assert (text.count("GET /companies/{companyId}: 200") == 1) is shown
    assert not found_in(text)
