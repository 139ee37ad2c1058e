"""Connections through a SOCKS proxy, by PySocks, which is optional."""

from __future__ import annotations

from typing import Any

from urllib3.contrib.socks import SOCKSConnection, SOCKSHTTPSConnection, SOCKSProxyManager

from .connections import ConnectionMethods, Pool, SecurePool


class _Connection(ConnectionMethods, SOCKSConnection):
    pass


class _SecureConnection(ConnectionMethods, SOCKSHTTPSConnection):
    pass


class _Pool(Pool):
    ConnectionCls = _Connection


class _SecurePool(SecurePool):
    ConnectionCls = _SecureConnection


class SocksManager(SOCKSProxyManager):
    """Makes pools of our own connections, which speak SOCKS to the proxy."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Keep the address of the proxy. See `SOCKSProxyManager`."""
        super().__init__(*args, **kwargs)
        self.pool_classes_by_scheme = {"http": _Pool, "https": _SecurePool}
