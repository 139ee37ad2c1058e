"""A server on loopback in a process of its own that takes its time for each request and accepts every push.

python -m benchmarks.scale.server SECONDS
"""

from __future__ import annotations

import sys
import time
from email.utils import formatdate

from benchmarks.server import Server, serve

from .accepting import body_for


class SlowServer(Server):
    """Takes the same time for each request, any number of them at once."""

    def __init__(self, seconds: float) -> None:
        """Take so many seconds for each request."""
        super().__init__()
        self._seconds = seconds

    def respond(self, request: bytes) -> bytes:
        """Return the response to a request, after a while."""
        method, target, _ = request.decode("latin-1").split(" ", 2)
        body = body_for(method, target.partition("?")[0])
        time.sleep(self._seconds)
        head = "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nDate: %s\r\nContent-Length: %d\r\n\r\n"
        return (head % (formatdate(usegmt=True), len(body))).encode() + body


if __name__ == "__main__":
    serve(SlowServer(float(sys.argv[1])))
