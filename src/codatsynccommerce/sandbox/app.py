"""One request to one response: fault, quota, API key, route, idempotency, body, handler, in this order."""

from __future__ import annotations

import base64
import hmac
import json
from email.utils import formatdate
from threading import Event, Lock
from typing import TYPE_CHECKING

from . import handlers, routing
from .description import document
from .events import emit
from .faults import Fault, Faults
from .http import ApiError, HTTPResponse
from .idempotency import IdempotencyCache
from .rate_limit import DailyQuota, reset_time
from .recorder import RecordedRequest
from .validation import read_body, read_query

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from .description import Operation
    from .http import HTTPRequest
    from .store import Store

DESCRIPTION_PATH = "/openapi.json"


class App:
    """Responds to requests. Any number of threads may call it; one at a time works on the store."""

    def __init__(self, store: Store, api_key: str, now: Callable[[], float], quota: int) -> None:
        """Keep what every request needs."""
        self.faults = Faults()
        self.gate = Event()
        self.gate.set()
        self.lock = Lock()
        self.after_request: Callable[[], None] = _do_nothing
        self.store = store
        self._authorization = "Basic " + base64.b64encode(api_key.encode()).decode("ascii")
        self.now = now
        self._quota = DailyQuota(quota, self._report_quota)
        self._idempotency = IdempotencyCache()

    def respond(self, request: HTTPRequest) -> HTTPResponse:
        """Respond to one request."""
        if (request.method, request.path) == ("GET", DESCRIPTION_PATH):
            body = json.dumps(document(), default=float).encode()
            return HTTPResponse(200, body, {"Content-Type": "application/json"})
        fault = self.faults.next(request.method, request.target, request.idempotency_key)
        headers = {name: value for name, value in request.headers.items() if name.lower() != "authorization"}
        recorded = RecordedRequest(request.method, request.path, request.query_string, headers)
        self.store.recorder.add_request(recorded)
        if fault and fault.kind == "reset":
            return HTTPResponse(0, delivery="reset")
        recorded.body = request.body
        now = self.now()
        try:
            self._quota.spend(now)
            response = self._past_the_gateway(request, fault, now)
        except ApiError as error:
            response = error.response()
        common = {**self._quota.headers(now), "Date": formatdate(now, usegmt=True)}
        response = _with_fault(response, fault).with_headers(common)
        if response.delivery == "complete":
            recorded.status = response.status
        self.after_request()
        return response

    def _report_quota(self, change: str, now: float) -> None:
        payload = {
            "dailyQuota": self._quota.limit,
            "quotaRemaining": self._quota.remaining,
            "expiryDate": reset_time(now),
        }
        with self.lock:
            emit(self.store, f"client.rateLimit.{change}", payload, now)

    def _past_the_gateway(self, request: HTTPRequest, fault: Fault | None, now: float) -> HTTPResponse:
        if fault and fault.is_from_gateway:
            raise fault.error()
        given = request.headers.get("Authorization") or ""
        if not hmac.compare_digest(given.encode(), self._authorization.encode()):
            raise ApiError(401, "The API key is missing or wrong.")
        operation, values = routing.match(request.method, request.path)
        key = request.idempotency_key
        if key is None:
            return self._handle(request, operation, values, fault, now)
        kept = self._idempotency.claim(key, (request.method, request.target, request.body), now)
        if kept is not None:
            return kept
        try:
            response = self._handle(request, operation, values, fault, now)
        except BaseException:
            # A defect of the sandbox must not leave the key in use for ever.
            self._idempotency.keep(key, ApiError(500, "The sandbox failed.").response())
            raise
        self._idempotency.keep(key, response)
        return response

    def _handle(
        self,
        request: HTTPRequest,
        operation: Operation,
        values: Mapping[str, str],
        fault: Fault | None,
        now: float,
    ) -> HTTPResponse:
        self.gate.wait()
        try:
            if fault and fault.status:
                raise fault.error()
            query = read_query(operation, request.query)
            body = read_body(operation, request.body)
            call = routing.Call(operation, request.path, values, query, body, now, request.idempotency_key)
            with self.lock:
                return handlers.handle(self.store, call)
        except ApiError as error:
            return error.response()


def _do_nothing() -> None:
    pass


def _with_fault(response: HTTPResponse, fault: Fault | None) -> HTTPResponse:
    if fault is None or fault.status:
        return response
    if fault.kind == "lost":
        return fault.error().response()
    return response.delivered("truncated" if fault.kind == "cut" else "closed")
