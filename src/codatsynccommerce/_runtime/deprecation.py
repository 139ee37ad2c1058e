"""The `deprecated` decorator of PEP 702, which Python has from 3.13 on."""

from __future__ import annotations

import warnings
from functools import wraps
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from typing_extensions import deprecated
else:

    def deprecated(message: str, *, category: type[Warning] | None = DeprecationWarning) -> object:
        """Return a decorator that warns with the message whenever the function is called.

        Type checkers and editors read `__deprecated__` as they read that of `warnings.deprecated`.

        Arguments:
            message: What to do instead.
            category: The class of the warning, None for no warning at run time.
        """

        def decorate(function: object) -> object:
            if category is None:
                function.__deprecated__ = message
                return function

            @wraps(function)
            def warn_and_call(*args: object, **kwargs: object) -> object:
                warnings.warn(message, category, stacklevel=2)
                return function(*args, **kwargs)

            warn_and_call.__deprecated__ = message
            return warn_and_call

        return decorate


__all__ = ["deprecated"]
