"""PushChangeType. Generated from api/common.yaml by `make generate`."""

from codatsynccommerce._runtime.models import OpenEnum


class PushChangeType(OpenEnum):
    """What a push does to a record in the accounting platform.

    `Unknown` means it is not determined; `AttachmentUploaded` means that a file was added to the record.
    """

    UNKNOWN = "Unknown"
    CREATED = "Created"
    MODIFIED = "Modified"
    DELETED = "Deleted"
    ATTACHMENT_UPLOADED = "AttachmentUploaded"
