"""Exceptions of sockets, http.client, urllib3 and requests, mapped to the errors of this package.

Whether a request was sent is not derived from an exception: the exchange records it. An exception decides only the
message, and whether another attempt may help. An exception that is not one of a connection passes through unchanged.
"""

from __future__ import annotations

import re
import signal
import ssl
from http.client import HTTPException
from traceback import walk_tb
from typing import TYPE_CHECKING

from urllib3.exceptions import HTTPError, InvalidHeader, ReadTimeoutError, SSLError
from urllib3.util.ssl_match_hostname import CertificateError

from .. import errors
from .reading import CONFLICTING_LENGTH
from .redaction import clear_frames, redact_exception, redact_request

if TYPE_CHECKING:
    from collections.abc import Iterator
    from types import CodeType

    from ..timeout import Deadline
    from .messages import Exchange, HTTPResponse

_TRANSPORT_ERRORS = (OSError, HTTPError, HTTPException, CertificateError, errors.SDKError)
_REFUSED_BY_PROXY = re.compile(r"Tunnel connection failed: ([0-9]{3})")


def find_foreign(
    error: BaseException, before: BaseException | None, of_library: tuple[type[BaseException], ...] = ()
) -> BaseException | None:
    """Return the exception to raise unchanged, or None if an error of this package takes its place.

    The time limit of a task, Ctrl-C, MemoryError and the mistake of a hook are not exceptions of a connection. Nor is
    what the handler of a signal raises, even if it is a TimeoutError that a library below has wrapped.

    Arguments:
        error: What came out of the attempt.
        before: What the caller was handling when the attempt began, None for nothing.
        of_library: Further classes of exceptions that are those of a connection.
    """
    if not isinstance(error, (*_TRANSPORT_ERRORS, *of_library)):
        return error
    handlers = [signal.getsignal(number) for number in signal.valid_signals()]
    codes = {code for handler in handlers if (code := getattr(handler, "__code__", None))}
    # The innermost exception: libraries give their own exceptions the traceback of those that they wrap.
    return next((cause for cause in reversed([*causes(error, before)]) if _passed_through(cause, codes)), None)


def _passed_through(error: BaseException, codes: set[CodeType]) -> bool:
    return any(frame.f_code in codes for frame, _ in walk_tb(error.__traceback__))


def drop_variables(error: BaseException, before: BaseException | None) -> None:
    """Drop the variables of the frames below the one that handles an exception, which hold the request and its key.

    Arguments:
        error: The exception. Nothing else of it is changed.
        before: What the caller was handling when the attempt began, None for nothing.
    """
    for cause in causes(error, before):
        clear_frames(cause.__traceback__)


def map_error(
    error: BaseException, authorization: str, before: BaseException | None, exchange: Exchange, deadline: Deadline
) -> errors.SDKError:
    """Return the error of an attempt that brought no response.

    Arguments:
        error: What the connection raised.
        authorization: The Authorization header, whose key is taken out of all exceptions.
        before: What the caller was handling when the attempt began, None for nothing. Python chains the two.
        exchange: What is known of the attempt.
        deadline: When the attempt must have ended.
    """
    chain = list(causes(error, before))
    try:
        mapped = _map(chain, deadline)
    finally:
        for cause in chain:
            redact_request(cause)
            redact_exception(cause, authorization)
            # The frames of a failed exchange hold the request, API key included, and the socket.
            clear_frames(cause.__traceback__)
            cause.__traceback__ = None
    mapped.maybe_applied = exchange.sent and not isinstance(mapped, errors.RequestError)
    return mapped


def _map(chain: list[BaseException], deadline: Deadline) -> errors.SDKError:
    def any_is(*kinds: type[BaseException]) -> bool:
        return any(isinstance(cause, kinds) for cause in chain)

    ours = next((cause for cause in chain if isinstance(cause, errors.SDKError)), None)
    if isinstance(ours, errors.RequestError):
        return errors.RequestError(ours.message)
    if ours is not None and not isinstance(ours, errors.APIConnectionError):
        text = ours.message if ours.status_code is None else f"{ours.status_code}: {ours.message}"
        return errors.ResponseDecodeError(text, ours.status_code)
    if any_is(InvalidHeader):
        return errors.ResponseDecodeError(CONFLICTING_LENGTH)
    words = _describe(chain[-1])
    if deadline.passed or any_is(TimeoutError, ReadTimeoutError):
        return errors.APITimeoutError(f"no complete response in time ({words})")
    mapped = errors.APIConnectionError(f"the connection failed ({words})")
    # A certificate that fails now fails again, while a handshake that was cut off may succeed.
    cut_off = any_is(ssl.SSLEOFError, ssl.SSLZeroReturnError)
    mapped.transient = cut_off or not any_is(ssl.SSLError, SSLError, CertificateError)
    return mapped


def map_body_error(
    error: BaseException,
    authorization: str,
    before: BaseException | None,
    exchange: Exchange,
    deadline: Deadline,
    response: HTTPResponse,
) -> errors.SDKError:
    """Return the error of a 2xx response whose body cannot be read.

    Arguments:
        error: What reading it raised.
        authorization: As for `map_error`.
        before: As for `map_error`.
        exchange: As for `map_error`.
        deadline: As for `map_error`.
        response: The response, without its body.
    """
    mapped: errors.SDKError
    if isinstance(error, errors.APIConnectionError):
        mapped = errors.IncompleteResponseError(error.message)
    elif isinstance(error, errors.ResponseDecodeError):
        message = f"{response.status}: {error.message}"
        mapped = errors.ResponseDecodeError(
            message, response.status, raw_response=response.raw, headers=response.headers
        )
    else:
        mapped = map_error(error, authorization, before, exchange, deadline)
        if type(mapped) is errors.APIConnectionError:
            mapped = errors.IncompleteResponseError(mapped.message)
    mapped.maybe_applied = True
    return mapped


def causes(error: BaseException | None, before: BaseException | None) -> Iterator[BaseException]:
    """Return an exception and all that it wraps, each library in its own way."""
    known = [before]
    while error is not None:
        yield error
        known.append(error)
        inner = [getattr(error, "reason", None), *error.args, error.__cause__, error.__context__]
        error = next((each for each in inner if isinstance(each, BaseException) and each not in known), None)


def _describe(cause: BaseException) -> str:
    # Only messages of the operating system are shown: those of a library may hold the address of a proxy with its
    # password.
    words = f": {cause.strerror}" if isinstance(cause, OSError) and cause.strerror else ""
    refused = _REFUSED_BY_PROXY.match(str(cause))
    return f"the proxy refused: {refused[1]}" if refused else type(cause).__name__ + words
