"""One request to one answer: faults, key, route, idempotency, body, state, in this order."""

from __future__ import annotations

import base64
import hmac
from email.utils import formatdate
from threading import Event, Lock
from typing import TYPE_CHECKING, Any

from . import handlers, routes
from . import validation as check
from .faults import Fault, Faults
from .idempotency import Memory
from .quota import Quota
from .recorder import Seen
from .responses import Answer, Problem
from .store import NOBODY

if TYPE_CHECKING:
    from collections.abc import Callable

    from codatsynccommerce._runtime.operation import Operation

    from .incoming import Incoming
    from .store import State


class App:
    """Answers requests. Any number of threads may ask; the state is changed by one at a time."""

    def __init__(self, state: State, api_key: str, now: Callable[[], float], quota: int) -> None:
        """Keep what every request needs."""
        self.state = state
        self.faults = Faults()
        self.open = Event()
        self.open.set()
        self._authorization = "Basic " + base64.b64encode(api_key.encode()).decode("ascii")
        self._now = now
        self._quota = Quota(quota)
        self._memory = Memory()
        self._lock = Lock()

    def answer(self, incoming: Incoming) -> Answer:
        """Answer one request."""
        fault = self.faults.next(incoming.method, incoming.target, incoming.key)
        headers = {name: value for name, value in incoming.headers.items() if name.lower() != "authorization"}
        seen = Seen(incoming.method, incoming.path, incoming.query, headers)
        self.state.journal.see(seen)
        if fault and fault.kind == "reset":
            return Answer(0, ending="reset")
        seen.body = incoming.body
        now = self._now()
        try:
            self._quota.spend(now)
            answer = self._behind_the_door(incoming, fault, now)
        except Problem as problem:
            answer = problem.answer()
        answer = _broken(answer, fault).with_headers(self._quota.headers(now) | {"Date": formatdate(now, usegmt=True)})
        if answer.ending == "whole":
            seen.status = answer.status
        return answer

    def link(self, connection_id: str) -> None:
        """Link a connection, or raise a KeyError."""
        with self._lock:
            every = [one for company in self.state.rows(NOBODY, "companies") for one in company["dataConnections"]]
            {one["id"]: one for one in every}[connection_id]["status"] = "Linked"

    def _behind_the_door(self, incoming: Incoming, fault: Fault | None, now: float) -> Answer:
        if fault and fault.at_the_door:
            raise fault.problem()
        given = incoming.headers.get("Authorization") or ""
        if not hmac.compare_digest(given.encode(), self._authorization.encode()):
            raise Problem(401, "The API key is missing or wrong.")
        operation, values = routes.find(incoming.method, incoming.path)
        key = incoming.key
        if key is None:
            return self._work(incoming, operation, values, fault, now)
        kept = self._memory.claim(key, (incoming.method, incoming.target, incoming.body), now)
        if kept is not None:
            return kept
        answer = Problem(500, "The sandbox failed.").answer()
        try:
            answer = self._work(incoming, operation, values, fault, now)
        finally:
            self._memory.keep(key, answer)
        return answer

    def _work(
        self, incoming: Incoming, operation: Operation[Any], values: dict[str, str], fault: Fault | None, now: float
    ) -> Answer:
        self.open.wait()
        try:
            if fault and fault.status:
                raise fault.problem()
            body, warnings = check.read_body(operation.body_type, incoming.body)
            call = routes.Call(operation, incoming.path, values, incoming.arguments, body, warnings, now, incoming.key)
            with self._lock:
                return handlers.handle(self.state, call)
        except Problem as problem:
            return problem.answer()


def _broken(answer: Answer, fault: Fault | None) -> Answer:
    if fault is None or fault.status:
        return answer
    if fault.kind == "lost":
        return fault.problem().answer()
    return answer.ended("cut" if fault.kind == "cut" else "drop")
