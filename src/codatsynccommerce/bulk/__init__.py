"""Push thousands of records and lose none: a journal, a few workers, and a report. See `docs/guides/bulk.md`."""

from __future__ import annotations

from .checked import BadRowsError, Requests
from .customers import customers_from_csv, customers_from_frame
from .journal import JournalError
from .records import Problem
from .report import Report, read_report
from .rows import Row
from .start import push, retry_failed
from .tables import requests_from_csv, requests_from_frame

__all__ = [
    "BadRowsError",
    "JournalError",
    "Problem",
    "Report",
    "Requests",
    "Row",
    "customers_from_csv",
    "customers_from_frame",
    "push",
    "read_report",
    "requests_from_csv",
    "requests_from_frame",
    "retry_failed",
]
