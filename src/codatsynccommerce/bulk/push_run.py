"""Where a bulk run starts: `push` for an input, `retry_failed` for what a journal holds."""

from __future__ import annotations

from operator import length_hint
from typing import TYPE_CHECKING, Any

from .options import Options
from .run import Run
from .target import target_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from os import PathLike

    from .report import Report


def push(
    create: Callable[..., Any],
    requests: Iterable[Any],
    *,
    journal: str | PathLike[str],
    workers: int = 5,
    wait: bool = True,
    progress: bool = False,
    patience: float = 600.0,
    per_minute: int | None = None,
) -> Report:
    """Create many records, each once, and keep a journal of them.

    Call it again with the same input and the same journal after whatever ended it: records that are done are not sent
    again, records whose answer was lost are asked for under their keys, and the rest is sent. See
    `docs/guides/bulk.md`.

    Arguments:
        create: The method that creates one of them, such as `s.accounting_customers.create_accounting_customer`.
        requests: What would be given to that method, one for each record: any iterable, read as it is sent.
        journal: A file for the journal, made where there is none. It holds the records until they are created.
        workers: Requests under way at the same time, from 1 to 10.
        wait: Whether to follow each record until the accounting software has taken or refused it.
        progress: Whether to show how far it is, on stderr.
        patience: Seconds in which no record may come to its end before waiting is given up.
        per_minute: Requests that are sent in a minute at the most; None sets no limit. The API may block an address
            that sends more than 1,000.

    Returns:
        The report. It reads the journal when it is asked.

    Raises:
        JournalError: The journal is in use or no journal, or the input is not the one that it was made for.
        errors.RequestError: An argument cannot be used.
        KeyboardInterrupt: After Ctrl-C, once what was under way is finished and written down.
    """
    options = Options(journal, workers, wait, progress, patience, per_minute)
    hint = length_hint(requests, -1)
    with Run(target_of(create), options) as run:
        return run.from_input(requests, None if hint < 0 else hint)


def retry_failed(
    create: Callable[..., Any],
    *,
    journal: str | PathLike[str],
    workers: int = 5,
    wait: bool = True,
    progress: bool = False,
    patience: float = 600.0,
    per_minute: int | None = None,
) -> Report:
    """Send the records of a journal that failed once more, each under a new key, and those that were not sent.

    The arguments are those of `push`, without the input: the journal has kept what failed.
    """
    options = Options(journal, workers, wait, progress, patience, per_minute)
    with Run(target_of(create), options) as run:
        return run.from_failed()
