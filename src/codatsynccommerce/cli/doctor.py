"""`doctor`: check whether this computer can use the API, and what prevents it."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Literal, NamedTuple
from urllib.parse import urlsplit

import click

from codatsynccommerce._runtime import client
from codatsynccommerce._runtime.datetimes import parse_http_date
from codatsynccommerce._runtime.rate_limit import RateLimit
from codatsynccommerce._runtime.security import authorization
from codatsynccommerce.models import errors, operations, shared
from codatsynccommerce.models.shared.security import (
    API_KEY_VARIABLE,
    AUTH_HEADER_VARIABLE,
    security_from_environment,
)
from codatsynccommerce.sdk import SERVERS, CodatSyncCommerce
from codatsynccommerce.utils import RetryConfig

from .connect import key_problem
from .exits import Exit
from .output import printable

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

_OLD_PACKAGE = "codat-sync-for-commerce-version-1"
_TIMEOUT = 20.0
_SKEW_TO_WARN, _SKEW_TO_FAIL = 30.0, 300.0
"""Seconds that the clock of this computer may differ before that is worth a warning, and before it does harm."""
_LOW_QUOTA = 0.1
"""Part of the quota below which a warning is due."""


class Finding(NamedTuple):
    """One line of the result.

    Attributes:
        level: `ok`, `warn` or `fail`.
        subject: What was checked.
        text: What was found.
    """

    level: Literal["ok", "warn", "fail"]
    subject: str
    text: str


class _Probe(NamedTuple):
    """The outcome of the one request.

    Attributes:
        status: HTTP status of the response; None if there was none.
        headers: Headers of the response.
        error: The error, if it failed.
        seconds: Seconds until the response came.
        sent_at: The time of this computer when the request was sent, in seconds since 1970.
    """

    status: int | None
    headers: Mapping[str, str]
    error: errors.SDKError | None
    seconds: float
    sent_at: float


@click.command()
@click.pass_obj
def doctor(server_url: str | None) -> None:
    """Check installation, key, proxy, host, clock and quota.

    Writes a line for each, beginning with ok, warn or fail. Exit code 1 if one fails. Costs one request.
    """
    failed = False
    for finding in _findings(server_url):
        click.echo(f"{finding.level:<4}  {finding.subject:<7}  {printable(finding.text)}")
        failed = failed or finding.level == "fail"
    if failed:
        raise click.exceptions.Exit(Exit.FAILED)


def _findings(server_url: str | None) -> Iterator[Finding]:
    yield _check_package()
    with CodatSyncCommerce(server_url=server_url, security=_security) as s:
        key = _check_key()
        yield key
        server = server_url or SERVERS[0]
        yield _check_proxy(server)
        probe = _probe(s)
    yield _check_host(server, probe)
    if probe.status is None:
        return
    if key.level != "fail" and probe.status in (401, 403):
        yield Finding("fail", "key", f"the API does not accept it: {probe.error}")
    yield _check_clock(probe)
    yield _check_quota(probe)


def _check_package() -> Finding:
    """Look for the package that this one replaces, which installs files of the same names."""
    from importlib.metadata import PackageNotFoundError, version

    try:
        old = version(_OLD_PACKAGE)
    except PackageNotFoundError:
        return Finding("ok", "package", "no other package uses its name")
    text = (
        f"{_OLD_PACKAGE} {old} is installed in the same folder: run `pip uninstall {_OLD_PACKAGE}`, then install this "
        "package again"
    )
    return Finding("fail", "package", text)


def _security() -> shared.Security:
    """Return the key, or a placeholder, because a server can be reached without a key."""
    try:
        return shared.Security(authorization(None, security_from_environment))
    except errors.RequestError:
        return shared.Security.from_api_key("none")


def _check_key() -> Finding:
    if problem := key_problem():
        return Finding("fail", "key", problem)
    raw, header = os.environ.get(API_KEY_VARIABLE, ""), os.environ.get(AUTH_HEADER_VARIABLE, "")
    if raw and header:
        return Finding("ok", "key", f"set in {API_KEY_VARIABLE}; {AUTH_HEADER_VARIABLE} is set too, and not used")
    return Finding("ok", "key", f"set in {API_KEY_VARIABLE if raw else AUTH_HEADER_VARIABLE}")


def _check_proxy(server: str) -> Finding:
    from codatsynccommerce._runtime.http.routes import environment_proxy

    proxy = environment_proxy(server)
    if not proxy:
        return Finding("ok", "proxy", "none")
    # Host and port only: the rest may hold a password.
    place = proxy.rpartition("@")[2].rpartition("//")[2].partition("/")[0]
    return Finding("ok", "proxy", f"{place}, from the environment")


def _probe(s: CodatSyncCommerce) -> _Probe:
    clock = client.Clock()
    start, now = clock.monotonic(), clock.now()
    try:
        response = s.platform_companies.list_companies(
            operations.ListPlatformCompaniesRequest(page_size=1), RetryConfig("none", None), timeout=_TIMEOUT
        )
    except errors.SDKError as error:
        return _Probe(error.status_code, error.headers, error, clock.monotonic() - start, now)
    return _Probe(response.status_code, response.headers, None, clock.monotonic() - start, now)


def _check_host(server: str, probe: _Probe) -> Finding:
    name = urlsplit(server).netloc.rpartition("@")[2]
    if probe.status is None:
        return Finding("fail", "host", f"{name}: {probe.error}")
    if probe.error is not None and probe.status not in (401, 403, 429):
        return Finding("fail", "host", f"{name} responds, but not as it should: {probe.error}")
    return Finding("ok", "host", f"{name} responded {probe.status} in {probe.seconds * 1000:.0f} ms")


def _check_clock(probe: _Probe) -> Finding:
    server_time = parse_http_date(probe.headers.get("Date"))
    if server_time is None:
        return Finding("warn", "clock", "the server does not send its time")
    skew = probe.sent_at + probe.seconds / 2 - server_time
    if abs(skew) <= _SKEW_TO_WARN:
        return Finding("ok", "clock", "agrees with the server")
    text = f"{abs(skew):.0f} s {'ahead of' if skew > 0 else 'behind'} the server"
    return Finding("warn" if abs(skew) <= _SKEW_TO_FAIL else "fail", "clock", text)


def _check_quota(probe: _Probe) -> Finding:
    limit, remaining, reset = RateLimit.of(probe.headers)
    until = f", until {reset:%Y-%m-%d %H:%M} UTC" if reset else ""
    if probe.status == 429:  # noqa: PLR2004 - too many requests
        return Finding("fail", "quota", f"used up{until}: {probe.error}")
    if limit is None or remaining is None:
        return Finding("warn", "quota", "the server does not send it")
    is_low = remaining < limit * _LOW_QUOTA
    level: Literal["ok", "warn", "fail"] = "fail" if remaining <= 0 else "warn" if is_low else "ok"
    return Finding(level, "quota", f"{remaining:,} of {limit:,} requests left{until}")
