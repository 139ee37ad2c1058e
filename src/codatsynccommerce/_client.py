"""The hand-written part of the clients: it checks their arguments, and passes Codat's settings to the runtime."""

from __future__ import annotations

import os
import re
import sys
import warnings
from collections.abc import Callable, Mapping, Sequence
from importlib import import_module
from importlib.util import find_spec
from types import TracebackType
from typing import TYPE_CHECKING, Any, ClassVar, Final, Generic, TypeVar, cast
from urllib.parse import SplitResult, urlsplit

from ._pushes.mismatch import find_mismatch
from ._runtime.attempt_report import Attempt
from ._runtime.client import AsyncClient, Client, Clock, Pipeline, Service, Settings
from ._runtime.errors import RequestError
from ._runtime.http.transport import SyncTransport
from ._runtime.lazy import LazyModule
from ._runtime.log import logger
from ._runtime.rate_limit import RateLimit
from ._runtime.retry import RetryConfig
from ._runtime.security import Credentials, SecuritySource
from ._runtime.timeout import Timeout
from ._runtime.typing_names import Self
from ._version import __version__
from .models.errors.from_response import error_from_response, is_definitive_rejection, may_hide_response
from .models.shared.security import security_from_environment
from .sdkconfiguration import HasConfiguration

if TYPE_CHECKING:
    import httpx2
    import requests
else:
    httpx2, requests = LazyModule("httpx2"), LazyModule("requests")

_LOOPBACK = re.compile(r"localhost|127\.\d+\.\d+\.\d+|\[?::1\]?", re.IGNORECASE)

AnyClient = TypeVar("AnyClient", bound=Pipeline)

LOG_VARIABLE = "CODAT_LOG"
"""Set to `debug`, it shows the log of this package on the standard error stream."""

KEY_LIFETIME: Final = 90 * 60.0
"""Seconds for which the API remembers an idempotency key, from the first request that carried it."""
KEY_MARGIN: Final = 60.0
"""A key counts as forgotten this many seconds early, because a request takes time to arrive."""

SERVICE = Service(
    user_agent=f"codatsynccommerce/{__version__} python/{sys.version_info.major}.{sys.version_info.minor}",
    default_credentials=security_from_environment,
    error_from_response=error_from_response,
    is_definitive_rejection=is_definitive_rejection,
    may_hide_response=may_hide_response,
    find_mismatch=find_mismatch,
    key_lifetime=KEY_LIFETIME - KEY_MARGIN,
)
"""The facts about Codat's API that the runtime needs."""


class _ClientBase(Generic[AnyClient]):
    """What both generated client classes share besides the names of their sub-SDKs."""

    _servers: ClassVar[Sequence[str]]
    _sub_sdks: ClassVar[Mapping[str, str]]
    _client: AnyClient
    _given_client: Any

    @classmethod
    def _settings(
        cls,
        security: SecuritySource,
        server_idx: int | None,
        server_url: str | None,
        url_params: Mapping[str, str] | None,
        retry_config: RetryConfig | None,
        timeout: Timeout | float | None,
        on_attempt: Callable[[Attempt], object] | None,
    ) -> Settings:
        """Check every argument now, so that the error is raised where the mistake is."""
        if security is not None and not isinstance(security, Credentials) and not callable(security):
            message = (
                f"security must be a shared.Security or a callable that returns one, not {type(security).__name__}"
            )
            raise RequestError(message)
        if on_attempt is not None and not callable(on_attempt):
            message = f"on_attempt must be callable, not {type(on_attempt).__name__}"
            raise RequestError(message)
        _set_up_logging()
        return Settings(
            server=_server(cls._servers, server_idx, server_url, url_params),
            service=SERVICE,
            security=security,
            retries=RetryConfig.of(retry_config, "retry_config"),
            timeout=None if timeout is None else Timeout.of(timeout),
            on_attempt=on_attempt,
        )

    if not TYPE_CHECKING:  # Type checkers see the attributes of the generated class, and so report misspelled names.

        def __getattr__(self, name: str) -> Any:
            """Create a sub-SDK when it is first used."""
            place = type(self)._sub_sdks.get(name)  # noqa: SLF001 - our own
            if place is None:
                message = f"{type(self).__name__!r} object has no attribute {name!r}"
                raise AttributeError(message)
            module, _, class_name = place.partition(":")
            # Relative to the generated class, and not to a class that a user derives from it.
            home = next(one.__module__ for one in type(self).__mro__ if "_sub_sdks" in vars(one))
            sub_sdk = getattr(import_module(module, home.rpartition(".")[0]), class_name)(self._client)
            setattr(self, name, sub_sdk)
            return sub_sdk

    @property
    def rate_limit(self) -> RateLimit:
        """How many requests the API still allows, as the last response said it; each part None if none did."""
        return self._client.rate_limit

    def __dir__(self) -> list[str]:
        """Return the names of all attributes, sub-SDKs included, created or not."""
        return sorted({*super().__dir__(), *self._sub_sdks})

    def __repr__(self) -> str:
        """Show the server, never the key."""
        client = vars(self).get("_client")  # Missing in an object whose constructor has failed.
        return f"{type(self).__name__}({f'server_url={client.settings.server!r}' if client else ''})"

    def __copy__(self) -> Self:
        """Return a client with the same settings and connections of its own, or the same Session."""
        return cast("Self", _rebuild(type(self), *self._arguments()))

    def __deepcopy__(self, _memo: dict[int, Any]) -> Self:
        """Return what `copy.copy` returns: settings do not change, and a Session of the caller's stays theirs."""
        return self.__copy__()

    def __reduce__(self) -> tuple[Any, ...]:
        """Pickle the arguments of the constructor. A client that holds a key refuses to be written down."""
        if isinstance(self._client.settings.security, Credentials):
            message = "this client holds an API key and cannot be pickled: set CODAT_API_KEY or pass a callable instead"
            raise RequestError(message)
        return (_rebuild, (type(self), *self._arguments()))

    def _arguments(self) -> tuple[tuple[Any, ...], dict[str, Any]]:
        """Return the arguments that make an equal client, by position and by name."""
        settings = self._client.settings
        given = (settings.security, None, settings.server, None, self._given_client, settings.retries)
        return given, {"timeout": settings.timeout, "on_attempt": settings.on_attempt}


class BaseClient(HasConfiguration, _ClientBase[Client]):
    """The hand-written part of the synchronous client."""

    def __init__(
        self,
        security: SecuritySource,
        server_idx: int | None,
        server_url: str | None,
        url_params: Mapping[str, str] | None,
        client: requests.Session | None,
        retry_config: RetryConfig | None,
        timeout: Timeout | float | None,
        on_attempt: Callable[[Attempt], object] | None = None,
    ) -> None:
        """Check the arguments. Open nothing yet."""
        settings = self._settings(security, server_idx, server_url, url_params, retry_config, timeout, on_attempt)
        if client is not None and not callable(getattr(client, "request", None)):
            message = f"client must be a requests.Session, or have its request method, not {type(client).__name__}"
            raise RequestError(message)
        self._given_client = client
        self._client = Client(settings, SyncTransport(client))

    def close(self) -> None:
        """Close the client's own connections. A Session that you gave stays open. Further calls open new ones."""
        self._client.transport.close()

    def __enter__(self) -> Self:
        """Return the client itself."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Close the client's own connections."""
        self.close()


class AsyncBaseClient(_ClientBase[AsyncClient]):
    """The hand-written part of the asynchronous client."""

    def __init__(
        self,
        security: SecuritySource,
        server_idx: int | None,
        server_url: str | None,
        url_params: Mapping[str, str] | None,
        client: httpx2.AsyncClient | None,
        retry_config: RetryConfig | None,
        timeout: Timeout | float | None,
        on_attempt: Callable[[Attempt], object] | None = None,
    ) -> None:
        """Check the arguments. Open nothing yet."""
        settings = self._settings(security, server_idx, server_url, url_params, retry_config, timeout, on_attempt)
        if find_spec("httpx2") is None:
            message = "the asynchronous client needs httpx2: pip install 'codatsynccommerce[async]'"
            raise RequestError(message)
        import anyio
        import httpx2

        from ._runtime.http.async_transport import AsyncTransport

        if client is not None and not isinstance(client, httpx2.AsyncClient):
            message = f"client must be an httpx2.AsyncClient, not {type(client).__name__}"
            raise RequestError(message)
        self._given_client = client
        self._client = AsyncClient(settings, AsyncTransport(client), Clock(sleep=anyio.sleep))

    async def close(self) -> None:
        """Close the client's own connections on this event loop. A client that you gave stays open.

        Further calls open new connections.
        """
        closing = self._client.transport.close()
        if closing is not None:
            await closing

    async def __aenter__(self) -> Self:
        """Return the client itself."""
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Close the client's own connections."""
        await self.close()


def _rebuild(kind: Any, given: tuple[Any, ...], named: dict[str, Any]) -> _ClientBase[Any]:
    # A class that a user derives may take no more than it takes today.
    return cast("_ClientBase[Any]", kind(*given, **{name: value for name, value in named.items() if value is not None}))


def _set_up_logging() -> None:
    """Show the log if the environment asks for it. Handlers that the program has set up come first."""
    if os.environ.get(LOG_VARIABLE, "").lower() != "debug":
        return
    import logging

    log = logger()
    if log.level != logging.NOTSET:
        return
    log.setLevel(logging.DEBUG)
    if all(isinstance(handler, logging.NullHandler) for handler in [*log.handlers, *logging.getLogger().handlers]):
        handler = logging.StreamHandler()
        handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(name)s: %(message)s"))
        log.addHandler(handler)


def _server(servers: Sequence[str], index: int | None, url: str | None, params: Mapping[str, str] | None) -> str:
    """Choose the server and check that its address can be used."""
    if url is None:
        position = 0 if index is None else index
        if type(position) is not int or not 0 <= position < len(servers):
            message = f"server_idx must be from 0 to {len(servers) - 1}, not {index!r}"
            raise RequestError(message)
        url = servers[position]
        if not params:
            return url  # As the description has it.
    if not isinstance(url, str):
        message = f"server_url must be text, not a {type(url).__name__}"
        raise RequestError(message)
    given = params or {}
    if not isinstance(given, Mapping) or not all(isinstance(part, str) for pair in given.items() for part in pair):
        message = "url_params must map names to text"
        raise RequestError(message)
    for name, value in given.items():
        url = url.replace(f"{{{name}}}", value)
    parts = _parts(url)
    if parts is None or parts.query or parts.fragment:
        message = f"server_url must be an http or https address without a query, not {url[:100]!r}"
        raise RequestError(message)
    if "@" in parts.netloc and (parts.username or parts.password):
        message = "server_url must not hold a user name or password: the API key is given as security"
        raise RequestError(message)
    if parts.scheme == "http" and not _LOOPBACK.fullmatch(parts.hostname or ""):
        warnings.warn(f"the API key will travel in the clear to {parts.hostname}", UserWarning, stacklevel=5)
    return url.rstrip("/")


def _parts(url: str) -> SplitResult | None:
    """Split an address; None for one that cannot be called."""
    if not url.isascii() or not url.isprintable() or set(url) & set(" {}"):
        return None
    try:
        parts = urlsplit(url)
        usable = parts.scheme in ("http", "https") and parts.hostname and parts.port != 0
    except ValueError:
        return None
    return parts if usable else None
