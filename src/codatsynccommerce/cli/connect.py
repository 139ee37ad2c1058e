"""The client of a command: its key from the environment, its server from `--server-url`."""

from __future__ import annotations

from codatsynccommerce import CodatSyncCommerce
from codatsynccommerce._core.security import authorization


def connect(server_url: str | None) -> CodatSyncCommerce:
    """Make a client.

    Arguments:
        server_url: Another address than the API's; None for the API.

    Raises:
        errors.RequestError: The environment holds no key that can be sent, or the address cannot be used.
    """
    authorization(None)  # Now, and not after a file has been read.
    return CodatSyncCommerce(server_url=server_url)
