"""Exceptions of requests, urllib3 and http.client to our own errors."""

from __future__ import annotations

import re
import ssl
from http.client import HTTPException
from traceback import walk_tb
from typing import TYPE_CHECKING

import requests
from urllib3.exceptions import (
    ConnectTimeoutError,
    HTTPError,
    InvalidHeader,
    NewConnectionError,
    ProxyError,
    ReadTimeoutError,
    SSLError,
)

from .. import errors
from .framing import DISAGREE
from .redaction import forget_echo, forget_key

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from .messages import HTTPResponse

_MISUSE = (
    requests.exceptions.InvalidURL,
    requests.exceptions.InvalidSchema,
    requests.exceptions.MissingSchema,
    requests.exceptions.InvalidHeader,
    requests.exceptions.InvalidProxyURL,
)
_NOT_SENT = (NewConnectionError, ConnectTimeoutError, ProxyError, ssl.SSLCertVerificationError)
_OF_THE_WIRE = (OSError, HTTPError, HTTPException)
_REFUSED = re.compile(r"Tunnel connection failed: ([0-9]{3})")


def unanswered(
    problem: Exception, sent: Mapping[str, str], before: BaseException | None, *, over: bool, repeated: bool = False
) -> errors.SDKError:
    """Say in our own words what went wrong below.

    Arguments:
        problem: What went wrong.
        sent: The headers that were sent, whose key is forgotten.
        before: What the caller was handling when the attempt began, None for nothing. Python ties the two together.
        over: Whether the time of the call is over.
        repeated: Whether an earlier try than the one that is told may have got through.
    """
    causes = list(_causes(problem, before))
    try:
        return _named_failure(problem, causes, over=over, repeated=repeated)
    finally:
        for cause in causes:
            forget_key(cause)
            forget_echo(cause, sent)
            # What the frames of a failed exchange hold is the request, key and all, and the socket.
            if isinstance(problem, _OF_THE_WIRE):
                cause.__traceback__ = None


def _named_failure(problem: Exception, causes: list[BaseException], *, over: bool, repeated: bool) -> errors.SDKError:
    def some(*kinds: type[BaseException]) -> bool:
        return any(isinstance(cause, kinds) for cause in causes)

    if some(InvalidHeader, errors.ResponseDecodeError):
        if not isinstance(problem, errors.SDKError):
            return errors.ResponseDecodeError(DISAGREE)
        return errors.ResponseDecodeError(f"{problem.status_code}: {problem.message}", problem.status_code)
    if some(*_MISUSE):
        return errors.RequestError(f"the request cannot be sent: {type(problem).__name__}")
    if _came_from("requests.adapters", "cert_verify", causes):
        return errors.RequestError("the certificates that REQUESTS_CA_BUNDLE or the Session names cannot be read")
    connected = not some(*_NOT_SENT) and not _came_from("urllib3.connection", "connect", causes)
    if over or some(TimeoutError, requests.Timeout, ReadTimeoutError):
        failed: errors.APIConnectionError = errors.APITimeoutError(f"no whole answer in time ({_named(causes)})")
    else:
        failed = errors.APIConnectionError(f"the connection failed ({_named(causes)})")
        # A certificate that fails now fails again, while a handshake that was cut off may succeed. What is no failure
        # of a connection at all is a mistake in a hook or an adapter, and is not tried again.
        lost = connected or not some(ssl.SSLError, SSLError) or some(ssl.SSLEOFError, ssl.SSLZeroReturnError)
        failed.transient = lost and isinstance(problem, _OF_THE_WIRE)
    failed.maybe_applied = connected or repeated
    return failed


def unread(
    problem: Exception, sent: Mapping[str, str], before: BaseException | None, reply: HTTPResponse, *, over: bool
) -> errors.SDKError:
    """Say why the body of a 2xx answer could not be read."""
    error: errors.SDKError
    if isinstance(problem, errors.APIConnectionError):
        error = errors.IncompleteAnswerError(problem.message)
    elif isinstance(problem, errors.ResponseDecodeError):
        message = f"{reply.status}: {problem.message}"
        error = errors.ResponseDecodeError(message, reply.status, raw_response=reply.raw, headers=reply.headers)
    else:
        error = unanswered(problem, sent, before, over=over)
        if type(error) is errors.APIConnectionError:
            error = errors.IncompleteAnswerError(error.message)
    error.maybe_applied = True
    return error


def _came_from(module: str, function: str, causes: list[BaseException]) -> bool:
    """Say whether one of the exceptions passed through a function of a library below.

    The libraries below raise the same exceptions whether a connection fails to be made or breaks later on. What could
    not be connected has not been sent: neither through a proxy that refuses, nor before the end of a TLS handshake.
    """
    frames = (frame for cause in causes for frame, _ in walk_tb(cause.__traceback__))
    return any(frame.f_code.co_name == function and frame.f_globals.get("__name__") == module for frame in frames)


def _causes(problem: BaseException | None, before: BaseException | None) -> Iterator[BaseException]:
    """Give an exception and all that it wraps, each library in its own way."""
    known = [before]
    while problem is not None:
        yield problem
        known.append(problem)
        inner = [getattr(problem, "reason", None), *problem.args, problem.__cause__, problem.__context__]
        problem = next((one for one in inner if isinstance(one, BaseException) and one not in known), None)


def _named(causes: list[BaseException]) -> str:
    innermost = causes[-1]
    # Only the words of the operating system are shown: those of a library may hold the address of a proxy, key and all.
    words = f": {innermost.strerror}" if isinstance(innermost, OSError) and innermost.strerror else ""
    refused = _REFUSED.match(str(innermost))
    return f"the proxy refused: {refused[1]}" if refused else type(innermost).__name__ + words
