"""Retries around a function of the caller's, which versions 0.2.0 and 0.3.0 exported from `utils`.

For programs that import them; this package does not use them. They keep their names and arguments.
"""

from __future__ import annotations

import random  # noqa: TID253 - a program loads this module when it uses one of its names
import time
from typing import TYPE_CHECKING, Any

from codatsynccommerce._runtime.lazy import LazyModule

if TYPE_CHECKING:
    from collections.abc import Callable

    import requests

    from codatsynccommerce._runtime.retry import RetryConfig
else:
    requests = LazyModule("requests")


class Retries:
    """When a function is called again: the delays, and the statuses, such as `429` or `5XX`."""

    def __init__(self, config: RetryConfig, status_codes: list[str]) -> None:
        """Store both."""
        self.config = config
        self.status_codes = status_codes


class TemporaryError(Exception):
    """A response with one of the statuses."""

    def __init__(self, response: requests.Response) -> None:
        """Store the response."""
        super().__init__(response)
        self.response = response


class PermanentError(Exception):
    """An exception after which the function is not called again."""

    def __init__(self, inner: Exception) -> None:
        """Store the exception."""
        super().__init__(inner)
        self.inner = inner


def retry(func: Callable[[], requests.Response], retries: Retries) -> requests.Response:
    """Call a function until its response has none of the statuses, or the time is over, and return the response.

    Connection errors and timeouts are retried if the configuration says so. Any other exception is raised at once.
    """
    config = retries.config
    if config.strategy != "backoff" or config.backoff is None:
        return func()
    transient = (requests.ConnectionError, requests.Timeout) if config.retry_connection_errors else ()

    def call_once() -> requests.Response:
        try:
            response = func()
        except transient:
            raise
        except Exception as error:
            raise PermanentError(error) from error
        if any(_matches(code, response.status_code) for code in retries.status_codes):
            raise TemporaryError(response)
        return response

    backoff = config.backoff
    response: requests.Response = retry_with_backoff(
        call_once, backoff.initial_interval, backoff.max_interval, backoff.exponent, backoff.max_elapsed_time
    )
    return response


def retry_with_backoff(
    func: Callable[[], Any],
    initial_interval: float = 500,
    max_interval: float = 60_000,
    exponent: float = 1.5,
    max_elapsed_time: float = 3_600_000,
) -> Any:
    """Call a function again after each exception, with growing delays in milliseconds.

    A PermanentError ends it with the exception inside. When the time is over, a TemporaryError ends it with its
    response, and any other exception is raised.
    """
    start, attempt = time.monotonic(), 0
    while True:
        try:
            return func()
        except PermanentError as error:
            raise error.inner from None
        except Exception as error:
            if (time.monotonic() - start) * 1000 > max_elapsed_time:
                if isinstance(error, TemporaryError):
                    return error.response
                raise
        time.sleep(min(initial_interval / 1000 * exponent**attempt + random.uniform(0, 1), max_interval / 1000))  # noqa: S311 - a delay is no secret
        attempt += 1


def _matches(code: str, status: int) -> bool:
    """Return whether a status is one of `429`, or of `5XX`."""
    return status // 100 == int(code[0]) if "X" in code.upper() else status == int(code)
