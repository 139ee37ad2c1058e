"""Run a coroutine that never suspends, so that the synchronous client can use code written once for both clients.

The pipeline is written once, as coroutines. Their only leaves are a transport and a clock. Those of the synchronous
client block instead of suspending, so that one step takes such a coroutine from its start to its end, inside a running
event loop as well.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Coroutine

T = TypeVar("T")


def run(coroutine: Coroutine[object, object, T]) -> T:
    """Run a coroutine to its end and return its result.

    Raises:
        RuntimeError: The coroutine suspended: one of its leaves belongs to an asynchronous client.
    """
    try:
        coroutine.send(None)
    except StopIteration as finished:
        # From here on nothing is called: Ctrl-C after a call would lose the result of a write.
        result: T = finished.value
        return result
    except BaseException:
        coroutine.close()  # Ctrl-C may come before its first step: it would warn that it was never awaited.
        raise
    coroutine.close()
    message = "a synchronous call tried to suspend: its transport and clock must block"
    raise RuntimeError(message)
