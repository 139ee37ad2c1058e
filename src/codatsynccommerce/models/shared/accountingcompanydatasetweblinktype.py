"""AccountingCompanyDatasetWeblinkType. Generated from api/accounting/company_info.yaml by `make generate`."""

from codatsynccommerce._runtime.models import OpenEnum


class AccountingCompanyDatasetWeblinkType(OpenEnum):
    """Kind of web page: the own website, a social media page, or `Unknown` when the source does not tell."""

    WEBSITE = "Website"
    SOCIAL = "Social"
    UNKNOWN = "Unknown"
