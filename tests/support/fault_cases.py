"""The fault table: every row that is tried as a GET and as a POST, once and without end, on both routes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from support import fault_cases_body as rows_body
from support import fault_cases_connection as rows_connection
from support import fault_cases_head as rows_head
from support import fault_cases_status as rows_status

if TYPE_CHECKING:
    from support.fault_case import FaultCase

FAULT_CASES: tuple[FaultCase, ...] = (
    rows_connection.FAULT_CASES + rows_status.FAULT_CASES + rows_head.FAULT_CASES + rows_body.FAULT_CASES
)
