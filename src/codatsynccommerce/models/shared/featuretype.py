"""FeatureType. Generated from api/integrations.yaml by `make generate`."""

from codatsynccommerce._runtime.models import OpenEnum


class FeatureType(OpenEnum):
    """What can be done with a data type: `Get` reads, `Post` creates, `Put` updates, `Delete` removes,
    `Categorization` sorts into categories, `GetAsPdf` fetches a PDF; the others handle attachments.
    """

    GET = "Get"
    POST = "Post"
    CATEGORIZATION = "Categorization"
    DELETE = "Delete"
    PUT = "Put"
    GET_AS_PDF = "GetAsPdf"
    DOWNLOAD_ATTACHMENT = "DownloadAttachment"
    GET_ATTACHMENT = "GetAttachment"
    GET_ATTACHMENTS = "GetAttachments"
    UPLOAD_ATTACHMENT = "UploadAttachment"
