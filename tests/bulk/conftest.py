"""The fixture of the bulk tests."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from bulkshop import Shop, bulkshop

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@pytest.fixture
def shop(tmp_path: Path) -> Iterator[Shop]:
    with bulkshop(tmp_path) as opened:
        yield opened
