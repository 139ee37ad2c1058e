"""A list of orders behind a loopback server that gives its pages as a test says."""

from __future__ import annotations

import json
import threading
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING, Any, Protocol, cast
from urllib.parse import parse_qsl

from codatsynccommerce import CodatSyncCommerce
from codatsynccommerce.models import operations, shared
from support.async_client import blocking_client

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from email.message import Message

    Give = Callable[[dict[str, str]], Any]

COMPANY, CONNECTION = "8a210b68", "2e9d2c44"


class ListServer(ThreadingHTTPServer):
    """Responds to each request with the document that `give` returns for its query, and records the queries."""

    daemon_threads = True

    def __init__(self, give: Give) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.give = give
        self.url = f"http://127.0.0.1:{self.server_port}"
        self.queries: list[dict[str, str]] = []
        self.headers: list[Message] = []
        self._thread = threading.Thread(target=self.serve_forever, args=(0.01,), daemon=True)
        self._thread.start()

    @property
    def pages(self) -> list[int]:
        return [int(query["page"]) for query in self.queries]

    def stop(self) -> None:
        self.shutdown()
        self._thread.join()
        self.server_close()


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True
    wbufsize = -1

    def do_GET(self) -> None:
        server = cast("ListServer", self.server)
        query = dict(parse_qsl(self.path.partition("?")[2]))
        server.queries.append(query)
        server.headers.append(self.headers)
        document = server.give(query)
        body = json.dumps(document).encode()
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the name that http.server gives it
        pass


class Open(Protocol):
    """Starts a server and gives it with a client of it."""

    def __call__(self, give: Give) -> tuple[ListServer, CodatSyncCommerce]: ...


@contextmanager
def serving(client_kind: str = "sync") -> Iterator[Open]:
    """Return what starts servers, and stop them all in the end."""
    made: list[tuple[ListServer, CodatSyncCommerce]] = []

    def start(give: Give) -> tuple[ListServer, CodatSyncCommerce]:
        server = ListServer(give)
        create = CodatSyncCommerce if client_kind == "sync" else blocking_client
        client = create(shared.Security.from_api_key("key"), server_url=server.url)
        made.append((server, client))
        return server, client

    yield start
    for server, client in made:
        client.close()
        server.stop()


def page(query: dict[str, str], ids: Iterable[str], total: int | None = None, **keys: Any) -> dict[str, Any]:
    """Make a page with some orders, as the API would; a key given as None is left out."""
    number, size, rows = int(query["page"]), int(query["pageSize"]), [{"id": one} for one in ids]
    links: dict[str, Any] = {"self": {"href": "/orders"}, "current": {"href": f"/orders?page={number}"}}
    if total is None or number * size < total:
        links["next"] = {"href": f"/orders?page={number + 1}"}
    made = {"results": rows, "pageNumber": number, "pageSize": size, "totalResults": total or 0, "_links": links}
    return {key: value for key, value in {**made, **keys}.items() if value is not None}


def part(query: dict[str, str], ids: list[str], **keys: Any) -> dict[str, Any]:
    """Make the page that a query asks for of a list."""
    size = int(query["pageSize"])
    start = (int(query["page"]) - 1) * size
    return page(query, ids[start : start + size], len(ids), **keys)


def orders(**fields: Any) -> operations.ListCommerceOrdersRequest:
    """Make a request for the orders, two on a page where nothing else is said."""
    return operations.ListCommerceOrdersRequest(COMPANY, CONNECTION, **{"page_size": 2, **fields})


def numbered(count: int) -> list[str]:
    """Return ids from 1."""
    return [str(number) for number in range(1, count + 1)]
