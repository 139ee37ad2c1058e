"""The operations of the client, and values for the parameters of their paths that exist in a sandbox."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

from codatsynccommerce._runtime.codec import codec
from codatsynccommerce._runtime.operation import Operation
from codatsynccommerce.models import operations
from codatsynccommerce.sandbox import description
from codatsynccommerce.sandbox.seed import ids

if TYPE_CHECKING:
    from collections.abc import Mapping

_VALUES: Mapping[str, str] = {
    "company_id": ids.COMPANY,
    "connection_id": ids.ACCOUNTING,
    "data_type": "invoices",
    "push_operation_key": ids.PUSH_OPERATION,
    "dataset_id": ids.PULL_OPERATION,
    "client_id": ids.CLIENT,
    "platform_key": "gbol",
    "accounting_key": "gbol",
    "commerce_key": "fztf",
}


def all_operations() -> tuple[Operation[Any], ...]:
    """Return every operation of the client."""
    exported: list[Any] = [getattr(operations, name) for name in operations.__all__]
    return tuple(cast("Operation[Any]", value) for value in exported if isinstance(value, Operation))


def path_values(operation: Operation[Any]) -> dict[str, str]:
    """Return a value for each parameter of an operation's path. Every kind of record has one with the id `61`."""
    names = [segment[1:-1] for segment in operation.path.split("/") if segment.startswith("{")]
    return {name: _VALUES.get(name, "61") for name in names}


def documented_body(operation: Operation[Any]) -> Any:
    """Return the body of the description's example of an operation, as the client's model."""
    described = next(item for item in description.operations() if item.id == operation.name)
    method = description.document()["paths"][described.path][described.method.lower()]
    example = method["requestBody"]["content"]["application/json"]["example"]
    # What is decoded is read in place, and the description stays for other tests.
    return codec.decode(operation.body_type, codec.copied(operation.body_type, example))
