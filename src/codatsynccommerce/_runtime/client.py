"""The synchronous and the asynchronous client of the runtime, which share every call as a coroutine."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from .call import Call
from .context import CallContext, CallOptions, Clock, Service, Settings
from .runner import run

if TYPE_CHECKING:
    from collections.abc import Mapping

    from .http.transport import Transport
    from .operation import Operation

__all__ = ["AsyncClient", "CallOptions", "Client", "Clock", "Pipeline", "Service", "Settings"]

Response = TypeVar("Response")


class Pipeline(CallContext):
    """What both clients share: every call, written as a coroutine."""

    async def send(
        self,
        operation: Operation[Response],
        request: object,
        options: CallOptions,
        arguments: Mapping[str, object] | None = None,
    ) -> Response:
        """Make one call: one or more attempts, all with the same idempotency key and the same bytes.

        Arguments:
            operation: The operation to call.
            request: Its request object, None if it takes none.
            options: What the caller set for this call.
            arguments: Values of the query that the request object has no attribute for.

        Raises:
            errors.SDKError: The call failed.
        """
        return await Call(self, operation, request, options, arguments).run()


class Client(Pipeline):
    """The synchronous client: its transport and its clock block, so that every coroutine runs in one step."""

    def __init__(self, settings: Settings, transport: Transport, clock: Clock | None = None) -> None:
        """Keep what every call needs."""
        super().__init__(settings, transport, clock or Clock())

    def call(
        self,
        operation: Operation[Response],
        request: object,
        options: CallOptions,
        arguments: Mapping[str, object] | None = None,
    ) -> Response:
        """Make one call: see `Pipeline.send`."""
        return run(self.send(operation, request, options, arguments))


class AsyncClient(Pipeline):
    """The asynchronous client: its transport and its clock suspend."""

    async def call(
        self,
        operation: Operation[Response],
        request: object,
        options: CallOptions,
        arguments: Mapping[str, object] | None = None,
    ) -> Response:
        """Make one call: see `Pipeline.send`."""
        return await self.send(operation, request, options, arguments)
