"""FeatureState. Generated from api/integrations.yaml by `make generate`."""

from codatsynccommerce._runtime.models import OpenEnum


class FeatureState(OpenEnum):
    """Release state of a feature: `Release` (ready for use), `Alpha` or `Beta` (still being tested),
    `Deprecated` (to be removed), `NotSupported` by the platform, or `NotImplemented` by Codat.
    """

    RELEASE = "Release"
    ALPHA = "Alpha"
    BETA = "Beta"
    DEPRECATED = "Deprecated"
    NOT_SUPPORTED = "NotSupported"
    NOT_IMPLEMENTED = "NotImplemented"
