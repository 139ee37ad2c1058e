"""PushOptionType. Generated from api/push_data.yaml by `make generate`."""

from codatsynccommerce._runtime.models import OpenEnum


class PushOptionType(OpenEnum):
    """Kind of value that a property takes."""

    ARRAY = "Array"
    OBJECT = "Object"
    STRING = "String"
    NUMBER = "Number"
    BOOLEAN = "Boolean"
    DATE_TIME = "DateTime"
    FILE = "File"
    MULTI_PART = "MultiPart"
