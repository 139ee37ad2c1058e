"""Configuration. Generated from api/configuration.yaml by `make generate`."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, ClassVar, Dict, Mapping, Optional, Union

from codatsynccommerce._runtime.models import InputModel

from .configurationschedule import ConfigurationSchedule
from .fees import Fees
from .newpayments import NewPayments
from .payments import Payments
from .sales import Sales


@dataclass
class Configuration(InputModel):
    """Settings that decide how a company's commerce data is written to its accounting software.

    Read it, change the `selected...` values and switches, and send the whole object back.
    """

    KEEPS_EXTRA: ClassVar[bool] = True

    fees: Optional[Fees] = None
    """Settings for the platform's fees: whether they are synced, to which accounts and under which supplier."""

    new_payments: Optional[NewPayments] = None
    """Settings for payments in their newer form. Leave it as read unless you mean to change it."""

    payments: Optional[Payments] = None
    """Settings for payments: whether they are synced and to which accounts."""

    sales: Optional[Sales] = None
    """Settings for sales: accounts, grouping, invoice status, customer and tax rates."""

    accounting_software_company_name: Optional[str] = None
    """Name of the company in its accounting software. Read-only."""

    company_id: Optional[str] = None
    """Identifier (UUID) of the company. Read-only."""

    configured: Optional[bool] = None
    """Whether the settings are complete, so that syncs can run. Read-only."""

    country_code: Optional[str] = None
    """Country of the company, as ISO 3166 code."""

    enabled: Optional[bool] = None
    """Whether scheduled syncs run. Send `false` to stop them."""

    map_settings: Optional[Any] = None
    """How the records of the shop are matched with those of the accounting software, as Codat defines it."""

    schedule: Optional[ConfigurationSchedule] = None
    """When scheduled syncs run."""

    extra: Optional[Dict[str, Any]] = field(default=None, kw_only=True, repr=False)
    """Fields to send that are not named above, by their JSON names, for what a single integration accepts."""

    if TYPE_CHECKING:  # The constructor takes more than what the attributes hold.

        def __init__(
            self,
            fees: Optional[Union[Fees, Mapping[str, Any]]] = None,
            new_payments: Optional[Union[NewPayments, Mapping[str, Any]]] = None,
            payments: Optional[Union[Payments, Mapping[str, Any]]] = None,
            sales: Optional[Union[Sales, Mapping[str, Any]]] = None,
            accounting_software_company_name: Optional[str] = None,
            company_id: Optional[str] = None,
            configured: Optional[bool] = None,
            country_code: Optional[str] = None,
            enabled: Optional[bool] = None,
            map_settings: Optional[Any] = None,
            schedule: Optional[Union[ConfigurationSchedule, Mapping[str, Any]]] = None,
            *,
            extra: Optional[Dict[str, Any]] = None,
        ) -> None: ...
