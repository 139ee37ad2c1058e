"""NewTaxRates. Generated from api/configuration.yaml by `make generate`."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, ClassVar, Dict, List, Mapping, Optional, Sequence, Union

from codatsynccommerce._runtime.models import NULLABLE, InputModel

from .option import Option
from .taxratemapping import TaxRateMapping


@dataclass
class NewTaxRates(InputModel):
    """Tax settings in the newer form: a mapping from the shop's tax rates to those of the accounting software."""

    KEEPS_EXTRA: ClassVar[bool] = True

    accounting_tax_rate_options: Optional[List[Option]] = field(default=None, metadata=NULLABLE)
    """Tax rates of the accounting software that may be chosen. Read-only list for `selected_accounting_tax_rate_id`."""

    commerce_tax_rate_options: Optional[List[Option]] = field(default=None, metadata=NULLABLE)
    """Tax rates of the commerce platform that may be mapped. Read-only list for `selected_commerce_tax_rate_ids`."""

    default_zero_tax_rate_options: Optional[List[Option]] = field(default=None, metadata=NULLABLE)
    """Tax rates that may serve for untaxed amounts. Read-only list for `selected_default_zero_tax_rate_id`."""

    selected_default_zero_tax_rate_id: Optional[str] = field(default=None, metadata=NULLABLE)
    """`id` of the accounting tax rate for amounts without tax, one of `default_zero_tax_rate_options`."""

    tax_rate_mappings: Optional[List[TaxRateMapping]] = field(default=None, metadata=NULLABLE)
    """Pairs that tie commerce tax rates to an accounting tax rate."""

    extra: Optional[Dict[str, Any]] = field(default=None, kw_only=True, repr=False)
    """Fields to send that are not named above, by their JSON names, for what a single integration accepts."""

    if TYPE_CHECKING:  # The constructor takes more than what the attributes hold.

        def __init__(
            self,
            accounting_tax_rate_options: Optional[Sequence[Union[Option, Mapping[str, Any]]]] = None,
            commerce_tax_rate_options: Optional[Sequence[Union[Option, Mapping[str, Any]]]] = None,
            default_zero_tax_rate_options: Optional[Sequence[Union[Option, Mapping[str, Any]]]] = None,
            selected_default_zero_tax_rate_id: Optional[str] = None,
            tax_rate_mappings: Optional[Sequence[Union[TaxRateMapping, Mapping[str, Any]]]] = None,
            *,
            extra: Optional[Dict[str, Any]] = None,
        ) -> None: ...
