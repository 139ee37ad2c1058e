"""Whether values fit the schemas of the description, as an independent validator finds it."""

from __future__ import annotations

from typing import Any

from jsonschema import Draft202012Validator, FormatChecker

from codatsynccommerce.sandbox.description import document
from codatsynccommerce.sandbox.seed import ids

PATH_VALUES = {
    "companyId": ids.COMPANY,
    "connectionId": ids.ACCOUNTING,
    "dataType": "invoices",
    "pushOperationKey": ids.PUSH_OPERATION,
    "datasetId": ids.PULL_OPERATION,
    "clientId": ids.CLIENT,
    "platformKey": "gbol",
    "accountingKey": "gbol",
    "commerceKey": "fztf",
    "webhookId": ids.WEBHOOK,
}
"""Values of path parameters that exist in a sandbox. Every other kind of record has one with the id `61`."""


def mismatches(schema: Any, value: Any) -> list[str]:
    """Return where a value does not fit a schema of the description."""
    validator = Draft202012Validator(
        {**schema, "components": document()["components"]}, format_checker=FormatChecker(["uuid"])
    )
    return [f"{error.json_path}: {error.message}" for error in validator.iter_errors(value)]
