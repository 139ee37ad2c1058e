"""The fixture `codat_sandbox`, which pytest finds once this package is installed."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Iterator

    from .sandbox import Sandbox


@pytest.fixture
def codat_sandbox() -> Iterator[Sandbox]:
    """Run a sandbox for one test."""
    # Imported late: every run of pytest loads this file, few ask for the fixture.
    try:
        from .sandbox import Sandbox  # noqa: PLC0415
    except ImportError as missing:
        # Without a cause, because pytest would repeat the message for each error in the chain.
        raise pytest.fail.Exception(str(missing), pytrace=False) from None
    with Sandbox() as sandbox:
        yield sandbox
