"""The fault table: every row that is tried as a GET and as a POST, once and without end, on both roads."""

from __future__ import annotations

from typing import TYPE_CHECKING

import rows_body
import rows_connection
import rows_head
import rows_status

if TYPE_CHECKING:
    from row import Row

ROWS: tuple[Row, ...] = rows_connection.ROWS + rows_status.ROWS + rows_head.ROWS + rows_body.ROWS
