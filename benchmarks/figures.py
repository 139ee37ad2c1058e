"""The figures of the table: what each compares, where it should arrive, and which row measures it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple


class Figure(NamedTuple):
    """One line of the table."""

    key: str
    title: str
    floor: str
    """What it is measured against."""
    reach: float | Mapping[str, float] | None = None
    """The ratio that it should stay at or below, on every Python or by minor version such as `3.11`."""
    unit: str = "s"
    """`s`, `MiB` or `KiB` if the line shows a ratio; else what is counted, and the most of all turns is shown."""

    def reach_on(self, python: str) -> float | None:
        """Return the reach on a minor version of Python, None if there is none."""
        return self.reach.get(python) if isinstance(self.reach, Mapping) else self.reach


class Row(NamedTuple):
    """What one worker measures: a module of `benchmarks.rows`, the size it works at, and its figures."""

    module: str
    figures: tuple[Figure, ...]
    size: int = 0
    turns: int = 1
    """Pairs that are timed each round: more for what is short."""
    rounds: int | None = None
    """Rounds that are enough, where more would show the same."""
    published: bool = True
    """Whether the published package is measured too, as it is unless that would take half an hour."""
    newest_only: bool = False
    """Whether one Python is enough, the newest: for what takes minutes and is the same on all."""


STATED = {
    "ready to call: import, client, models": "starting until ready to call",
    "memory of a process that is ready to call": "memory when ready to call",
    "call over loopback, CPU": "creating a customer",
    "small GET over loopback, CPU": "reading a push operation",
    "asynchronous call over loopback, CPU": "creating a customer, asynchronously",
    "page of 1,000 orders, decoded": "reading a page of 1,000 orders into models, amounts exact",
    "invoice of 20 lines, encoded to send": "writing an invoice of 20 lines",
    "bulk push of 500 customers, CPU of a record": "a bulk push, each record in the journal before it is sent",
}
"""The figures that the README of the project states: their titles, and what they are called there."""

_PAGE = {"3.10": 2.0, "3.11": 1.6, "3.12": 1.7, "3.13": 1.7}
_INVOICE = {"3.10": 1.4, "3.11": 0.8, "3.12": 1.15, "3.13": 1.15}


def _page(size: int, turns: int = 1, reach: float | Mapping[str, float] = 2.5) -> Row:
    figures = (Figure("page", f"page of {size:,} orders, decoded", "json.loads", reach),)
    return Row("page", figures, size, turns, published=size <= 1_000)  # noqa: PLR2004 - it takes 3 ms for each order


_BARE, _POOL, _PLAIN = "session.post", "session.post, pool of 32", "plain dicts"

ROWS = (
    Row(
        "cold_start",
        (
            Figure("import", "import codatsynccommerce", "import requests", 1.1),
            Figure("models", "import operations and shared", "import requests", 1.1),
            Figure("ready", "ready to call: import, client, models", "import requests", 0.6),
            Figure("first", "first customer created, from a cold start", "requests, from a cold start"),
        ),
    ),
    Row("new_client", (Figure("client", "a client made and closed", "requests.Session()"),), turns=5),
    Row(
        "loopback_call",
        (Figure("cpu", "call over loopback, CPU", _BARE, 0.75), Figure("wall", "call over loopback, wall", _BARE)),
        turns=5,
    ),
    Row("small_get", (Figure("get", "small GET over loopback, CPU", "session.get", 0.75),), turns=5),
    Row("memory_call", (Figure("call", "call through the caller's Session in memory, CPU", _BARE, 1.0),), turns=10),
    Row(
        "async_call",
        (Figure("cpu", "asynchronous call over loopback, CPU", "httpx2.AsyncClient.post", 0.9),),
        turns=5,
        published=False,
    ),
    _page(100, turns=3),
    _page(1_000, reach=_PAGE),
    _page(5_000),
    Row("distinct_page", (Figure("page", "page of 1,000, no price twice, decoded", "json.loads", 2.5),), 1_000),
    Row(
        "growth",
        (
            Figure("models", "cost of a row on a page of 5,000, models", "the same of 100"),
            Figure("plain", "cost of a row on a page of 5,000, json.loads", "the same of 100"),
        ),
        5_000,
        published=False,
    ),
    Row(
        "invoice",
        (
            Figure("send", "invoice of 20 lines, encoded to send", "json.dumps", _INVOICE),
            Figure("to_json", "invoice of 20 lines, to_json()", "json.dumps"),
        ),
        20,
        turns=5,
    ),
    Row(
        "invoice",
        (
            Figure("send", "invoice of 1,000 lines, encoded to send", "json.dumps", 1.6),
            Figure("to_json", "invoice of 1,000 lines, to_json()", "json.dumps", 1.6),
        ),
        1_000,
    ),
    Row(
        "memory",
        (
            Figure("live", "memory of a page of 1,000, live", _PLAIN, 1.0, unit="MiB"),
            Figure("distinct", "the same, no price twice, live", _PLAIN, 1.0, unit="MiB"),
            Figure("peak", "memory of a page of 1,000, at its peak", _PLAIN, unit="MiB"),
        ),
        1_000,
        rounds=1,
    ),
    Row(
        "memory_when_ready",
        (Figure("ready", "memory of a process that is ready to call", "import requests", unit="MiB"),),
        rounds=3,
    ),
    Row(
        "bulk_push",
        (
            Figure("cpu", "bulk push of 500 customers, CPU of a record", "a plain loop of the calls", 1.3),
            Figure("journal", "bulk push: bytes written for a record", "the record itself", unit="KiB"),
        ),
        500,
        rounds=5,
        published=False,
    ),
    Row(
        "csv_rows",
        (Figure("row", "a row of CSV read and checked, CPU", "csv.reader"),),
        2_000,
        rounds=10,
        published=False,
    ),
    Row(
        "list_growth",
        (
            Figure("cpu", "an item in a list of 100,000, CPU", "one in a list of 1,000", 1.1),
            Figure("peak", "a list of 100,000: most memory of the process", "a list of 1,000", 1.1, unit="MiB"),
        ),
        100_000,
        rounds=3,
        published=False,
    ),
    Row(
        "bulk_growth",
        (
            Figure("cpu", "bulk push of 100,000 customers, CPU of a record", "one of 1,000", 1.1),
            Figure("peak", "bulk push of 100,000: most memory of the process", "one of 1,000", 1.2, unit="MiB"),
        ),
        100_000,
        rounds=1,
        published=False,
        newest_only=True,
    ),
    Row(
        "sandbox_call",
        (Figure("call", "call to the sandbox, wall", "a server that responds at once"),),
        published=False,
    ),
    Row(
        "threads",
        (
            Figure("cpu", "32 threads over loopback, CPU of a call", _POOL),
            Figure("wall", "32 threads over loopback, wall of a call", _POOL),
            Figure("opened", "32 threads: connections opened in all", _POOL, unit="connections"),
            Figure("dropped", "32 threads: connections dropped in all", _POOL, unit="connections"),
        ),
        32,
    ),
    Row(
        "leaks",
        (
            Figure("bytes", "memory left by 2,000 calls", _BARE, unit="bytes"),
            Figure("objects", "objects left by 2,000 calls", _BARE, unit="objects"),
            Figure("client_bytes", "memory left by 200 clients", "requests.Session()", unit="bytes"),
            Figure("client_objects", "objects left by 200 clients", "requests.Session()", unit="objects"),
        ),
        2_000,
        rounds=1,
        published=False,
    ),
)
