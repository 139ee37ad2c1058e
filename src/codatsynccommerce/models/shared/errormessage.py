"""ErrorMessage. Generated from api/common.yaml by `make generate`."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Optional

from codatsynccommerce._runtime.models import Model

from .validation import Validation


@dataclass
class ErrorMessage(Model):
    """Body of an error response.

    Every property may be missing, and the HTTP status line counts when it differs from `status_code`.
    """

    can_be_retried: Optional[str] = None
    """Hint, as text, whether sending the request again could help; usually `Unknown`, sometimes `No`.

    Not enough on its own to decide on a retry.
    """

    correlation_id: Optional[str] = None
    """Identifier of the failed request as text. Quote it when asking Codat support for help."""

    detailed_error_code: Optional[int] = None
    """Numeric sub-code of the error. Usually 0; no public list of codes exists."""

    error: Optional[str] = None
    """Error text for people, often in the form `<ExceptionName>: <text>`."""

    service: Optional[str] = None
    """Name of the Codat service or integration that raised the error, such as `PublicApi`, `PullApi` or
    `QuickBooksOnline`. An open set.
    """

    status_code: Optional[int] = None
    """HTTP-like status code repeated in the body. Trust the HTTP status line if the two differ."""

    validation: Optional[Validation] = None
    """Validation findings that explain the error, split into `errors` and `warnings`. May be null."""
