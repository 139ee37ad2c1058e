"""`connections.wait_until_linked`."""

from __future__ import annotations

from collections.abc import Callable

from codatsynccommerce._runtime.client import AsyncClient, CallOptions, Client, Pipeline
from codatsynccommerce._runtime.docstrings import same_doc
from codatsynccommerce._runtime.runner import run
from codatsynccommerce.models import operations, shared

from .poller import StatePoller

OnUpdate = Callable[["shared.Connection"], object]

_LINKED = "linked"


class ConnectionWaits:
    """The wait, in the synchronous client."""

    _client: Client

    def wait_until_linked(
        self, company_id: str, connection_id: str, *, timeout: float = 600, on_update: OnUpdate | None = None
    ) -> shared.Connection:
        """Wait until a merchant has linked a connection. Sends `GET /companies/{companyId}/connections/{connectionId}`.

        Send the merchant to the connection's `link_url` first.

        Arguments:
            company_id: Id of the company.
            connection_id: Id of the connection.
            timeout: Seconds to wait at most. Polls begin after 2 seconds and become rarer, up to one in 30 seconds.
            on_update: Called with each state that is read, changed or not.

        Returns:
            The connection, its status Linked.

        Raises:
            errors.WaitTimeoutError: It was not linked in time; `error.operations[0]` is the connection as last read.
            errors.SDKError: It cannot be read, and trying again would not help: a 404, for example.

        See https://docs.codat.io/core-concepts/connections
        """
        return run(_wait(self._client, company_id, connection_id, timeout, on_update))


class AsyncConnectionWaits:
    """The wait, in the asynchronous client."""

    _client: AsyncClient

    @same_doc(ConnectionWaits.wait_until_linked)
    async def wait_until_linked(
        self, company_id: str, connection_id: str, *, timeout: float = 600, on_update: OnUpdate | None = None
    ) -> shared.Connection:
        """Wait until a merchant has linked a connection. `on_update` may be a coroutine function."""
        return await _wait(self._client, company_id, connection_id, timeout, on_update)


async def _wait(
    pipeline: Pipeline, company_id: str, connection_id: str, timeout: float, on_update: OnUpdate | None
) -> shared.Connection:
    request = operations.GetConnectionRequest(company_id=company_id, connection_id=connection_id)

    async def read(options: CallOptions) -> shared.Connection:
        return (await pipeline.send(operations.GET_CONNECTION, request, options)).result

    poller = StatePoller(pipeline, read, _is_linked, on_update)
    return await poller.run(timeout, None, "the link of the connection", lambda state: state.status)


def _is_linked(connection: shared.Connection) -> bool:
    return str(connection.status).lower() == _LINKED
