"""One test for many values: it tries all of them, and names each one that fails.

pytest takes longer for an item than most checks take: a rule that holds for every field is one item, not hundreds.
"""

from __future__ import annotations

import builtins
import inspect
import sys
from functools import wraps
from typing import TYPE_CHECKING, Any

import pytest

if sys.version_info < (3, 11):
    # pytest installs it, on the Pythons that need it.
    from exceptiongroup import BaseExceptionGroup  # type: ignore[import-not-found, unused-ignore]
else:
    BaseExceptionGroup = builtins.BaseExceptionGroup

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    Test = Callable[..., None]

__all__ = ["BaseExceptionGroup", "for_each"]


def for_each(names: str | tuple[str, ...], values: Iterable[Any]) -> Callable[[Test], Test]:
    """Run a test once for each value, like `pytest.mark.parametrize`, but as a single item.

    A fixture that has a method `renew` is renewed before each value.

    Arguments:
        names: The argument that takes the value, or several arguments, which take its parts.
        values: The values, of which there must be at least one.
    """
    taken = (names,) if isinstance(names, str) else names
    given = list(values)
    assert given, "a test without values cannot fail"

    def decorate(test: Test) -> Test:
        signature = inspect.signature(test)
        assert set(taken) <= set(signature.parameters), f"{test.__name__} does not take {taken}"

        @wraps(test)
        def run(**fixtures: Any) -> None:
            failed: list[BaseException] = []
            for value in given:
                for fixture in fixtures.values():
                    if renew := getattr(fixture, "renew", None):
                        renew()
                parts = (value,) if isinstance(names, str) else value
                named = dict(zip(taken, parts, strict=True))
                try:
                    test(**fixtures, **named)
                except (Exception, pytest.fail.Exception) as error:  # noqa: BLE001 - each failure is reported
                    failed.append(
                        BaseExceptionGroup(", ".join(f"{name}={part!r:.300}" for name, part in named.items()), [error])
                    )
            if failed:
                message = f"{len(failed)} of {len(given)} values failed"
                raise BaseExceptionGroup(message, failed)

        rest = [each for name, each in signature.parameters.items() if name not in taken]
        run.__signature__ = signature.replace(parameters=rest)  # type: ignore[attr-defined]
        return run

    return decorate
