"""Requests, responses and models: `operations`, `shared`, `webhooks` and `errors`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from codatsynccommerce._runtime.lazy import lazy

if TYPE_CHECKING:
    from . import errors, operations, shared, webhooks

__all__ = ["errors", "operations", "shared", "webhooks"]

if not TYPE_CHECKING:
    __getattr__, __dir__ = lazy(
        globals(),
        {
            "errors": ".errors:",
            "operations": ".operations:",
            "shared": ".shared:",
            "webhooks": ".webhooks:",
        },
    )
