"""`refresh_data.wait_for`."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NamedTuple, Union, cast

from codatsynccommerce._runtime.client import AsyncClient, CallOptions, Client, Pipeline
from codatsynccommerce._runtime.docstrings import same_doc
from codatsynccommerce._runtime.errors import RequestError, one_line
from codatsynccommerce._runtime.runner import run
from codatsynccommerce.models import operations, shared
from codatsynccommerce.models.errors import RefreshFailedError

from .poller import StatePoller

OnUpdate = Callable[["shared.PullOperation"], object]

Refresh = Union[
    "operations.RefreshDataTypeResponse",
    "operations.RefreshCompanyInfoResponse",
    "operations.GetPullOperationResponse",
    "shared.PullOperation",
    "shared.Dataset",
    "tuple[str, str]",
]
"""What `wait_for` takes: a response that holds a refresh, the refresh itself, or its company id and id."""

_SUCCESS = "complete"
_FAILED = frozenset(
    {
        "autherror",
        "cancelled",
        "fetcherror",
        "internalerror",
        "maperror",
        "notsupported",
        "permissionserror",
        "prerequisitenotmet",
        "processingerror",
        "ratelimiterror",
        "validationerror",
    }
)


class _Key(NamedTuple):
    company_id: str
    dataset_id: str


class RefreshWaits:
    """The wait, in the synchronous client."""

    _client: Client

    def wait_for(
        self, refresh: Refresh, *, timeout: float = 600, on_update: OnUpdate | None = None
    ) -> shared.PullOperation:
        """Wait until a refresh has ended. Sends `GET /companies/{companyId}/data/history/{datasetId}`.

        Arguments:
            refresh: The response of `by_data_type` or of `refresh`, a `PullOperation`, or its `(company_id, id)`.
            timeout: Seconds to wait at most. Polls begin after 2 seconds and become rarer, up to one in 30 seconds.
            on_update: Called with each state that is read, changed or not.

        Returns:
            The refresh, its status Complete.

        Raises:
            errors.RefreshFailedError: It ended in an error; the text says why.
            errors.WaitTimeoutError: It had not ended in time; `error.operations[0]` is the refresh as last read.
            errors.SDKError: It cannot be read, and trying again would not help.

        See https://docs.codat.io/using-the-api/queueing-data-syncs
        """
        return _completed(run(_wait(self._client, refresh, timeout, on_update)))


class AsyncRefreshWaits:
    """The wait, in the asynchronous client."""

    _client: AsyncClient

    @same_doc(RefreshWaits.wait_for)
    async def wait_for(
        self, refresh: Refresh, *, timeout: float = 600, on_update: OnUpdate | None = None
    ) -> shared.PullOperation:
        """Wait until a refresh has ended. `on_update` may be a coroutine function."""
        return _completed(await _wait(self._client, refresh, timeout, on_update))


async def _wait(
    pipeline: Pipeline, refresh: Refresh, timeout: float, on_update: OnUpdate | None
) -> shared.PullOperation:
    key, known = _known(refresh)
    request = operations.GetPullOperationRequest(company_id=key.company_id, dataset_id=key.dataset_id)

    async def read(options: CallOptions) -> shared.PullOperation:
        return (await pipeline.send(operations.GET_PULL_OPERATION, request, options)).result

    poller = StatePoller(pipeline, read, _is_final, on_update)
    return await poller.run(timeout, known, "the refresh", lambda state: state.status)


def _known(refresh: Any) -> tuple[_Key, shared.PullOperation | None]:
    """Return the key of a refresh, and its state if that is known."""
    if isinstance(refresh, tuple):
        parts = cast("tuple[Any, ...]", refresh)
        company_id, dataset_id = parts if len(parts) == len(_Key._fields) else (None, None)
        payload: object = None
    else:
        payload = getattr(refresh, "result", refresh)
        company_id, dataset_id = getattr(payload, "company_id", None), getattr(payload, "id", None)
    if not isinstance(company_id, str) or not isinstance(dataset_id, str):
        given = type(cast("object", refresh)).__name__
        message = f"wait_for takes the response of a refresh, a PullOperation, or its (company_id, id), not {given}"
        raise RequestError(message)
    return _Key(company_id, dataset_id), payload if isinstance(payload, shared.PullOperation) else None


def _is_final(state: shared.PullOperation) -> bool:
    return state.is_completed or state.is_errored or str(state.status).lower() in {_SUCCESS, *_FAILED}


def _completed(state: shared.PullOperation) -> shared.PullOperation:
    if state.is_errored or str(state.status).lower() in _FAILED:
        reason = state.error_message or state.status_description or "no reason given"
        error = RefreshFailedError(f"refresh of {state.data_type} ended as {state.status}: {one_line(reason)}")
        error.operations = (state,)
        raise error
    return state
