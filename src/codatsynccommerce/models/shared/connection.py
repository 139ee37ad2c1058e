"""Connection. Generated from api/common.yaml by `make generate`."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, List, Optional

from codatsynccommerce._runtime.models import REQUIRED, Model, check_required

from .connectionsourcetype import ConnectionSourceType
from .dataconnectionerror import DataConnectionError
from .dataconnectionstatus import DataConnectionStatus


@dataclass
class Connection(Model):
    """Link between a company and one third-party system, such as an accounting package or a shop platform.

    Only a connection with status `Linked` can be read from the source or written to.
    """

    created: str
    """Time the connection was created, as an ISO 8601 string. Read-only."""

    id: str
    """Identifier of the connection (UUID), used as `connection_id` in paths and as `data_connection_key` in push
    operations.
    """

    integration_id: str
    """Identifier (UUID) of the integration behind the connection.

    Identical for all connections to the same platform.
    """

    integration_key: Optional[str] = None
    """Four-letter key of the integration, such as `gbol` for Xero.

    May be missing, although older versions of the API always gave it.
    """

    link_url: str = REQUIRED
    """URL to send the merchant to so that they authorise the connection.

    Needed while `status` is `PendingAuth`, or to link again after access was lost.
    """

    platform_name: str = REQUIRED
    """Display name of the connected platform, such as `Xero`. Read-only text for people, not a key."""

    source_id: str = REQUIRED
    """Identifier (UUID) of the source system behind the connection. Set by Codat."""

    source_type: ConnectionSourceType = REQUIRED
    """Kind of system at the other end, such as `Accounting` or `Commerce`."""

    status: DataConnectionStatus = REQUIRED
    """Authorisation state of the connection: `PendingAuth`, `Linked`, `Unlinked` or `Deauthorized`."""

    additional_properties: Optional[Any] = None
    """Free-form extra data about the connection, without a fixed shape. Often absent."""

    connection_info: Optional[Any] = None
    """Information that the platform supplies about the connection, usually an object of text.

    Codat allows values of any kind.
    """

    data_connection_errors: Optional[List[DataConnectionError]] = None
    """Errors met while talking to the platform through this connection. Null or empty when there are none."""

    last_sync: Optional[str] = None
    """Time of the last data sync for this connection, as an ISO 8601 string. Absent if it has never synced."""

    def __post_init__(self) -> None:
        """Require the fields that come after one that is no longer required."""
        check_required(self, ["link_url", "platform_name", "source_id", "source_type", "status"])
