"""Sales. Generated from api/configuration.yaml by `make generate`."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, ClassVar, Dict, Mapping, Optional, Union

from codatsynccommerce._runtime.models import NULLABLE, InputModel

from .configaccount import ConfigAccount
from .customer import Customer
from .grouping import Grouping
from .invoicestatus1 import InvoiceStatus1
from .newtaxrates import NewTaxRates
from .taxrateamount import TaxRateAmount


@dataclass
class Sales(InputModel):
    """Settings for syncing sales to the accounting software as invoices."""

    KEEPS_EXTRA: ClassVar[bool] = True

    accounts: Optional[Dict[str, ConfigAccount]] = field(default=None, metadata=NULLABLE)
    """Map from the kind of sales amount to the account that it is booked to. Keep the keys as read."""

    grouping: Optional[Grouping] = None
    """How sales are gathered into invoices and invoice lines."""

    invoice_status: Optional[InvoiceStatus1] = None
    """Status given to the invoices created."""

    new_tax_rates: Optional[NewTaxRates] = None
    """Tax rate mapping in the newer form, in addition to `taxRates`."""

    sales_customer: Optional[Customer] = None
    """Customer in the accounting software that sales are recorded under."""

    sync_sales: Optional[bool] = None
    """Switch for sales: `true` syncs them, `false` leaves them out."""

    tax_rates: Optional[Dict[str, TaxRateAmount]] = field(default=None, metadata=NULLABLE)
    """Map from a tax percentage, written as a numeric string such as `17.5`, to the accounting tax rate used for it."""

    extra: Optional[Dict[str, Any]] = field(default=None, kw_only=True, repr=False)
    """Fields to send that are not named above, by their JSON names, for what a single integration accepts."""

    if TYPE_CHECKING:  # The constructor takes more than what the attributes hold.

        def __init__(
            self,
            accounts: Optional[Mapping[str, Union[ConfigAccount, Mapping[str, Any]]]] = None,
            grouping: Optional[Union[Grouping, Mapping[str, Any]]] = None,
            invoice_status: Optional[Union[InvoiceStatus1, Mapping[str, Any]]] = None,
            new_tax_rates: Optional[Union[NewTaxRates, Mapping[str, Any]]] = None,
            sales_customer: Optional[Union[Customer, Mapping[str, Any]]] = None,
            sync_sales: Optional[bool] = None,
            tax_rates: Optional[Mapping[str, Union[TaxRateAmount, Mapping[str, Any]]]] = None,
            *,
            extra: Optional[Dict[str, Any]] = None,
        ) -> None: ...
