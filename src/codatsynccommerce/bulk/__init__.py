"""Create thousands of records, each once: a journal, a few workers, and a report. See `docs/guides/bulk.md`."""

from __future__ import annotations

from .journal import JournalError
from .push_run import push, retry_failed
from .remove import remove
from .report import Report, read_report
from .resolutions import UnknownRecord
from .row import Row
from .settle import settle
from .status import ServerStatus, Status, WorkerStatus, status
from .tables.customers import customers_from_csv, customers_from_frame
from .tables.problems import BadRowsError, Problem
from .tables.reading import requests_from_csv, requests_from_frame
from .tables.requests import Requests
from .work import fill, work

__all__ = [
    "BadRowsError",
    "JournalError",
    "Problem",
    "Report",
    "Requests",
    "Row",
    "ServerStatus",
    "Status",
    "UnknownRecord",
    "WorkerStatus",
    "customers_from_csv",
    "customers_from_frame",
    "fill",
    "push",
    "read_report",
    "remove",
    "requests_from_csv",
    "requests_from_frame",
    "retry_failed",
    "settle",
    "status",
    "work",
]
