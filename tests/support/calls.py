"""Every operation of the client by its id: its `Operation`, and the method of the sub-SDK that calls it."""
# pyright: basic

from __future__ import annotations

import inspect
from dataclasses import fields, is_dataclass
from functools import cache
from importlib import import_module
from typing import TYPE_CHECKING, Any, get_args, get_type_hints

from codatsynccommerce import CodatSyncCommerce
from codatsynccommerce._runtime.operation import Operation
from codatsynccommerce.models import operations
from support.samples import Samples, needed

if TYPE_CHECKING:
    from collections.abc import Callable


@cache
def all_operations() -> dict[str, Operation[Any]]:
    """Give every `Operation` of `models.operations` by the id of the operation."""
    found = (getattr(operations, name) for name in operations.__all__)
    return {one.name: one for one in found if isinstance(one, Operation)}


@cache
def places() -> dict[str, tuple[str, str]]:
    """Give the sub-SDK and method by what the method gives: a response class that no other gives."""
    found: dict[str, tuple[str, str]] = {}
    for attribute, place in CodatSyncCommerce._sub_sdks.items():  # pyright: ignore[reportPrivateUsage] - the only list
        module, _, name = place.partition(":")
        kind: Any = getattr(import_module(module, "codatsynccommerce"), name)
        named: dict[str, Any] = vars(kind)
        for method, function in named.items():
            if inspect.isfunction(function) and not method.startswith(("_", "iter_")):
                answer = inspect.signature(function).return_annotation
                assert answer not in found, answer
                found[answer] = (attribute, method)
    return found


def method_of(client: CodatSyncCommerce, operation: Operation[Any]) -> Callable[..., Any]:
    """Give the method that calls an operation."""
    attribute, method = places()[f"operations.{operation.response.__name__}"]
    found: Callable[..., Any] = getattr(getattr(client, attribute), method)
    return found


def takes(operation: Operation[Any]) -> list[str]:
    """Give the names of the query that are keyword arguments of the method."""
    return [name for name in operation.query if not (is_dataclass(operation.request) and name in _names(operation))]


def _names(operation: Operation[Any]) -> set[str]:
    return {one.name for one in fields(operation.request)}


def request_for(operation: Operation[Any], *, full: bool = True) -> Any:
    """Make a request object, with every field filled or only with those that must be; None where none is taken."""
    if operation.request is None:
        return None
    request = Samples().of(operation.request)
    if not full and is_dataclass(operation.request):
        return type(request)(**{one.name: getattr(request, one.name) for one in fields(request) if needed(one)})
    return request


def call(client: CodatSyncCommerce, operation: Operation[Any], request: Any, **options: Any) -> Any:
    """Call an operation by its method."""
    given = [] if operation.request is None else [request]
    return method_of(client, operation)(*given, **options)


def sendable() -> set[Any]:
    """Give every model that can be in a body."""
    found: set[Any] = set()
    todo = [one.body_type for one in all_operations().values() if one.body]
    while todo:
        hint = todo.pop()
        todo += get_args(hint)
        if is_dataclass(hint) and hint not in found:
            found.add(hint)
            todo += get_type_hints(hint).values()
    return found
