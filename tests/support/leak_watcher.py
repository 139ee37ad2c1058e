"""A pytest plugin that fails every test during which the API key of the tests appears where it must not.

It reads log records, exceptions, responses, captured output and reports, in each process that runs tests.
"""

from __future__ import annotations

import logging
from collections import Counter
from functools import wraps
from typing import TYPE_CHECKING, Any

import pytest

from codatsynccommerce._runtime.client import Pipeline
from codatsynccommerce.models import errors
from support.api_key import exception_text, found_in, pickled

if TYPE_CHECKING:
    import warnings
    from collections.abc import Generator

LOGGERS = ("codatsynccommerce", "requests", "urllib3")
_LARGEST = 100_000
"""Characters: a longer response is not searched, because that would take too long."""


class Watch(logging.Handler):
    """Looks at every text once, when it comes by, and keeps where it found the key."""

    def __init__(self) -> None:
        super().__init__(logging.DEBUG)
        self.found: list[str] = []
        self.looked: Counter[str] = Counter()

    def look(self, where: str, text: str) -> None:
        self.looked[where] += 1
        self.found += [f"{where}: {line:.300}" for line in found_in(text)]

    def emit(self, record: logging.LogRecord) -> None:
        self.look("log", f"{record.getMessage()}\n{record.args!r}\n{self.format(record)}")

    def exception(self, error: BaseException) -> None:
        self.look("exception", exception_text(error))

    def value(self, value: Any) -> None:
        if len(value.raw_response.text) < _LARGEST:
            self.look("response", f"{value!r}\n{pickled(value)}\n{pickled(value.raw_response)}")


WATCH = Watch()
_send = Pipeline.send


@wraps(_send)
async def _watched(self: Pipeline, *given: Any, **named: Any) -> Any:
    try:
        response = await _send(self, *given, **named)
    except errors.SDKError as error:
        WATCH.exception(error)
        raise
    WATCH.value(response)
    return response


def pytest_configure() -> None:
    logging.getLogger().addHandler(WATCH)
    for name in LOGGERS:
        logging.getLogger(name).setLevel(logging.DEBUG)
    Pipeline.send = _watched  # type: ignore[method-assign]


def pytest_unconfigure() -> None:
    logging.getLogger().removeHandler(WATCH)
    Pipeline.send = _send  # type: ignore[method-assign]


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport() -> Generator[None, pytest.TestReport, pytest.TestReport]:
    report = yield
    for _, text in report.sections:
        WATCH.look("output", text)
    WATCH.look("report", report.longreprtext)
    leaks, WATCH.found = WATCH.found, []
    if leaks:
        report.outcome = "failed"
        report.longrepr = "the API key of the tests was shown:\n" + "\n".join(leaks)
    return report


def pytest_warning_recorded(warning_message: warnings.WarningMessage) -> None:
    WATCH.look("warning", str(warning_message))
