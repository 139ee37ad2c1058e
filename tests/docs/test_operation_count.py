"""The number of operations in the README is that of the description."""

from __future__ import annotations

import re
from pathlib import Path

from support import calls


def test_readme_counts_every_operation() -> None:
    readme = (Path(__file__).parents[2] / "README.md").read_text(encoding="utf-8")
    assert [int(count) for count in re.findall(r"(\d+) operations", readme)] == [len(calls.all_operations())]
    table = readme.partition("<!-- operations: generated -->")[2].partition("<!-- operations: end -->")[0]
    assert len(re.findall(r"README\.md#", table)) == len(calls.all_operations())
