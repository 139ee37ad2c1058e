"""ItemsType. Generated from api/commerce/company_info.yaml by `make generate`."""

from codatsynccommerce._runtime.models import OpenEnum


class ItemsType(OpenEnum):
    """Kind of web link: `Website`, `Social` (page on a social network) or `Unknown`.

    The name `ItemsType` is historical.
    """

    WEBSITE = "Website"
    SOCIAL = "Social"
    UNKNOWN = "Unknown"
