"""Items. Generated from api/commerce/common.yaml by `make generate`."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Optional

from codatsynccommerce._runtime.models import Model

from .commerceaddresstype import CommerceAddressType


@dataclass
class Items(Model):
    """Postal address of a shop's company or of one of its locations; every part may be missing.

    The name `Items` is historical.
    """

    city: Optional[str] = None
    """Town or city of the address."""

    country: Optional[str] = None
    """Country of the address, passed on as the shop gives it: an ISO 3166 code (two or three letters) or free text."""

    line1: Optional[str] = None
    """First line of the address, usually building or house number and street."""

    line2: Optional[str] = None
    """Second line of the address, such as a flat, unit or floor."""

    postal_code: Optional[str] = None
    """Postcode or ZIP code of the address, in the form the country uses."""

    region: Optional[str] = None
    """State, county or province of the address."""

    type: Optional[CommerceAddressType] = None
    """Use of the address, for example `Billing` or `Inventory`."""
