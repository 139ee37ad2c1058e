"""BilledToType. Generated from api/accounting/common.yaml by `make generate`."""

from codatsynccommerce._runtime.models import OpenEnum


class BilledToType(OpenEnum):
    """Kind of record to which a cost or sale is charged: `Project` for a project, `NotApplicable` when it is
    charged to none.
    """

    UNKNOWN = "Unknown"
    NOT_APPLICABLE = "NotApplicable"
    PROJECT = "Project"
