"""The methods of `push_data` that wait for outcomes and return what an integration requires of a record.

See https://docs.codat.io/using-the-api/push for the lifecycle of a push.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, cast

from codatsynccommerce._runtime.client import AsyncClient, CallOptions, Client, Pipeline
from codatsynccommerce._runtime.docstrings import same_doc
from codatsynccommerce._runtime.lazy import LazyModule
from codatsynccommerce._runtime.runner import run
from codatsynccommerce.models import operations, shared

from .outcome import SUCCESS, Push, final_status, push_error, show_warnings
from .poller import OnUpdate, PushPoller

if TYPE_CHECKING:
    from codatsynccommerce import webhooks
else:
    webhooks = LazyModule("codatsynccommerce.webhooks")


class PushOutcomes:
    """The methods that wait, in the synchronous client."""

    _client: Client

    def wait_for(
        self,
        operation: Push,
        *,
        timeout: float = 120,
        on_update: OnUpdate | None = None,
        inbox: webhooks.Inbox | None = None,
    ) -> shared.PushOperation:
        """Wait until a push operation has ended. Sends `GET /companies/{companyId}/push/{pushOperationKey}`.

        Arguments:
            operation: The response of a call that creates, a `PushOperation`, or its `(company_id, key)`.
            timeout: Seconds to wait at most.
            on_update: Called with each state that is read, changed or not.
            inbox: A `webhooks.Inbox` that your receiver fills. An event in it ends the wait; polls become rare.

        Returns:
            The operation, its status Success. Warnings of the accounting software are shown as `PushWarning`.

        Raises:
            errors.PushFailedError: It ended as Failed; the text says why.
            errors.PushTimedOutError: It ended as TimedOut; the record may still appear.
            errors.WaitTimeoutError: It had not ended in time; call again with the same operation.
            errors.SDKError: It cannot be read, and trying again would not help. A 404 ends the wait only if you passed
                a bare key: a push that the API itself returned may appear on a later poll.

        See https://docs.codat.io/using-the-api/push
        """
        return _succeeded(run(_wait(self._client, [operation], timeout, on_update, inbox, each=True))[0])

    def wait_for_all(
        self,
        operations: Iterable[Push],
        *,
        timeout: float = 120,
        on_update: OnUpdate | None = None,
        inbox: webhooks.Inbox | None = None,
    ) -> list[shared.PushOperation]:
        """Wait until many push operations have ended, however they end. Costs one request for each round and company.

        If hundreds of newer ones exist it costs more, but no more lists than there are operations to find. Sends
        `GET /companies/{companyId}/push`.

        Arguments:
            operations: Each as `wait_for` takes it.
            timeout: Seconds to wait at most.
            on_update: Called with each state that is new.
            inbox: A `webhooks.Inbox` that your receiver fills. An event in it replaces polls, which become rare.

        Returns:
            The operations, in the order given. Check the `status` of each.

        Raises:
            errors.WaitTimeoutError: Some had not ended in time; `error.operations` holds all of them as last read.
            errors.SDKError: One cannot be read, and trying again would not help. The others are read before it is
                raised; its `operations` are all of them as last read, in a tuple.

        See https://docs.codat.io/using-the-api/push
        """
        return _ended(run(_wait(self._client, operations, timeout, on_update, inbox, each=False)))

    def get_create_update_model(
        self, company_id: str, connection_id: str, data_type: shared.DataType | str
    ) -> shared.PushOption:
        """Return what the integration behind a connection requires of a record that is created.

        Sends `GET /companies/{companyId}/connections/{connectionId}/options/{dataType}`.

        Arguments:
            company_id: Id of the company.
            connection_id: Id of its accounting connection.
            data_type: Kind of record, such as `shared.DataType.CUSTOMERS`; accounts are `chartOfAccounts`.

        Returns:
            The model. `model.problems_with(record)` lists what is missing in a record or not allowed.

        Raises:
            errors.SDKError: The call failed.

        See https://docs.codat.io/using-the-api/push
        """
        return run(_model(self._client, company_id, connection_id, data_type))


class AsyncPushOutcomes:
    """The methods that wait, in the asynchronous client."""

    _client: AsyncClient

    @same_doc(PushOutcomes.wait_for)
    async def wait_for(
        self,
        operation: Push,
        *,
        timeout: float = 120,
        on_update: OnUpdate | None = None,
        inbox: webhooks.Inbox | None = None,
    ) -> shared.PushOperation:
        """Wait until a push operation has ended. `on_update` may be a coroutine function."""
        return _succeeded((await _wait(self._client, [operation], timeout, on_update, inbox, each=True))[0])

    @same_doc(PushOutcomes.wait_for_all)
    async def wait_for_all(
        self,
        operations: Iterable[Push],
        *,
        timeout: float = 120,
        on_update: OnUpdate | None = None,
        inbox: webhooks.Inbox | None = None,
    ) -> list[shared.PushOperation]:
        """Wait until many push operations have ended. `on_update` may be a coroutine function."""
        return _ended(await _wait(self._client, operations, timeout, on_update, inbox, each=False))

    @same_doc(PushOutcomes.get_create_update_model)
    async def get_create_update_model(
        self, company_id: str, connection_id: str, data_type: shared.DataType | str
    ) -> shared.PushOption:
        """Return what the integration behind a connection requires of a record that is created."""
        return await _model(self._client, company_id, connection_id, data_type)


async def _wait(
    pipeline: Pipeline,
    pushes: Iterable[Push],
    timeout: float,
    on_update: OnUpdate | None,
    inbox: webhooks.Inbox | None,
    *,
    each: bool,
) -> list[shared.PushOperation]:
    return await PushPoller(pipeline, list(pushes), timeout, on_update, inbox, report_all=each).run(by_key=each)


def _succeeded(done: shared.PushOperation) -> shared.PushOperation:
    show_warnings(done, stacklevel=4)
    if final_status(done) != SUCCESS:
        raise push_error(done)
    return done


def _ended(states: list[shared.PushOperation]) -> list[shared.PushOperation]:
    for state in {state.push_operation_key: state for state in states}.values():
        show_warnings(state, stacklevel=4)
    return states


async def _model(
    pipeline: Pipeline, company_id: str, connection_id: str, data_type: shared.DataType | str
) -> shared.PushOption:
    request = operations.GetCreateUpdateModelOptionsByDataTypeRequest(
        company_id=company_id, connection_id=connection_id, data_type=cast("shared.DataType", data_type)
    )
    operation = operations.GET_CREATE_UPDATE_MODEL_OPTIONS_BY_DATA_TYPE
    return (await pipeline.send(operation, request, CallOptions())).result
