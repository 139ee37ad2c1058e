"""`for_each` tries every value, and a failure names each value that failed."""

from __future__ import annotations

from typing import Any

import pytest
from support.for_each import BaseExceptionGroup, for_each


class Kept:
    """A fixture that keeps something from one value to the next."""

    def __init__(self) -> None:
        self.seen: list[int] = []

    def renew(self) -> None:
        self.seen.clear()


@for_each("value", [1, 2, 3])
def _is_odd(value: int) -> None:
    assert value % 2


@for_each(("left", "right"), [(1, 1), (1, 2), (3, 3), (3, 4)])
def _are_equal(left: int, right: int, kept: Kept) -> None:
    kept.seen.append(left)
    assert kept.seen == [left]
    if left != right:
        pytest.fail("they differ")


def test_every_value_that_fails_is_named() -> None:
    with pytest.raises(BaseExceptionGroup, match="1 of 3 values failed") as raised:
        _is_odd()
    (one,) = raised.value.exceptions
    assert str(one).startswith("value=2")
    with pytest.raises(BaseExceptionGroup, match="2 of 4 values failed") as raised:
        _are_equal(kept=Kept())
    assert [str(one).partition(" (")[0] for one in raised.value.exceptions] == ["left=1, right=2", "left=3, right=4"]


def test_an_interrupt_ends_the_test() -> None:
    @for_each("value", [1, 2])
    def interrupted(value: int) -> None:
        seen.append(value)
        raise KeyboardInterrupt

    seen: list[int] = []
    with pytest.raises(KeyboardInterrupt):
        interrupted()
    assert seen == [1]


@pytest.mark.parametrize(("names", "values"), [("value", []), ("other", [1])])
def test_test_that_cannot_run_is_refused(names: str, values: list[Any]) -> None:
    def test(value: int) -> None:
        assert value

    with pytest.raises(AssertionError):
        for_each(names, values)(test)
