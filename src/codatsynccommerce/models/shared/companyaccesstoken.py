"""CompanyAccessToken. Generated from api/platform.yaml by `make generate`."""

from __future__ import annotations

from dataclasses import dataclass

from codatsynccommerce._runtime.models import Model


@dataclass
class CompanyAccessToken(Model):
    """Token with which a merchant's browser can manage the connections of one company."""

    access_token: str
    """The token. Treat it as a password."""

    expires_in: int
    """Seconds until the token expires."""

    token_type: str
    """How to send the token, normally `Bearer`."""
