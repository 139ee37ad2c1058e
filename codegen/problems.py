"""The error that the generator raises."""


class DescriptionError(Exception):
    """The input has problems. The message lists every one of them, a line each."""
