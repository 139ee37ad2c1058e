"""The `deprecated` decorator of PEP 702, which Python has from 3.13 on."""

from __future__ import annotations

import warnings
from functools import wraps
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from typing_extensions import deprecated
else:

    def deprecated(message: str) -> Any:
        """Return a decorator that warns with the message whenever the function is called.

        Type checkers and editors read `__deprecated__` as they read that of `warnings.deprecated`.
        """

        def decorate(function: Any) -> Any:
            @wraps(function)
            def warn_and_call(*args: Any, **kwargs: Any) -> Any:
                warnings.warn(message, DeprecationWarning, stacklevel=2)
                return function(*args, **kwargs)

            warn_and_call.__deprecated__ = message
            return warn_and_call

        return decorate


__all__ = ["deprecated"]
