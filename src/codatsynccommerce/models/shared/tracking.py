"""Tracking. Generated from api/accounting/invoices.yaml by `make generate`."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Dict, List, Mapping, Optional, Sequence, Union

from codatsynccommerce._runtime.models import InputModel

from .accountingcustomerref import AccountingCustomerRef
from .billedtotype import BilledToType
from .recordref import RecordRef
from .trackingcategoryrefsitems import TrackingCategoryRefsitems
from .trackingprojectreference import TrackingProjectReference


@dataclass
class Tracking(InputModel):
    """Assignment of a line of an invoice to categories, a customer, a project or another record."""

    category_refs: List[TrackingCategoryRefsitems]
    """Tracking categories, such as department or location, under which the line is counted."""

    is_billed_to: BilledToType
    """Kind of record to which the line is charged; `Project` goes with `project_ref`."""

    is_rebilled_to: BilledToType
    """Kind of record to which the line is charged on after it was first billed; `NotApplicable` if it is not
    passed on.
    """

    customer_ref: Optional[AccountingCustomerRef] = None
    """Customer to whom the line is assigned."""

    project_ref: Optional[TrackingProjectReference] = None
    """Project to which the line is assigned."""

    record_ref: Optional[RecordRef] = None
    """Other record with which the line is connected."""

    extra: Optional[Dict[str, Any]] = field(default=None, kw_only=True, repr=False)
    """Fields to send that are not named above, by their JSON names, for what a single integration accepts."""

    if TYPE_CHECKING:  # The constructor takes more than what the attributes hold.

        def __init__(
            self,
            category_refs: Sequence[Union[TrackingCategoryRefsitems, Mapping[str, Any]]],
            is_billed_to: Union[BilledToType, str],
            is_rebilled_to: Union[BilledToType, str],
            customer_ref: Optional[Union[AccountingCustomerRef, Mapping[str, Any]]] = None,
            project_ref: Optional[Union[TrackingProjectReference, Mapping[str, Any]]] = None,
            record_ref: Optional[Union[RecordRef, Mapping[str, Any]]] = None,
            *,
            extra: Optional[Dict[str, Any]] = None,
        ) -> None: ...


# Names that earlier releases defined in this module.
AccountingProjectReference = TrackingProjectReference

__all__ = [
    "AccountingProjectReference",
    "Tracking",
]
