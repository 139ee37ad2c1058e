"""What only the asynchronous client promises: cancelled calls, many calls at once, event loops, the caller's client."""

from __future__ import annotations

import asyncio
import gzip
import json
import sys
import traceback
import zlib
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING, Any

import anyio
import httpx2
import pytest
from support.api_key import KEY, found_in

from codatsynccommerce import AsyncCodatSyncCommerce, utils
from codatsynccommerce._runtime.http import async_pools, async_transport
from codatsynccommerce.models import errors, operations, shared

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable, Coroutine

    from support.recorder import Recorder

ONCE = utils.RetryConfig("none", None)
COMPANY = operations.GetCompanyRequest("c")
FOUND = b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 11\r\n\r\n" + b'{"id": "c"}'


class Server:
    """A server on the event loop of the test: it stops where the test says, and counts."""

    def __init__(self) -> None:
        self.stops_at: str | None = None
        """`accept`, `head` (nothing of the response) or `body` (half of it); None to respond."""
        self.connections = self.requests = self.open = 0
        self.stopped = asyncio.Event()
        self.port = 0

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.connections += 1
        self.open += 1
        try:
            while head := await reader.readuntil(b"\r\n\r\n"):
                length = head.lower().partition(b"content-length: ")[2].partition(b"\r")[0]
                await reader.readexactly(int(length or 0))
                self.requests += 1
                if self.stops_at:
                    writer.write(FOUND[:-5] if self.stops_at == "body" else b"")
                    self.stopped.set()
                    await reader.read()
                    return
                writer.write(FOUND)
        except (asyncio.IncompleteReadError, ConnectionError):
            pass
        finally:
            self.open -= 1
            writer.close()


@asynccontextmanager
async def serving() -> AsyncIterator[Server]:
    server = Server()
    listening = await asyncio.start_server(server.serve, "127.0.0.1", 0, backlog=1000)
    server.port = listening.sockets[0].getsockname()[1]
    try:
        yield server
    finally:
        listening.close()


def connect(server: Server, **options: Any) -> AsyncCodatSyncCommerce:
    return AsyncCodatSyncCommerce(shared.Security.from_api_key(KEY), server_url=server.url, **options)


def push(client: AsyncCodatSyncCommerce, **options: Any) -> Coroutine[Any, Any, Any]:
    customer = shared.AccountingCustomer(status=shared.CustomerStatus.ACTIVE)
    request = operations.CreateAccountingCustomerRequest("c", "d", customer)
    return client.accounting_customers.create_accounting_customer(request, **options)


def known_of(error: BaseException) -> errors.CallInterruptedError:
    known = errors.CallInterruptedError.of(error)
    assert known is not None, "nothing is known of the write"
    return known


async def settled(server: Server) -> None:
    await reached(lambda: server.open == 0)


async def reached(holds: Callable[[], bool]) -> None:
    with anyio.fail_after(20):
        while not holds():  # noqa: ASYNC110 - what the server counts is no event
            await asyncio.sleep(0.001)


@pytest.mark.parametrize("stops_at", ["head", "body"])
def test_cancelled_write_tells_its_key(stops_at: str) -> None:
    async def main() -> None:
        async with serving() as server, connect(server) as client:
            server.stops_at = stops_at
            task = asyncio.create_task(push(client, idempotency_key="order-7"))
            await server.stopped.wait()
            task.cancel()
            with pytest.raises(asyncio.CancelledError) as raised:
                await task
            known = known_of(raised.value)
            assert (known.idempotency_key, known.maybe_applied, known.attempts) == ("order-7", True, 1)
            if sys.version_info >= (3, 11):  # Before, asyncio raised another CancelledError on.
                assert known.message in raised.value.__notes__
            frames = traceback.TracebackException.from_exception(raised.value, capture_locals=True)
            assert not found_in("".join(frames.format()))
            await settled(server)
            server.stops_at = None
            assert (await client.companies.get_company(COMPANY)).status_code == 200

    asyncio.run(main())


def test_write_waiting_for_a_connection_was_not_sent() -> None:
    async def main() -> None:
        async with serving() as server, connect(server, timeout=60) as client:
            server.stops_at = "head"
            holding = [asyncio.create_task(client.companies.get_company(COMPANY)) for _ in range(100)]
            await reached(lambda: server.requests == 100)
            waiting = asyncio.create_task(push(client))
            await asyncio.sleep(0)
            await asyncio.sleep(0)
            waiting.cancel()
            with pytest.raises(asyncio.CancelledError) as raised:
                await waiting
            assert known_of(raised.value).maybe_applied is False
            with pytest.raises(errors.APITimeoutError) as timed_out:
                await push(client, timeout=0.05)
            assert timed_out.value.maybe_applied is False
            for task in holding:
                task.cancel()
            await asyncio.gather(*holding, return_exceptions=True)
            await settled(server)
            server.stops_at = None
            assert (await client.companies.get_company(COMPANY)).status_code == 200

    asyncio.run(main())


def test_time_limit_of_the_caller_tells_the_key() -> None:
    async def main() -> None:
        async with serving() as server, connect(server) as client:
            server.stops_at = "head"
            with pytest.raises(asyncio.TimeoutError) as raised:
                await asyncio.wait_for(push(client, idempotency_key="order-7"), 0.2)
            assert known_of(raised.value).idempotency_key == "order-7"
            await settled(server)

    asyncio.run(main())


def test_total_time_ends_a_call() -> None:
    async def main() -> None:
        async with serving() as server, connect(server, retry_config=ONCE) as client:
            server.stops_at = "body"
            with pytest.raises(errors.APITimeoutError) as raised:
                await push(client, timeout=0.1)
            assert (raised.value.maybe_applied, raised.value.attempts) == (True, 1)
            await settled(server)

    asyncio.run(main())


@pytest.mark.parametrize("step", range(0, 40, 3))
def test_cancelled_at_any_step(step: int) -> None:
    """Whatever the loop has done of a call, its connection is free or closed afterwards, and the client usable."""

    async def main() -> None:
        async with serving() as server, connect(server) as client:
            task = asyncio.create_task(client.companies.get_company(COMPANY))
            for _ in range(step):
                await asyncio.sleep(0)
            task.cancel()
            await asyncio.gather(task, return_exceptions=True)
            calls = [client.companies.get_company(COMPANY) for _ in range(3)]
            assert {response.result.id for response in await asyncio.gather(*calls)} == {"c"}
        await settled(server)

    asyncio.run(main())


@pytest.mark.parametrize("event", ["connect_tcp.complete", "send_request_headers.started"])
def test_time_that_ends_at_any_step_leaks_no_connection(event: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """A time limit ends a call at its next step, and not at once as a cancellation of its task does."""
    monkeypatch.setattr(async_pools, "_MAX_CONNECTIONS", 2)
    extensions = async_transport._Attempt.extensions

    async def main() -> None:
        async with serving() as server, connect(server) as client:
            for _ in range(3):
                with anyio.CancelScope() as scope, monkeypatch.context() as patch:

                    def ending(attempt: Any, scope: anyio.CancelScope = scope) -> dict[str, Any]:
                        found = extensions(attempt)

                        async def trace(name: str, info: Any) -> None:
                            await found["trace"](name, info)
                            if name.endswith(event):
                                scope.cancel()

                        return {**found, "trace": trace}

                    patch.setattr(async_transport._Attempt, "extensions", ending)
                    await client.companies.get_company(COMPANY)
                assert scope.cancelled_caught
            assert (await client.companies.get_company(COMPANY, timeout=10)).status_code == 200
        await settled(server)

    asyncio.run(main())


def test_500_calls_at_once() -> None:
    async def main() -> None:
        async with serving() as server, connect(server, timeout=100) as client:
            calls = [client.companies.get_company(COMPANY) for _ in range(500)]
            assert {response.status_code for response in await asyncio.gather(*calls)} == {200}
            assert (server.requests, server.connections <= 100) == (500, True)
        await settled(server)

    asyncio.run(main())


def test_one_client_on_two_event_loops(server: Recorder) -> None:
    client = AsyncCodatSyncCommerce(shared.Security.from_api_key(KEY), server_url=server.url)

    async def call() -> int:
        return (await client.companies.get_company(COMPANY)).status_code

    assert [asyncio.run(call()), asyncio.run(call())] == [200, 200]
    assert len({recorded.connection for recorded in server.requests}) == 2


def test_call_without_an_event_loop_is_refused() -> None:
    """Under trio, for example."""
    client = AsyncCodatSyncCommerce(shared.Security.from_api_key(KEY), server_url="http://127.0.0.1:9")
    for coroutine in (client.platform_companies.list_companies(), client.close()):
        with pytest.raises(errors.RequestError, match="needs an event loop of asyncio"):
            coroutine.send(None)


def test_connection_is_reused(server: Recorder) -> None:
    async def main() -> None:
        async with AsyncCodatSyncCommerce(shared.Security.from_api_key(KEY), server_url=server.url) as client:
            for _ in range(3):
                await client.companies.get_company(COMPANY)

    asyncio.run(main())
    assert len({recorded.connection for recorded in server.requests}) == 1


def test_client_of_the_caller_is_not_changed(server: Recorder) -> None:
    seen: list[str] = []

    async def hook(request: httpx2.Request) -> None:
        seen.append(request.url.path)

    async def main() -> None:
        async with httpx2.AsyncClient(headers={"X-Team": "till"}, event_hooks={"request": [hook]}) as given:
            before = {name: value for name, value in vars(given).items() if name != "_state"}
            security = shared.Security.from_api_key(KEY)
            async with AsyncCodatSyncCommerce(security, server_url=server.url, client=given) as client:
                await client.companies.get_company(COMPANY)
            assert {name: vars(given)[name] for name in before} == before
            assert not given.is_closed

    asyncio.run(main())
    assert (seen, server.only.headers["X-Team"]) == (["/companies/c"], "till")


class _Pieces(httpx2.AsyncByteStream):
    async def __aiter__(self) -> AsyncIterator[bytes]:
        for piece in (b"", zlib.compress(b'{"id": "c"}'), b""):
            yield piece


def test_pieces_of_a_body_may_be_empty() -> None:
    headers = {"Content-Type": "application/json", "Content-Encoding": "deflate"}
    given = httpx2.AsyncClient(
        transport=httpx2.MockTransport(lambda _request: httpx2.Response(200, headers=headers, stream=_Pieces()))
    )

    async def main() -> None:
        client = AsyncCodatSyncCommerce(shared.Security.from_api_key(KEY), client=given)
        assert (await client.companies.get_company(COMPANY)).result.id == "c"

    asyncio.run(main())


def test_mock_transport_of_httpx2_sees_the_calls() -> None:
    def respond(request: httpx2.Request) -> httpx2.Response:
        if request.method == "POST":
            raise httpx2.ReadError("broken", request=request)
        return httpx2.Response(200, json={"id": request.url.path.rpartition("/")[2]}, headers={"Set-Cookie": "a=b"})

    async def main() -> None:
        given = httpx2.AsyncClient(transport=httpx2.MockTransport(respond))
        client = AsyncCodatSyncCommerce(shared.Security.from_api_key(KEY), client=given, retry_config=ONCE)
        assert (await client.companies.get_company(COMPANY)).result.id == "c"
        assert not given.cookies
        with pytest.raises(errors.APIConnectionError) as raised:
            await push(client)
        assert raised.value.maybe_applied is True
        await given.aclose()
        with pytest.raises(errors.RequestError, match="is closed"):
            await client.companies.get_company(COMPANY)

    asyncio.run(main())


def test_exception_of_a_hook_passes_unchanged(server: Recorder) -> None:
    class HookError(Exception):
        pass

    async def hook(_request: httpx2.Request) -> None:
        raise HookError

    async def main() -> None:
        async with httpx2.AsyncClient(event_hooks={"request": [hook]}) as given:
            client = AsyncCodatSyncCommerce(shared.Security.from_api_key(KEY), server_url=server.url, client=given)
            with pytest.raises(HookError):
                await client.companies.get_company(COMPANY)

    asyncio.run(main())


@pytest.mark.parametrize("coding", ["identity", "gzip", "deflate"])
def test_hook_that_raises_for_the_status(coding: str, server: Recorder) -> None:
    """httpx2 has closed the response by then."""
    from support.recorder import StubResponse  # noqa: PLC0415 - beside the only tests that need it

    server.will(StubResponse(404, b"", {"Content-Encoding": coding}))

    async def hook(response: httpx2.Response) -> None:
        response.raise_for_status()

    async def main() -> None:
        async with httpx2.AsyncClient(event_hooks={"response": [hook]}) as given:
            client = AsyncCodatSyncCommerce(shared.Security.from_api_key(KEY), server_url=server.url, client=given)
            with pytest.raises(errors.NotFoundError):
                await client.companies.get_company(COMPANY)

    asyncio.run(main())


@pytest.mark.parametrize("coding", ["identity", "gzip"])
@pytest.mark.parametrize("status", [200, 404])
def test_hook_that_reads_the_response(coding: str, status: int, server: Recorder) -> None:
    """The connection is another's by then. A hook has to read a response before it can log its body."""
    from support.recorder import StubResponse  # noqa: PLC0415 - beside the only tests that need it

    body = b'{"id": "c", "error": "none of that name"}'
    headers = {"Content-Type": "application/json", "Content-Encoding": coding}
    server.will(StubResponse(status, gzip.compress(body) if coding == "gzip" else body, headers))

    async def hook(response: httpx2.Response) -> None:
        await response.aread()
        response.raise_for_status()

    async def main() -> None:
        async with httpx2.AsyncClient(event_hooks={"response": [hook]}) as given:
            client = AsyncCodatSyncCommerce(
                shared.Security.from_api_key(KEY), server_url=server.url, client=given, timeout=5, retry_config=ONCE
            )
            if status == 200:
                assert (await client.companies.get_company(COMPANY)).result.id == "c"
            else:
                with pytest.raises(errors.NotFoundError, match="none of that name"):
                    await client.companies.get_company(COMPANY)

    asyncio.run(main())


def test_hook_that_closes_the_response(server: Recorder) -> None:
    async def hook(response: httpx2.Response) -> None:
        await response.aclose()

    async def main() -> None:
        async with httpx2.AsyncClient(event_hooks={"response": [hook]}) as given:
            client = AsyncCodatSyncCommerce(
                shared.Security.from_api_key(KEY), server_url=server.url, client=given, timeout=5, retry_config=ONCE
            )
            with pytest.raises(errors.ResponseDecodeError, match="the response is empty"):
                await client.companies.get_company(COMPANY)

    asyncio.run(main())


def test_error_of_a_hook_says_nothing_of_the_call(server: Recorder) -> None:
    error = errors.RateLimitError("429: of a hook", 429)

    async def hook(_response: httpx2.Response) -> None:
        raise error

    async def main() -> None:
        async with httpx2.AsyncClient(event_hooks={"response": [hook]}) as given:
            client = AsyncCodatSyncCommerce(shared.Security.from_api_key(KEY), server_url=server.url, client=given)
            with pytest.raises(errors.RateLimitError) as raised:
                await push(client)
            assert raised.value is error
            assert error.maybe_applied
            assert known_of(error).idempotency_key == server.only.headers["Idempotency-Key"]

    asyncio.run(main())


def test_exception_of_a_hook_that_causes_itself(server: Recorder) -> None:
    """`raise error from error` makes a circle of causes."""

    async def hook(_response: httpx2.Response) -> None:
        message = "of a hook"
        error = httpx2.ReadError(message)
        raise error from error

    async def main() -> None:
        async with httpx2.AsyncClient(event_hooks={"response": [hook]}) as given:
            client = AsyncCodatSyncCommerce(shared.Security.from_api_key(KEY), server_url=server.url, client=given)
            with pytest.raises(errors.APIConnectionError):
                await push(client, retries=ONCE)

    asyncio.run(main())


def test_attempts_do_not_count_what_was_not_sent(server: Recorder) -> None:
    """The client of the caller is closed between two attempts."""
    from support.recorder import StubResponse  # noqa: PLC0415 - beside the only tests that need it

    server.will(StubResponse(503))

    async def main() -> None:
        given = httpx2.AsyncClient()
        client = AsyncCodatSyncCommerce(shared.Security.from_api_key(KEY), server_url=server.url, client=given)

        async def close(_seconds: float) -> None:
            await given.aclose()

        client._client.clock = client._client.clock._replace(sleep=close)
        with pytest.raises(errors.RequestError, match="is closed") as raised:
            await push(client)
        assert (raised.value.attempts, raised.value.maybe_applied) == (1, True)

    asyncio.run(main())


@pytest.mark.parametrize("wrong", ["client", 5, object()])
def test_another_client_is_refused(wrong: Any) -> None:
    with pytest.raises(errors.RequestError, match=r"client must be an httpx2\.AsyncClient"):
        AsyncCodatSyncCommerce(client=wrong)


def test_async_iteration_and_wait(server: Recorder) -> None:
    from support.recorder import StubResponse, json_response  # noqa: PLC0415 - beside the only test that needs them

    states: list[Any] = []

    async def on_update(state: shared.PushOperation) -> None:
        await asyncio.sleep(0)
        states.append(state.status)

    async def main() -> None:
        async with AsyncCodatSyncCommerce(shared.Security.from_api_key(KEY), server_url=server.url) as client:
            rows = [{"id": str(number)} for number in range(3)]
            server.will(StubResponse(200, json.dumps({"results": rows, "totalResults": 3}).encode()))
            request = operations.ListCommerceOrdersRequest("c", "d")
            found = [order.id async for order in client.commerce_orders.iter_commerce_orders(request, max_items=2)]
            assert found == ["0", "1"]
            server.will(json_response({"companyId": "c", "pushOperationKey": "k", "status": "Success"}))
            done = await client.push_data.wait_for(("c", "k"), on_update=on_update)
            assert [done.status] == states

    asyncio.run(main())
