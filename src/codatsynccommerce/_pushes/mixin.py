"""The part of `push_data` that is more than one call: wait for outcomes, ask what an integration wants.

See https://docs.codat.io/using-the-api/push for the lifecycle of a push.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from codatsynccommerce._runtime.client import CallOptions
from codatsynccommerce._runtime.errors import SDKError
from codatsynccommerce.models import operations, shared

from .outcome import Pushed, end_of, failure_of, show_warnings
from .poller import Waiting

if TYPE_CHECKING:
    from collections.abc import Iterable

    from codatsynccommerce._runtime.client import Client

    from .poller import OnUpdate


class PushOutcomes:
    """The part of `push_data` that waits."""

    _client: Client

    def wait_for(
        self, operation: Pushed, *, timeout: float = 120, on_update: OnUpdate | None = None
    ) -> shared.PushOperation:
        """Wait until a push operation is finished.

        Arguments:
            operation: The answer of a call that creates, a `PushOperation`, or its `(company_id, key)`.
            timeout: Seconds to wait at the most.
            on_update: Called with each state that is read, changed or not.

        Returns:
            The operation, its status Success. Warnings of the accounting software are shown as `PushWarning`.

        Raises:
            errors.PushFailedError: It ended as Failed; the text says why.
            errors.PushTimedOutError: It ended as TimedOut; the record may still appear.
            errors.WaitTimeoutError: It was not finished in time; call again with the same operation.
            errors.SDKError: It cannot be read, and trying again would not help. A 404 counts as that only where the
                key is all that is known: what the API has told of itself may be found by a later poll.
        """
        waiting = Waiting(self._client, [operation], timeout, on_update, every=True)
        waiting.run(waiting.read_each)
        if not waiting.finished:
            raise waiting.ran_out()
        done = waiting.states[0]
        show_warnings(done)
        if end_of(done) != "Success":
            raise failure_of(done)
        return done

    def wait_for_all(
        self, operations: Iterable[Pushed], *, timeout: float = 120, on_update: OnUpdate | None = None
    ) -> list[shared.PushOperation]:
        """Wait until many push operations are finished, however they end. Costs one request a round and company.

        Where hundreds of newer ones exist it costs more, but no more lists than there are operations to find.

        Arguments:
            operations: Each as `wait_for` takes it.
            timeout: Seconds to wait at the most.
            on_update: Called with each state that is new.

        Returns:
            The finished operations, in the order given. Look at the `status` of each.

        Raises:
            errors.WaitTimeoutError: Some were not finished in time; `error.operations` holds all of them as last read.
            errors.SDKError: One cannot be read, and trying again would not help. The others are read before it is
                raised; its `operations` are all of them as last read, in a tuple.
        """
        waiting = Waiting(self._client, list(operations), timeout, on_update, every=False)
        waiting.run(waiting.read_lists)
        if not waiting.finished:
            raise waiting.ran_out()
        for key in dict.fromkeys(waiting.keys):
            show_warnings(waiting.known[key])
        return waiting.states

    def get_create_update_model(
        self, company_id: str, connection_id: str, data_type: shared.DataType | str
    ) -> shared.PushOption:
        """Ask what the integration behind a connection wants of a record that is created.

        Arguments:
            company_id: The company.
            connection_id: Its accounting connection.
            data_type: Kind of record, such as `shared.DataType.CUSTOMERS`; accounts are `chartOfAccounts`.

        Returns:
            The model. `model.problems_with(record)` lists what a record lacks or has too much of.

        Raises:
            errors.SDKError: The call failed.

        See https://docs.codat.io/using-the-api/push
        """
        request = operations.GetCreateUpdateModelOptionsByDataTypeRequest(
            company_id=company_id, connection_id=connection_id, data_type=cast("shared.DataType", data_type)
        )
        answer = self._client.call(operations.GET_CREATE_UPDATE_MODEL_OPTIONS_BY_DATA_TYPE, request, CallOptions())
        if answer.push_option is None:
            message = "the API gave no model"
            raise SDKError(message)
        return answer.push_option
