"""Certificates for the tests: valid and invalid ones, all of an authority that lasts as long as the test run."""

from __future__ import annotations

import ssl
from datetime import datetime, timezone
from functools import cache
from typing import TYPE_CHECKING

import trustme

if TYPE_CHECKING:
    from pathlib import Path

HOST = "127.0.0.1"


@cache
def _authority() -> trustme.CA:
    return trustme.CA()


def trusted(folder: Path) -> str:
    """Write the certificate of the authority; give the path, for REQUESTS_CA_BUNDLE."""
    path = folder / "authority.pem"
    _authority().cert_pem.write_to_path(path)
    return str(path)


def good() -> ssl.SSLContext:
    return _context(_authority().issue_cert(HOST))


def for_a_client() -> trustme.LeafCert:
    return _authority().issue_cert("client.test")


def of_another_host() -> ssl.SSLContext:
    return _context(_authority().issue_cert("api.codat.io"))


def expired() -> ssl.SSLContext:
    past = datetime(2020, 1, 1, tzinfo=timezone.utc)
    return _context(_authority().issue_cert(HOST, not_before=datetime(2019, 1, 1, tzinfo=timezone.utc), not_after=past))


def of_an_unknown_authority() -> ssl.SSLContext:
    return _context(trustme.CA().issue_cert(HOST))


def _context(certificate: trustme.LeafCert) -> ssl.SSLContext:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    certificate.configure_cert(context)
    return context
