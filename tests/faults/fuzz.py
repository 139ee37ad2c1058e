"""Reads responses of the API that are broken at random, for a given time, and looks for what must not happen.

    PYTHONPATH=tests python tests/faults/fuzz.py --seconds 60 --seed 1

Every call must end as a response or an SDKError, in its time and within the memory that is allowed to it.
"""

from __future__ import annotations

import argparse
import pickle
import resource
import sys
from collections import Counter
from random import Random
from time import monotonic
from typing import TYPE_CHECKING, Any
from unittest import mock

from support.client_operations import all_operations, path_values
from support.fault_server import FaultServer
from support.fault_steps import Step, fin, read, rst, send
from support.mutations import RawResponse, broken

from codatsynccommerce import CodatSyncCommerce
from codatsynccommerce._runtime.client import CallOptions
from codatsynccommerce._runtime.http import reading as body
from codatsynccommerce.models import errors, shared
from codatsynccommerce.sandbox import Sandbox
from codatsynccommerce.utils import RetryConfig, Timeout

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from codatsynccommerce._runtime.operation import Operation

    Sample = tuple[Operation[Any], Any, RawResponse]

LARGEST = 4 * 1024 * 1024
MEMORY = 256 * 1024
"""KiB by which the process may grow."""
LIMITS = Timeout(connect=20, read=20, total=30)
ONCE = RetryConfig("none", None)


class Found(Exception):  # noqa: N818 - it is what is looked for
    """Something that must not happen, and the response that causes it."""


def samples() -> list[Sample]:
    """Call every operation of the sandbox that needs no body; keep its good responses, and a few bad ones."""
    found: list[Sample] = []
    with Sandbox() as sandbox, _client(sandbox.url, sandbox.api_key) as client:
        for operation in all_operations():
            if operation.body is not None or operation.request is None:
                continue
            values = path_values(operation)
            request = operation.request(**values)
            for connection in (sandbox.connection_id, sandbox.commerce_connection_id):
                if "connection_id" in values:
                    request.connection_id = connection
                found.append((operation, request, _response(client, operation, request)))
    bad = [one for one in found if not one[2].status.startswith("2")]
    return [one for one in found if one not in bad] + bad[:3]


def _response(client: CodatSyncCommerce, operation: Operation[Any], request: Any) -> RawResponse:
    try:
        raw = client._client.call(operation, request, CallOptions()).raw_response
    except errors.SDKError as error:
        raw = error.raw_response
    return RawResponse(f"{raw.status_code} X", raw.content[:20_000])


def _client(url: str, key: str = "a-key-of-the-fuzzer") -> CodatSyncCommerce:
    return CodatSyncCommerce(shared.Security.from_api_key(key), server_url=url, retry_config=ONCE, timeout=LIMITS)


def cases(seed: int, every: list[Sample]) -> Iterator[tuple[Operation[Any], Any, bytes, Step]]:
    """Return broken responses without end, the same ones for the same seed."""
    random = Random(seed)
    while True:
        operation, request, response = random.choice(every)
        yield operation, request, broken(response, random), random.choice((fin, fin, fin, rst))


def run(goes_on: Callable[[int], bool], seed: int) -> Counter[str]:
    """Fuzz; return how often calls ended how.

    Arguments:
        goes_on: Returns whether the case of a number is to be tried.
        seed: Where the cases come from.

    Raises:
        Found: Something that must not happen did.
    """
    ends: Counter[str] = Counter()
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    with FaultServer() as server, _client(server.url) as client, mock.patch.object(body, "MAX_BODY_BYTES", LARGEST):
        for number, (operation, request, data, end) in enumerate(cases(seed, samples())):
            if not goes_on(number):
                break
            server.heal()
            server.once(read, send(data), end)
            try:
                ends[_end(client, operation, request)] += 1
            except Exception as problem:
                message = f"seed {seed}, case {number}: {operation.name} fails with {problem!r} on {data!r:.3000}"
                raise Found(message) from problem
            grown = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before
            if grown > MEMORY:
                message = f"seed {seed}, case {number}: {grown} KiB on {data!r:.3000}"
                raise Found(message)
    return ends


def _end(client: CodatSyncCommerce, operation: Operation[Any], request: Any) -> str:
    try:
        response = client._client.call(operation, request, CallOptions())
    except errors.SDKError as error:
        if len(str(error).splitlines()) != 1 or str(pickle.loads(pickle.dumps(error))) != str(error):  # noqa: S301
            raise AssertionError(repr(error)) from error
        return type(error).__name__
    payload = getattr(response, operation.payload) if operation.payload else None
    if operation.payload and payload is None and not operation.may_be_empty:
        raise AssertionError(repr(response))
    repr(payload)
    return "response"


def main() -> None:
    """Fuzz as the command line says."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args()
    try:
        until = monotonic() + given.seconds
        ends = run(lambda _number: monotonic() < until, given.seed)
    except Found as found:
        sys.exit(str(found))
    print(f"{ends.total()} calls:", ", ".join(f"{name} {count}" for name, count in ends.most_common()))


if __name__ == "__main__":
    main()
