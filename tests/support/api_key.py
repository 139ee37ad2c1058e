"""The API key of every test, and where it must not appear."""

from __future__ import annotations

import base64
import pickle
import traceback
from typing import Any

from codatsynccommerce.models import errors

KEY = "canary-key-6f1d"
"""The API key of every test, so that a leak of it can be searched for."""

ENCODED = base64.b64encode(KEY.encode()).decode("ascii")
"""The key as it stands in the Authorization header."""


def found_in(text: str) -> list[str]:
    """Return the lines of a text that show the key, in the clear or encoded."""
    return [line for line in text.splitlines() if KEY in line or ENCODED in line]


def exception_text(error: BaseException) -> str:
    """Return all that can be read from an exception and from its causes."""
    texts = ["".join(traceback.format_exception(type(error), error, error.__traceback__))]
    seen: list[BaseException] = []
    one: BaseException | None = error
    while one is not None and one not in seen:  # `raise error from error` is a circle.
        seen.append(one)
        texts += [str(one), repr(one), repr(one.args), repr(vars(one)), pickled(one)]
        texts += [repr(dict(getattr(getattr(one, "request", None), "headers", None) or {}))]
        one = one.__cause__ or one.__context__
    return "\n".join(texts)


def pickled(value: Any) -> str:
    """Return what a pickle of a value shows, or an empty string if it cannot be pickled."""
    try:
        return repr(pickle.dumps(value, protocol=0))
    except (TypeError, AttributeError, pickle.PicklingError, errors.SDKError):
        return ""  # It cannot be written down, and so cannot be leaked this way.
