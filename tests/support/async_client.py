"""The asynchronous client with the interface of the synchronous one, so that one test tries both."""

from __future__ import annotations

import asyncio
import inspect
from functools import cache, wraps
from typing import TYPE_CHECKING, Any, cast

import httpx2
import requests

from codatsynccommerce import AsyncCodatSyncCommerce

if TYPE_CHECKING:
    import ssl
    from collections.abc import AsyncGenerator, Coroutine, Iterator

    from typing_extensions import Self

    from codatsynccommerce import CodatSyncCommerce


class BlockingClient:
    """Calls the asynchronous client on an event loop of its own, one call at a time."""

    def __init__(self, *args: Any, **options: Any) -> None:
        self._async = AsyncCodatSyncCommerce(*args, **options)
        self._loop = asyncio.new_event_loop()
        self._given = options.get("client")

    def __getattr__(self, name: str) -> Any:
        value = getattr(self._async, name)
        if name in type(self._async)._sub_sdks:
            value = self.__dict__[name] = _BlockingSubSdk(value, self._run)
        return value

    def __dir__(self) -> list[str]:
        return dir(self._async)

    def __reduce__(self) -> Any:
        return self._async.__reduce__()

    def __repr__(self) -> str:
        return repr(self._async)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_error: object) -> None:
        self.close()

    def __del__(self) -> None:
        if "_loop" in vars(self):  # The constructor did not fail.
            self.close()

    def close(self) -> None:
        if not self._loop.is_closed():
            self._run(self._async.close())
            if self._given is not None:
                assert not self._given.is_closed, "the client of the caller was closed"
                self._run(self._given.aclose())
            self._loop.run_until_complete(self._loop.shutdown_asyncgens())
            self._loop.close()

    def _run(self, coroutine: Coroutine[Any, Any, Any]) -> Any:
        if self._loop.is_closed():
            self._loop = asyncio.new_event_loop()
        return self._loop.run_until_complete(coroutine)


class _BlockingSubSdk:
    def __init__(self, sub_sdk: Any, run: Any) -> None:
        self._sub_sdk = sub_sdk
        self._run = run

    def __getattr__(self, name: str) -> Any:
        method = getattr(self._sub_sdk, name)

        @wraps(method)
        def call(*args: Any, **options: Any) -> Any:
            result = method(*args, **options)
            return self._run(result) if inspect.isawaitable(result) else _iterate(result, self._run)

        return call


def _iterate(items: AsyncGenerator[Any, None], run: Any) -> Iterator[Any]:
    try:
        while True:
            try:
                item = run(items.__anext__())
            except StopAsyncIteration:
                return
            yield item
    finally:
        run(items.aclose())


def client_of_caller(kind: str) -> Any:
    """Return what a caller may pass as `client=`."""
    return requests.Session() if kind == "sync" else httpx2.AsyncClient(verify=trust_store())


@cache
def trust_store() -> ssl.SSLContext:
    """Return a context that trusts what httpx2 trusts by default. Loading the certificates takes longer than a call."""
    return httpx2.create_ssl_context()


def blocking_client(*args: Any, **options: Any) -> CodatSyncCommerce:
    """Return the asynchronous client, called like the synchronous one."""
    return cast("CodatSyncCommerce", BlockingClient(*args, **options))
