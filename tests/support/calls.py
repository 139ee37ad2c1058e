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
    """Return every `Operation` of `models.operations` by the id of the operation."""
    values = (getattr(operations, name) for name in operations.__all__)
    return {value.name: value for value in values if isinstance(value, Operation)}


@cache
def places() -> dict[str, tuple[str, str]]:
    """Return sub-SDK and method by the response class that the method returns, which no other method returns."""
    methods: dict[str, tuple[str, str]] = {}
    for attribute, place in CodatSyncCommerce._sub_sdks.items():  # pyright: ignore[reportPrivateUsage] - the only list
        module, _, name = place.partition(":")
        kind: Any = getattr(import_module(module, "codatsynccommerce"), name)
        attributes: dict[str, Any] = vars(kind)
        for method, function in attributes.items():
            if inspect.isfunction(function) and not method.startswith(("_", "iter_")):
                response = inspect.signature(function).return_annotation
                assert response not in methods, response
                methods[response] = (attribute, method)
    return methods


def method_of(client: CodatSyncCommerce, operation: Operation[Any]) -> Callable[..., Any]:
    """Return the method that calls an operation."""
    attribute, method = places()[f"operations.{operation.response.__name__}"]
    bound: Callable[..., Any] = getattr(getattr(client, attribute), method)
    return bound


def keyword_arguments(operation: Operation[Any]) -> list[str]:
    """Return the query parameters that only the method takes, and not its request class."""
    return [name for name in operation.query if not (is_dataclass(operation.request) and name in _names(operation))]


def _names(operation: Operation[Any]) -> set[str]:
    return {field.name for field in fields(operation.request)}


def request_for(operation: Operation[Any], *, full: bool = True) -> Any:
    """Return a request object with every field or only the required ones, or None if the operation takes none."""
    if operation.request is None:
        return None
    request = Samples().of(operation.request)
    if not full and is_dataclass(operation.request):
        return type(request)(**{each.name: getattr(request, each.name) for each in fields(request) if needed(each)})
    return request


def call(client: CodatSyncCommerce, operation: Operation[Any], request: Any, **options: Any) -> Any:
    """Call an operation by its method."""
    arguments = [] if operation.request is None else [request]
    return method_of(client, operation)(*arguments, **options)


@cache
def sendable() -> set[Any]:
    """Return every model that a request body can contain."""
    models: set[Any] = set()
    todo = [operation.body_type for operation in all_operations().values() if operation.body]
    while todo:
        hint = todo.pop()
        todo += get_args(hint)
        if is_dataclass(hint) and hint not in models:
            models.add(hint)
            todo += get_type_hints(hint).values()
    return models
