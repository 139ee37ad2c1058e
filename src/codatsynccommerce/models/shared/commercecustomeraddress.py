"""CommerceCustomerAddress. Generated from api/commerce/customers.yaml by `make generate`."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Optional

from codatsynccommerce._runtime.models import Model

from .commerceaddresstype import CommerceAddressType


@dataclass
class CommerceCustomerAddress(Model):
    """One postal address of a shop's customer; every part may be missing."""

    city: Optional[str] = None
    """Town or city of the customer's address."""

    country: Optional[str] = None
    """Country of the customer's address, passed on as the shop gives it: an ISO 3166 code (two or three letters)
    or free text.
    """

    line1: Optional[str] = None
    """First line of the customer's address, usually building or house number and street."""

    line2: Optional[str] = None
    """Second line of the customer's address, such as a flat, unit or floor."""

    postal_code: Optional[str] = None
    """Postcode or ZIP code of the customer's address, in the form the country uses."""

    region: Optional[str] = None
    """State, county or province of the customer's address."""

    type: Optional[CommerceAddressType] = None
    """Use of the customer's address, for example `Billing` or `Delivery`."""
