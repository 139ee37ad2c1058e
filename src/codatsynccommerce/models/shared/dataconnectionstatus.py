"""DataConnectionStatus. Generated from api/common.yaml by `make generate`."""

from codatsynccommerce._runtime.models import OpenEnum


class DataConnectionStatus(OpenEnum):
    """Authorisation state of a connection: `PendingAuth` (never authorised), `Linked` (usable), `Unlinked`
    (disconnected by you), `Deauthorized` (access revoked or expired at the platform). Compare without regard to case.
    """

    PENDING_AUTH = "PendingAuth"
    LINKED = "Linked"
    UNLINKED = "Unlinked"
    DEAUTHORIZED = "Deauthorized"
