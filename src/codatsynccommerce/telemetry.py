"""OpenTelemetry spans and metrics of a client's requests, following the semantic conventions for HTTP clients.

Off unless you ask for it:

    from codatsynccommerce import telemetry

    s = codatsynccommerce.CodatSyncCommerce(on_attempt=telemetry.on_attempt())

It needs OpenTelemetry: `pip install 'codatsynccommerce[telemetry]'`. Each attempt becomes a span of its own, a child of
the span that is current when the call is made, and a value of the metric `http.client.request.duration`. Both name the
template of the path and never its values, a query, a header or a body.

See https://opentelemetry.io/docs/specs/semconv/http/http-spans/
"""

from __future__ import annotations

from collections.abc import Callable
from importlib.util import find_spec
from typing import TYPE_CHECKING, Any, Optional
from urllib.parse import urlsplit

from ._runtime.attempt_report import Attempt
from ._runtime.errors import RequestError
from ._runtime.lazy import LazyModule
from ._version import __version__

if TYPE_CHECKING:
    from opentelemetry import metrics, trace
else:
    metrics, trace = LazyModule("opentelemetry.metrics"), LazyModule("opentelemetry.trace")

__all__ = ["on_attempt"]

_NAME = "codatsynccommerce"
_SCHEMA = "https://opentelemetry.io/schemas/1.27.0"
_BUCKETS = [0.005, 0.01, 0.025, 0.05, 0.075, 0.1, 0.25, 0.5, 0.75, 1, 2.5, 5, 7.5, 10]
"""The bounds that the conventions recommend."""
_NANOSECONDS = 1_000_000_000
_DEFAULT_PORTS = {"http": 80, "https": 443}


def on_attempt(
    tracer_provider: Optional[trace.TracerProvider] = None, meter_provider: Optional[metrics.MeterProvider] = None
) -> Callable[[Attempt], None]:
    """Return a function to pass to a client as `on_attempt`. It records a span and a metric for each attempt.

    Arguments:
        tracer_provider: Where spans go; None uses the global one.
        meter_provider: Where metrics go; None uses the global one.

    Raises:
        errors.RequestError: OpenTelemetry is not installed.
    """
    if find_spec("opentelemetry") is None:
        message = "telemetry needs OpenTelemetry: pip install 'codatsynccommerce[telemetry]'"
        raise RequestError(message)
    tracer = trace.get_tracer(_NAME, __version__, tracer_provider, _SCHEMA)
    duration = metrics.get_meter(_NAME, __version__, meter_provider, _SCHEMA).create_histogram(
        "http.client.request.duration",
        unit="s",
        description="Duration of HTTP client requests.",
        explicit_bucket_boundaries_advisory=_BUCKETS,
    )

    def record(attempt: Attempt) -> None:
        attributes = _attributes(attempt)
        duration.record(attempt.seconds, attributes)
        span = tracer.start_span(
            f"{attempt.method} {attempt.path}",
            kind=trace.SpanKind.CLIENT,
            attributes=attributes | _span_attributes(attempt),
            start_time=int(attempt.started_at * _NANOSECONDS),
        )
        if "error.type" in attributes:
            span.set_status(trace.StatusCode.ERROR)
        span.end(int((attempt.started_at + attempt.seconds) * _NANOSECONDS))

    return record


def _attributes(attempt: Attempt) -> dict[str, Any]:
    server = urlsplit(attempt.server)
    attributes: dict[str, Any] = {
        "http.request.method": attempt.method,
        "server.address": server.hostname or "",
        "server.port": server.port or _DEFAULT_PORTS[server.scheme],
        "url.scheme": server.scheme,
        "url.template": attempt.path,
    }
    if attempt.status is not None:
        attributes["http.response.status_code"] = attempt.status
    if attempt.error is not None:
        is_status = attempt.status is not None and attempt.status >= 400  # noqa: PLR2004 - the first status of an error
        attributes["error.type"] = str(attempt.status) if is_status else attempt.error
    return attributes


def _span_attributes(attempt: Attempt) -> dict[str, Any]:
    more: dict[str, Any] = {"codat.operation": attempt.operation}
    if attempt.number > 1:
        more["http.request.resend_count"] = attempt.number - 1
    if attempt.idempotency_key is not None:
        more["codat.idempotency_key"] = attempt.idempotency_key
    return more
