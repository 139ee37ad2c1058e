"""JournalLineContactType. Generated from api/accounting/journal_entries.yaml by `make generate`."""

from codatsynccommerce._runtime.models import OpenEnum


class JournalLineContactType(OpenEnum):
    """Kind of contact that a journal line names."""

    CUSTOMERS = "customers"
    SUPPLIERS = "suppliers"
