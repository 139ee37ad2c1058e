"""`sync.wait_for`."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any, Union

from codatsynccommerce._runtime.client import AsyncClient, CallOptions, Client, Pipeline
from codatsynccommerce._runtime.datetimes import utc_seconds
from codatsynccommerce._runtime.docstrings import same_doc
from codatsynccommerce._runtime.errors import RequestError, one_line
from codatsynccommerce._runtime.runner import run
from codatsynccommerce.models import operations, shared
from codatsynccommerce.models.errors import SyncFailedError

from .poller import StatePoller

OnUpdate = Callable[["shared.SyncSummary"], object]

Sync = Union[
    "operations.RequestSyncResponse",
    "operations.RequestSyncForDateRangeResponse",
    "operations.GetSyncStatusResponse",
    "shared.SyncSummary",
    str,
]
"""What `wait_for` takes: a response that holds a sync, the sync itself, or the id of a company."""

_FIRST_RUNNING, _FIRST_SUCCESS, _FIRST_FAILURE = 1000, 2000, 3000


class SyncWaits:
    """The wait, in the synchronous client."""

    _client: Client

    def wait_for(self, sync: Sync, *, timeout: float = 900, on_update: OnUpdate | None = None) -> shared.SyncSummary:
        """Wait until a sync has ended. Sends `GET /meta/companies/{companyId}/sync/commerce/status`.

        Arguments:
            sync: The response of `request_sync` or `request_sync_for_date_range`, a `SyncSummary`, or the id of a
                company, which stands for its latest sync.
            timeout: Seconds to wait at most. Polls begin after 2 seconds and become rarer, up to one in 30 seconds.
            on_update: Called with each state that is read, changed or not.

        Returns:
            The sync, its status code from 2000 to 2999. `data_pushed` shows whether it wrote anything.

        Raises:
            errors.SyncFailedError: It failed; the text says why.
            errors.WaitTimeoutError: It had not ended in time; `error.operations[0]` is the sync as last read.
            errors.SDKError: It cannot be read, and trying again would not help.

        See https://docs.codat.io/commerce/data-synchronization
        """
        return _succeeded(run(_wait(self._client, sync, timeout, on_update)))


class AsyncSyncWaits:
    """The wait, in the asynchronous client."""

    _client: AsyncClient

    @same_doc(SyncWaits.wait_for)
    async def wait_for(
        self, sync: Sync, *, timeout: float = 900, on_update: OnUpdate | None = None
    ) -> shared.SyncSummary:
        """Wait until a sync has ended. `on_update` may be a coroutine function."""
        return _succeeded(await _wait(self._client, sync, timeout, on_update))


async def _wait(pipeline: Pipeline, sync: Sync, timeout: float, on_update: OnUpdate | None) -> shared.SyncSummary:
    company_id, known = _known(sync)
    request = operations.GetSyncStatusRequest(company_id=company_id)

    async def read(options: CallOptions) -> shared.SyncSummary | None:
        response = await pipeline.send(operations.GET_SYNC_STATUS, request, options)
        summaries = [one for one in response.sync_summaries or [] if known is None or _is_same(one, known)]
        # Nothing says in which order a list of them comes.
        return max(summaries, key=lambda one: utc_seconds(one.sync_utc) or 0.0, default=None)

    poller = StatePoller(pipeline, read, _is_final, on_update)
    return await poller.run(timeout, known, "the sync", lambda state: state.sync_status or _code(state))


def _known(sync: Any) -> tuple[str, shared.SyncSummary | None]:
    """Return the company of a sync, and its state if that is known."""
    if isinstance(sync, str):
        return sync, None
    payload: Any = getattr(sync, "result", sync)
    if not isinstance(payload, shared.SyncSummary) or not isinstance(payload.company_id, str):
        message = (
            f"wait_for takes the response of a sync, a SyncSummary, or the id of a company, not {type(sync).__name__}"
        )
        raise RequestError(message)
    return payload.company_id, payload


def _is_same(summary: shared.SyncSummary, known: shared.SyncSummary) -> bool:
    """Return whether two summaries are of one sync, as far as their ids show."""
    pairs = ((summary.commerce_sync_id, known.commerce_sync_id), (summary.sync_id, known.sync_id))
    both = [(first, second) for first, second in pairs if first and second]
    return all(first == second for first, second in both)


def _is_final(state: shared.SyncSummary) -> bool:
    return _code(state) >= _FIRST_SUCCESS


def _code(state: shared.SyncSummary) -> int:
    """Return the status code, which the API has also sent as text. A state without one is still running."""
    digits = re.match(r"\d+", str(state.sync_status_code))
    return int(digits[0]) if digits else _FIRST_RUNNING


def _succeeded(state: shared.SyncSummary) -> shared.SyncSummary:
    if _code(state) >= _FIRST_FAILURE:
        reason = state.error_message or state.sync_exception_message or "no reason given"
        error = SyncFailedError(f"the sync ended with {_code(state)} {state.sync_status or ''}: {one_line(reason)}")
        error.operations = (state,)
        raise error
    return state
