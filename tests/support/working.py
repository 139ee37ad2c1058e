"""A worker that a test may kill, stop or give a wrong clock at any moment: the child of the tests of many workers.

    python working.py URL API_KEY JOURNAL SECONDS_AHEAD OPTIONS

OPTIONS are those of `bulk.work`, as JSON. It ends with status 0 once there was nothing left to do.
"""

from __future__ import annotations

import json
import sys
import time

URL, API_KEY, JOURNAL, AHEAD, OPTIONS = sys.argv[1:]

_now = time.time
# Before anything else has taken the function from its module: nobody in this process knows the right time.
time.time = lambda: _now() + float(AHEAD)

from codatsynccommerce import CodatSyncCommerce, bulk  # noqa: E402
from codatsynccommerce.models import shared  # noqa: E402

security = shared.Security.from_api_key(API_KEY)
with CodatSyncCommerce(security, server_url=URL, timeout=10.0) as client:
    sys.stdout.write(f"{bulk.work(client, journal=JOURNAL, **json.loads(OPTIONS))!r}\n")
