"""A run that is killed at random moments, and goes on, creates every record once."""

from __future__ import annotations

from typing import TYPE_CHECKING

from support.killing import drop_one_in_twenty, push_and_kill

from codatsynccommerce.sandbox import Sandbox

if TYPE_CHECKING:
    from pathlib import Path


def test_killed_runs_create_each_record_once(tmp_path: Path) -> None:
    count = 600
    with Sandbox() as sandbox:
        drop_one_in_twenty(sandbox, seed=7)
        ended = push_and_kill(sandbox, tmp_path / "journal.sqlite", count, lives=(0.6, 1.2), seed=7, most=8)
    assert ended.kills >= 2
    assert ended.ledger == {f"Customer {number}": 1 for number in range(count)}
    assert ended.status == 0, ended.said
    assert f"{count} succeeded" in ended.said
