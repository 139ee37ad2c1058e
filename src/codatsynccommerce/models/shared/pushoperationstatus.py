"""PushOperationStatus. Generated from api/common.yaml by `make generate`."""

from codatsynccommerce._runtime.models import OpenEnum


class PushOperationStatus(OpenEnum):
    """State of a push operation.

    `Pending` means still running; `Success`, `Failed` and `TimedOut` are final, but after `TimedOut` the write may
    still have happened, so check before sending it again.
    """

    PENDING = "Pending"
    FAILED = "Failed"
    SUCCESS = "Success"
    TIMED_OUT = "TimedOut"
