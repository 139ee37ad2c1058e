"""Write the golden tree anew: `python tests/codegen/renew_golden.py`, then read the difference before it is kept.

The files carry `.txt` behind their names, so that neither linter nor type checker takes them for code of the project.
"""

from __future__ import annotations

import shutil
import sys
from pathlib import Path

HERE = Path(__file__).parent / "golden"


def main() -> None:
    """Generate from `golden/project` into `golden/expected`."""
    sys.path.insert(0, str(Path(__file__).parents[2]))
    from codegen.__main__ import generate  # noqa: PLC0415 - found only with the root of the project in the path

    shutil.rmtree(HERE / "expected", ignore_errors=True)
    for path, text in generate(HERE / "project").items():
        target = HERE / "expected" / f"{path}.txt"
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text, encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
