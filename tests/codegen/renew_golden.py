"""Regenerate the golden tree with `python tests/codegen/renew_golden.py`; review the difference before you commit it.

The files end in `.txt` so that neither the linter nor the type checker reads them as code of the project.
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
