"""The sandbox as a server: it starts, keeps connections, serves threads, and leaves nothing behind."""

from __future__ import annotations

import http.client
import socket
import threading
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import pytest
import requests
from openapi_spec_validator import validate
from support.bookshop import bookshop
from support.for_each import for_each

from codatsynccommerce.sandbox import Sandbox

if TYPE_CHECKING:
    from collections.abc import Iterator

_BASIC = {"Authorization": "Basic c2FuZGJveC1hcGkta2V5"}


def _connect(sandbox: Sandbox) -> http.client.HTTPConnection:
    return http.client.HTTPConnection(urlsplit(sandbox.url).netloc, timeout=10)


def test_a_connection_serves_many_requests() -> None:
    with Sandbox() as sandbox:
        connection = _connect(sandbox)
        sockets: set[object] = set()
        calls = [("GET", "/meta/companies", None), ("POST", "/no", b"x"), ("HEAD", "/", None), ("GET", "/", None)]
        for method, path, body in calls:
            connection.request(method, path, body, _BASIC)
            response = connection.getresponse()
            response.read()
            assert response.version == 11
            sockets.add(connection.sock)
        connection.close()
    assert len(sockets) == 1


def test_stop_closes_connections_and_threads() -> None:
    before = set(threading.enumerate())
    sandbox = Sandbox()
    connections = [_connect(sandbox) for _ in range(3)]
    for connection in connections:
        connection.request("GET", "/meta/companies", headers=_BASIC)
        connection.getresponse().read()
    sandbox.stop()
    assert set(threading.enumerate()) == before
    for connection in connections:
        assert connection.sock.recv(1) == b""
        connection.close()
    with pytest.raises(ConnectionRefusedError):
        _connect(sandbox).connect()


def test_stopping_twice_does_nothing_more() -> None:
    with Sandbox() as sandbox:
        sandbox.stop()
    sandbox.stop()


def test_stop_releases_held_requests() -> None:
    with ThreadPoolExecutor(1) as pool, bookshop() as shop:
        with shop.sandbox.hold():
            waiting = pool.submit(shop.raw, "GET", "/meta/companies")
            while not shop.sandbox.requests:
                threading.Event().wait(0.001)
            shop.sandbox.stop()
        assert waiting.exception(5) is None or isinstance(waiting.exception(), requests.ConnectionError)


def test_port_in_use_is_an_oserror() -> None:
    with Sandbox() as sandbox:
        port = urlsplit(sandbox.url).port
        assert port is not None
        with pytest.raises(OSError, match="in use"):
            Sandbox(port)


def test_port_can_be_reused_at_once() -> None:
    with Sandbox() as sandbox:
        requests.get(sandbox.url, timeout=10).close()
        port = urlsplit(sandbox.url).port
    assert port is not None
    with Sandbox(port) as again:
        assert again.url == sandbox.url


def test_two_sandboxes_are_independent() -> None:
    with bookshop(api_key="one") as first, bookshop(api_key="two") as second:
        first.push()
        assert (len(first.sandbox.ledger), len(second.sandbox.ledger)) == (1, 0)
        assert first.sandbox.url != second.sandbox.url


def test_many_threads_are_served() -> None:
    with bookshop() as shop:
        with ThreadPoolExecutor(16) as pool:
            pushed = list(pool.map(lambda number: shop.push(f"Customer {number}"), range(100)))
        ledger = {push.push_operation_key: push.record["customerName"] for push in shop.sandbox.ledger}
    assert [ledger[push.push_operation_key] for push in pushed] == [f"Customer {number}" for number in range(100)]


def test_requests_are_recorded_without_the_key() -> None:
    with bookshop() as shop:
        shop.push("Ada", key="k")
        shop.get(f"{shop.company}/push?page=1&pageSize=5")
        pushed, listed = shop.sandbox.requests
    assert (pushed.method, pushed.path, pushed.query, pushed.status) == ("POST", shop.push_path, "", 200)
    assert pushed.json() == {"status": "Active", "customerName": "Ada"}
    assert pushed.headers["Idempotency-Key"] == "k"
    assert (listed.method, listed.path, listed.query) == ("GET", f"{shop.company}/push", "page=1&pageSize=5")
    for seen in (pushed, listed):
        assert "Authorization" not in seen.headers
        assert "c2FuZGJveC1hcGkta2V5" not in repr(seen)


def test_a_body_in_chunks_is_read() -> None:
    def chunks() -> Iterator[bytes]:
        yield b'{"status": '
        yield b'"Active"}'

    with bookshop() as shop:
        response = requests.post(shop.sandbox.url + shop.push_path, chunks(), headers=_BASIC, timeout=10)
        assert response.status_code == 200
        assert shop.sandbox.ledger[0].record == {"status": "Active"}


def test_incomplete_body_does_nothing(capfd: pytest.CaptureFixture[str]) -> None:
    with bookshop() as shop:
        with socket.create_connection(("127.0.0.1", urlsplit(shop.sandbox.url).port or 0)) as line:
            head = f"POST {shop.push_path} HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 99\r\n\r\n"
            line.sendall(head.encode() + b'{"status": "Active"}')
        assert shop.push().push_operation_key
        assert len(shop.sandbox.ledger) == 1
    assert capfd.readouterr() == ("", "")


@for_each(
    ("host", "status"),
    [
        ("Host: 127.0.0.1:{port}", 200),
        ("Host: localhost:{port}", 200),
        ("Host: LOCALHOST", 200),
        ("Host: [::1]:{port}", 200),
        ("Host: rebound.example:{port}", 421),
        ("Host: 127.0.0.1.rebound.example", 421),
        ("Host: localhost@rebound.example", 421),
        ("Host: [", 421),
        ("Host:", 421),
        ("X-None: here", 421),
        ("Host: localhost\r\nHost: rebound.example", 421),
    ],
)
def test_only_own_host_names_are_served(host: str, status: int) -> None:
    with Sandbox() as sandbox:
        port = urlsplit(sandbox.url).port or 0
        with socket.create_connection(("127.0.0.1", port)) as connection:
            head = (
                f"GET /meta/companies HTTP/1.1\r\n{host.format(port=port)}\r\nAuthorization: {_BASIC['Authorization']}"
            )
            connection.sendall(f"{head}\r\nConnection: close\r\n\r\n".encode())
            assert connection.recv(12) == f"HTTP/1.1 {status}".encode()
        assert len(sandbox.requests) == (status == 200)


def test_description_is_served_without_a_key() -> None:
    with Sandbox() as sandbox:
        description = requests.get(f"{sandbox.url}/openapi.json", timeout=10).json()
        assert sandbox.requests == ()
    validate(description)
    assert "/companies/{companyId}" in description["paths"]


def test_malformed_http_is_a_400(capfd: pytest.CaptureFixture[str]) -> None:
    with bookshop() as shop, socket.create_connection(("127.0.0.1", urlsplit(shop.sandbox.url).port or 0)) as line:
        line.sendall(b"what is this\r\n\r\n")
        assert b"400" in line.recv(1000)
    assert capfd.readouterr() == ("", "")
