"""The version of the package, stored in this one place."""

__version__ = "1.0.0"
