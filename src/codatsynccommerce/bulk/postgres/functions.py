"""Functions in the database that give out leases and permits, and take outcomes.

What must be decided while a row is locked is a function in the database: it takes one round trip, and no clock but the
database's. Locks are taken in one order everywhere, so that no two workers wait for each other: records, companies,
queues, a server, an egress address. Whoever leases skips what is locked. No lock is FOR UPDATE, which waits for
everybody who adds a row that refers to the locked one.
"""

from __future__ import annotations

from typing import Final

from .leases_sql import LEASES
from .limits_sql import LIMITS
from .outcomes_sql import OUTCOMES
from .workers_sql import WORKERS

FUNCTIONS: Final = LIMITS + LEASES + OUTCOMES + WORKERS
"""In an order in which each is made after those in SQL that it calls."""
