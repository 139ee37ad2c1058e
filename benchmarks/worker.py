"""The process that measures one row: it reads a line for each pair from its standard input, and responds in JSON.

Started with `python -m benchmarks.worker ROW SIZE`, under our interpreter or under that of the published package: both
call their package `codatsynccommerce`, so that one and the same program measures both.
"""

from __future__ import annotations

import json
import logging
import sys
import warnings
from importlib import import_module


def main() -> None:
    """Measure for as long as there are lines to read."""
    row, size = sys.argv[1:]
    warnings.simplefilter("ignore")  # 0.2.0 and its libraries warn of what newer versions of Python deprecate.
    logging.getLogger("urllib3").propagate = False
    turn = import_module(f"benchmarks.rows.{row}").prepare(int(size))
    print("{}", flush=True)
    for _ in sys.stdin:
        print(json.dumps(turn()), flush=True)


if __name__ == "__main__":
    main()
