"""`doctor`: find out what keeps the API from being used from here."""

from __future__ import annotations

import os
from email.utils import parsedate_to_datetime
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import urlsplit

import click

from codatsynccommerce import SERVERS, CodatSyncCommerce
from codatsynccommerce._runtime import client
from codatsynccommerce._runtime.http.pools import environment_proxy
from codatsynccommerce._runtime.security import authorization
from codatsynccommerce.models import errors, operations, shared
from codatsynccommerce.models.shared.security import (
    API_KEY_VARIABLE,
    AUTH_HEADER_VARIABLE,
    security_from_environment,
)
from codatsynccommerce.utils import RetryConfig

from .connect import has_key
from .exits import Exit
from .output import printable

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

_PATIENCE = 20.0
_SKEWED, _WRONG = 30.0, 300.0
"""Seconds that the clock of this computer may be off before it is told, and before it does harm."""
_SCARCE = 0.1
_PREFIX = "basic "


class Finding(NamedTuple):
    """One line of what was found: `ok`, `warn` or `fail`."""

    level: str
    what: str
    text: str


class _Answer(NamedTuple):
    """What came back: a status, None where nothing did, and the error where it is one."""

    status: int | None
    headers: Mapping[str, str]
    error: errors.SDKError | None
    seconds: float
    asked_at: float


@click.command()
@click.pass_obj
def doctor(server_url: str | None) -> None:
    """Check key, proxy, host, clock and remaining quota.

    Writes a line for each, beginning with ok, warn or fail. Exit code 1 where one fails. Costs one request.
    """
    failed = False
    for one in _findings(server_url):
        click.echo(f"{one.level:<4}  {one.what:<5}  {printable(one.text)}")
        failed = failed or one.level == "fail"
    if failed:
        raise click.exceptions.Exit(Exit.FAILED)


def _findings(server_url: str | None) -> Iterator[Finding]:
    with CodatSyncCommerce(server_url=server_url, security=_security) as s:
        key = _key()
        yield key
        server = server_url or SERVERS[0]
        yield _proxy(server)
        answer = _ask(s)
    yield _host(server, answer)
    if answer.status is None:
        return
    if key.level != "fail" and answer.status in (401, 403):
        yield Finding("fail", "key", f"the API does not accept it: {answer.error}")
    yield _clock(answer)
    yield _quota(answer)


def _security() -> shared.Security:
    """Give the key, or something in its place: that a server answers can be seen without one."""
    try:
        return shared.Security(authorization(None, security_from_environment))
    except errors.RequestError:
        return shared.Security.from_api_key("none")


def _key() -> Finding:
    try:
        authorization(None, security_from_environment)
    except errors.RequestError as problem:
        text = str(problem) if has_key() else f"neither {API_KEY_VARIABLE} nor {AUTH_HEADER_VARIABLE} is set"
        return Finding("fail", "key", text)
    raw, header = os.environ.get(API_KEY_VARIABLE, ""), os.environ.get(AUTH_HEADER_VARIABLE, "")
    if raw.lower().startswith(_PREFIX):
        return Finding("warn", "key", f"{API_KEY_VARIABLE} holds a whole header: give that in {AUTH_HEADER_VARIABLE}")
    if not raw and not header.lower().startswith(_PREFIX):
        return Finding("warn", "key", f"{AUTH_HEADER_VARIABLE} does not begin with Basic: is it {API_KEY_VARIABLE}?")
    if raw and header:
        return Finding("ok", "key", f"set in {API_KEY_VARIABLE}; {AUTH_HEADER_VARIABLE} is set too, and not used")
    return Finding("ok", "key", f"set in {API_KEY_VARIABLE if raw else AUTH_HEADER_VARIABLE}")


def _proxy(server: str) -> Finding:
    proxy = environment_proxy(server)
    if not proxy:
        return Finding("ok", "proxy", "none")
    # Only where it is: it may hold a password.
    place = proxy.rpartition("@")[2].rpartition("//")[2].partition("/")[0]
    return Finding("ok", "proxy", f"{place}, from the environment")


def _ask(s: CodatSyncCommerce) -> _Answer:
    clock = client.Clock()
    began, now = clock.monotonic(), clock.now()
    try:
        answer = s.platform_companies.list_companies(
            operations.ListPlatformCompaniesRequest(page_size=1), RetryConfig("none", None), timeout=_PATIENCE
        )
    except errors.SDKError as error:
        return _Answer(error.status_code, error.headers, error, clock.monotonic() - began, now)
    return _Answer(answer.status_code, answer.headers, None, clock.monotonic() - began, now)


def _host(server: str, answer: _Answer) -> Finding:
    name = urlsplit(server).netloc
    if answer.status is None:
        return Finding("fail", "host", f"{name}: {answer.error}")
    if answer.error is not None and answer.status not in (401, 403, 429):
        return Finding("fail", "host", f"{name} answers, but not as it should: {answer.error}")
    return Finding("ok", "host", f"{name} answered {answer.status} in {answer.seconds * 1000:.0f} ms")


def _clock(answer: _Answer) -> Finding:
    try:
        told = parsedate_to_datetime(answer.headers.get("Date") or "").timestamp()
    except (ValueError, TypeError, OverflowError):
        return Finding("warn", "clock", "the server does not tell its time")
    off = answer.asked_at + answer.seconds / 2 - told
    level = "ok" if abs(off) <= _SKEWED else "warn" if abs(off) <= _WRONG else "fail"
    text = f"{abs(off):.0f} s {'ahead of' if off > 0 else 'behind'} the server"
    return Finding(level, "clock", "agrees with the server" if level == "ok" else text)


def _quota(answer: _Answer) -> Finding:
    limit, left, reset = (answer.headers.get(f"X-Rate-Limit-{name}") for name in ("Limit", "Remaining", "Reset"))
    until = f", until {reset}" if reset else ""
    if answer.status == 429:  # noqa: PLR2004 - too many requests
        return Finding("fail", "quota", f"used up{until}: {answer.error}")
    try:
        most, rest = int(limit or ""), int(left or "")
    except ValueError:
        return Finding("warn", "quota", "the server does not tell it")
    level = "fail" if rest <= 0 else "warn" if rest < most * _SCARCE else "ok"
    return Finding(level, "quota", f"{rest:,} of {most:,} requests left{until}")
