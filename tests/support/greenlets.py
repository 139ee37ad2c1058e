"""Two greenlets of one thread call at once, each with a time limit of its own. It needs a process of its own."""

from __future__ import annotations

import socket
from typing import Any

import codatsynccommerce
from codatsynccommerce.models import errors, operations, shared
from codatsynccommerce.utils import RetryConfig

BODY = b'{"id": "c", "name": "n", "redirect": "r"}'
HEAD = b"HTTP/1.1 200 OK\r\nContent-Length: %d\r\nConnection: close\r\n\r\n" % len(BODY)


def main() -> None:
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    client = codatsynccommerce.CodatSyncCommerce(
        shared.Security("Basic a"), server_url=f"http://127.0.0.1:{port}", retry_config=RetryConfig("none", None)
    )

    from gevent import monkey  # type: ignore[import-untyped]  # noqa: PLC0415 - after the client was made: that is the case

    monkey.patch_all()
    import gevent  # noqa: PLC0415
    from gevent.event import Event  # type: ignore[import-untyped]  # noqa: PLC0415
    from gevent.server import StreamServer  # type: ignore[import-untyped]  # noqa: PLC0415

    short_is_over = Event()

    def respond(connection: Any, _address: object) -> None:
        head = b""
        while b"\r\n\r\n" not in head:
            head += connection.recv(65536)
        connection.sendall(HEAD + BODY[:5])
        if b"/long" in head:
            short_is_over.wait()
            connection.sendall(BODY[5:])
        else:
            gevent.sleep(600)

    server = StreamServer(("127.0.0.1", port), respond)
    server.start()
    ends: dict[str, str] = {}

    def call(name: str, timeout: float) -> None:
        try:
            client.companies.get_company(operations.GetCompanyRequest(name), timeout=timeout)
            ends[name] = "response"
        except errors.SDKError as error:
            ends[name] = type(error).__name__
        if name == "short":
            short_is_over.set()

    long = gevent.spawn(call, "long", 600)
    gevent.sleep(0.1)
    gevent.joinall([long, gevent.spawn(call, "short", 0.5)], timeout=50)
    assert ends == {"long": "response", "short": "APITimeoutError"}, ends


if __name__ == "__main__":
    main()
