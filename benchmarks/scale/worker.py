"""One worker of a benchmark: a process that calls `bulk.work`, or `bulk.push` for a journal in a file.

    python -m benchmarks.scale.worker JOURNAL NAME SERVER THREADS [RECORDS COMPANIES]

SERVER is a URL, or `memory`: then each response is made in this process, and nothing goes over a socket. It prints one
line of JSON with its CPU time, the memory that it held in the course of the work, and the most of it.
"""

from __future__ import annotations

import io
import json
import re
import sys
import threading
import time
from email.utils import formatdate
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import requests
from requests.adapters import HTTPAdapter
from urllib3 import HTTPResponse

from benchmarks import customer

from .accepting import body_for, request

_SAMPLE = 5_000
"""Requests between two looks at the memory."""


class AcceptingAdapter(HTTPAdapter):
    """Responds at once, in the shape in which urllib3 hands over what came from a socket."""

    def __init__(self) -> None:
        """Count no request yet."""
        super().__init__()
        self.sent = 0
        self.memory: list[int] = []
        self._lock = threading.Lock()

    def send(self, request: requests.PreparedRequest, *_args: Any, **_kwargs: Any) -> requests.Response:
        """Accept a push."""
        with self._lock:
            self.sent += 1
            if self.sent % _SAMPLE == 0:
                self.memory.append(memory("VmRSS"))
        body = body_for(request.method or "", urlsplit(request.url or "").path)
        headers = {
            "Content-Type": "application/json",
            "Content-Length": str(len(body)),
            "Date": formatdate(usegmt=True),
        }
        raw = HTTPResponse(io.BytesIO(body), headers, 200, preload_content=False, decode_content=False)
        return self.build_response(request, raw)


def memory(kind: str) -> int:
    """Return kibibytes of this process as Linux counts them (`VmRSS` now, `VmHWM` at most), 0 on other systems."""
    status = Path("/proc/self/status")
    found = re.search(rf"{kind}:\s+(\d+) kB", status.read_text(encoding="ascii")) if status.exists() else None
    return int(found[1]) if found else 0


def connect(server: str, adapter: AcceptingAdapter) -> Any:
    """Return a client of a server, or one whose requests an adapter responds to."""
    if server != "memory":
        return customer.client(server_url=server)
    session = requests.Session()
    session.mount("https://", adapter)
    return customer.client(client=session)


def main() -> None:
    """Work until there is nothing left to do."""
    from codatsynccommerce import bulk  # noqa: PLC0415 - the time to load it is not that of the program above

    journal, name, server, threads, *rest = sys.argv[1:]
    adapter = AcceptingAdapter()
    client = connect(server, adapter)
    began, cpu = time.perf_counter(), time.process_time()
    if rest:
        count, companies = map(int, rest)
        records = (request(number, companies) for number in range(count))
        create = client.accounting_customers.create_accounting_customer
        bulk.push(create, records, journal=journal, workers=int(threads))
    else:
        bulk.work(client, journal=journal, name=name, workers=int(threads), max_per_minute=None)
    result = {
        "cpu": time.process_time() - cpu,
        "seconds": time.perf_counter() - began,
        "memory": adapter.memory,
        "most": memory("VmHWM"),
    }
    print(json.dumps(result), flush=True)


if __name__ == "__main__":
    main()
