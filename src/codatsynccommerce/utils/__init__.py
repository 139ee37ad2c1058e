"""What users set and call besides the client: retries, timeouts, NULL, dates."""

from __future__ import annotations

from codatsynccommerce._core.dates import parse_datetime
from codatsynccommerce._core.null import NULL
from codatsynccommerce._core.options import BackoffStrategy, RetryConfig, Timeout

__all__ = ["NULL", "BackoffStrategy", "RetryConfig", "Timeout", "parse_datetime"]
