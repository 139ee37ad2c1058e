"""PhoneNumberType. Generated from api/common.yaml by `make generate`."""

from codatsynccommerce._runtime.models import OpenEnum


class PhoneNumberType(OpenEnum):
    """Use of a phone number. `Primary` is the main number, `Unknown` means that the source does not say."""

    PRIMARY = "Primary"
    LANDLINE = "Landline"
    MOBILE = "Mobile"
    FAX = "Fax"
    UNKNOWN = "Unknown"
