"""Locale. Generated from api/sync_flow_preferences.yaml by `make generate`."""

from codatsynccommerce._runtime.models import OpenEnum


class Locale(OpenEnum):
    """Language and country of the texts."""

    EN_US = "en-us"
    FR_FR = "fr-fr"
