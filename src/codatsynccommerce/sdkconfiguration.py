"""The `sdk_configuration` of a client as version 0.2.0 had it, for programs that still read it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Dict, Optional, Tuple

from ._runtime.deprecation import deprecated
from ._servers import SERVERS
from ._version import __version__
from .utils import RetryConfig

if TYPE_CHECKING:
    from ._runtime.client import Client

__all__ = ["SERVERS", "HasConfiguration", "RetryConfig", "SDKConfiguration"]

_PAGE = "docs/guides/migrating.md"


@dataclass(frozen=True)
class SDKConfiguration:
    """The configuration of a client. It cannot be changed: pass what you need to the client instead.

    See `docs/guides/migrating.md`.
    """

    client: Any = None
    """The Session that was passed as `client=`, else None: the client then opens connections of its own."""

    security: Any = field(default=None, repr=False)
    """What was passed as `security=`."""

    security_client: None = None
    """Always None: the key is added to each request and kept in no Session."""

    server_url: str = ""
    """The address that requests go to."""

    server_idx: Optional[int] = None
    """Always None: `server_url` has the address."""

    language: str = "python"
    """Always `python`."""

    openapi_doc_version: Optional[str] = None
    """Always None: the description belongs to this project and has no version of its own."""

    sdk_version: str = __version__
    """The version of this package."""

    gen_version: Optional[str] = None
    """Always None: the generator belongs to this project and has no version of its own."""

    user_agent: str = ""
    """The User-Agent header of each request."""

    retry_config: Optional[RetryConfig] = None
    """What was passed as `retry_config=`."""

    def get_server_details(self) -> Tuple[str, Dict[str, str]]:
        """Return the address that requests go to, and no parameters for it."""
        return self.server_url, {}


class HasConfiguration:
    """Base of the client and of each sub-SDK."""

    if TYPE_CHECKING:
        _client: Client

    @property
    # Without a warning at run time, since mocks and inspectors read every attribute.
    @deprecated(f"sdk_configuration is kept for programs written for 0.2.0. See {_PAGE}", category=None)
    def sdk_configuration(self) -> SDKConfiguration:
        """The configuration of the client, as version 0.2.0 had it. Deprecated."""
        settings = self._client.settings
        return SDKConfiguration(
            client=getattr(self._client.transport, "session", None),
            security=settings.security,
            server_url=settings.server,
            user_agent=settings.service.user_agent,
            retry_config=settings.retries,
        )
