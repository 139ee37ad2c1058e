"""Nothing is lost and nothing is created twice, counted by the server under faults of every kind."""

from __future__ import annotations

from collections import Counter

from ten_thousand import REFUSED, TAKEN, UNKNOWN, Count, push_all


def test_every_push_arrives_once_or_is_ambiguous() -> None:
    count = push_all(pushes=300, threads=8, rate=0.3, seed=7)
    assert count.wrong == []
    ends = Counter(count.ends.values())
    assert ends.total() == 300
    assert ends[TAKEN] > 200
    assert ends[UNKNOWN] > 3
    assert count.requests > 350


def test_seed_decides_how_pushes_end() -> None:
    eight, one = (push_all(pushes=120, threads=threads, rate=0.4, seed=3) for threads in (8, 1))
    assert (eight.ends, eight.ledger, eight.requests) == (one.ends, one.ledger, one.requests)
    assert push_all(pushes=120, threads=8, rate=0.4, seed=4).ends != one.ends


def test_count_finds_lost_and_duplicate_pushes() -> None:
    ends = {"a": TAKEN, "b": TAKEN, "c": REFUSED, "d": UNKNOWN, "e": TAKEN, "f": UNKNOWN}
    count = Count(ends, Counter({"b": 2, "c": 1, "d": 2, "e": 1, "f": 1, "g": 1}), 9)
    assert [line[0] for line in count.wrong] == ["a", "b", "c", "d", "g"]
