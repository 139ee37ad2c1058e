"""WriteType. Generated from api/webhooks.yaml by `make generate`."""

from codatsynccommerce._runtime.models import OpenEnum


class WriteType(OpenEnum):
    """What a push does to a record."""

    CREATE = "Create"
    UPDATE = "Update"
    DELETE = "Delete"
    UPLOAD_ATTACHMENT = "UploadAttachment"
