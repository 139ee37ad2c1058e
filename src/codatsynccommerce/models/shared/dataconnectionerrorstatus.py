"""DataConnectionErrorStatus. Generated from api/common.yaml by `make generate`."""

from codatsynccommerce._runtime.models import OpenEnum


class DataConnectionErrorStatus(OpenEnum):
    """Whether an error of a connection still stands."""

    ACTIVE = "Active"
    RESOLVED = "Resolved"
