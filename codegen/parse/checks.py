"""Names that would generate broken code: duplicates, names that Python refuses, names that hide something else."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

from codegen.names import camel, is_name, member

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from codegen.ir import Api, Enum, Field, Model, Operation, SubSdk

MODEL_ATTRIBUTES = frozenset(
    {
        "KEEPS_EXTRA",
        "dataclass_json_config",
        "extra",
        "from_dict",
        "from_json",
        "schema",
        "to_dict",
        "to_json",
        "to_row",
    }
)
"""Public attributes of the base class of models. A field of the same name would hide them."""

RESPONSE_ATTRIBUTES = frozenset(
    {
        "content_type",
        "error_message",
        "has_next_page",
        "headers",
        "idempotency_key",
        "rate_limit",
        "raw_response",
        "result",
        "status_code",
        "to_pandas",
        "to_rows",
        "unexpected_values",
    }
)
"""Public attributes of the base classes of responses."""

CLIENT_ATTRIBUTES = frozenset({"close", "rate_limit", "sdk_configuration"})
"""Public attributes of the base class of the client."""

PACKAGE_MODULES = frozenset(
    {"aio", "bulk", "cli", "models", "queries", "sandbox", "sdk", "sdkconfiguration", "telemetry", "utils", "webhooks"}
)
"""Modules of the package that are not sub-SDKs."""

MODULE_NAMES = frozenset(
    {
        "Any",
        "CallOptions",
        "ClassVar",
        "Client",
        "Decimal",
        "Dict",
        "Iterator",
        "List",
        "ListResponse",
        "Literal",
        "Mapping",
        "Model",
        "OpenEnum",
        "Operation",
        "Optional",
        "PageResponse",
        "Request",
        "Response",
        "RetryConfig",
        "Security",
        "Timeout",
        "Union",
    }
)
"""Names that generated modules import. A generated class of the same name would hide them."""

FIELD_NAMES = frozenset({"bool", "field", "int", "json_name", "str"})
"""Names that the body of a generated dataclass uses. A field of the same name would hide them."""

_METHOD_OPTIONS = frozenset({"headers", "idempotency_key", "max_items", "request", "retries", "self", "timeout"})
_QUOTED = re.compile(r"`([^`]+)`")
_OPERATION_ID = r"[a-z]+(?:-[a-z]+)+"
_BARE_OPERATION_ID = re.compile(rf"(?<![\w`/-]){_OPERATION_ID}(?![\w`-])")


def check_models(models: Iterable[Model]) -> Iterator[str]:
    """Report fields that cannot be attributes of their class."""
    for model in models:
        for name in _duplicates(field.name for field in model.fields):
            yield f"{model.source}: {model.name}: two properties become {name}"
        for field in model.fields:
            place = f"{model.source}: {model.name}.{field.api_name}"
            if field.name in MODEL_ATTRIBUTES:
                yield f"{place} would hide {field.name!r} of the model: name it under attributes in gen.yaml"
            elif field.name in FIELD_NAMES and not (field.name == "field" and not _uses_field(model, field)):
                yield f"{place} would hide {field.name!r} of Python: name it under attributes in gen.yaml"
            elif not is_name(field.name):
                yield f"{place} cannot be named {field.name!r} in Python"


def _uses_field(model: Model, field: Field) -> bool:
    """Return whether the class calls `field(...)` of dataclasses below a field of that name."""
    below = model.fields[model.fields.index(field) + 1 :]
    return model.sends_extra or any(camel(each.name) != each.api_name for each in below)


def check_enum_values(source: str, enum: str, values: list[str]) -> Iterator[str]:
    """Report values of an enum that cannot be members."""
    if not values:
        yield f"{source}: {enum} has no values"
    for value in values:
        if not is_name(member(value)):
            yield f"{source}: {enum}: {value!r} cannot be named {member(value)!r} in Python"
    for name in _duplicates(member(value) for value in values):
        yield f"{source}: {enum}: two values become {name}"


def check_classes(classes: Iterable[Model | Enum], other_names: Iterable[str]) -> Iterator[str]:
    """Report classes whose name Python refuses, or that collide with another name or file.

    Arguments:
        classes: The classes.
        other_names: Further names in the same package.
    """
    taken = {name.lower(): name for name in other_names}
    for each in classes:
        other = taken.setdefault(each.name.lower(), each.name)
        if each.name in MODULE_NAMES or other in MODULE_NAMES:
            yield f"{each.source}: {each.name} would hide a class that generated code uses"
        elif other != each.name or other in set(other_names):
            yield f"{each.source}: {each.name} and {other} would be in the same file"
        if not is_name(each.name) or not is_name(each.name.lower()):
            yield f"{each.source}: {each.name} is not a name in Python, or not one for a module"


def check_operations(sub_sdks: Iterable[SubSdk]) -> Iterator[str]:
    """Report operations, methods and arguments that collide or that Python refuses."""
    operations = [operation for sub_sdk in sub_sdks for operation in sub_sdk.operations]
    duplicates = _duplicates(operation.id for operation in operations)
    for operation in operations:
        if operation.id in duplicates:
            yield f"{operation.source}: the operationId {operation.id} is used twice"
        if not is_name(operation.module):
            yield f"{operation.source}: {operation.id} cannot be a module named {operation.module!r} in Python"
        yield from _check_arguments(operation)
    for sub_sdk in sub_sdks:
        methods: dict[str, str] = {}
        for operation in sub_sdk.operations:
            for name in (operation.method, *([operation.iterator] if operation.is_paginated else [])):
                other = methods.setdefault(name, operation.id)
                if other != operation.id:
                    yield f"{operation.source}: {operation.id} and {other} would both be {sub_sdk.name}.{name}"
                if not is_name(name):
                    yield f"{operation.source}: {operation.id} cannot be named {name!r} in Python"


def check_successors(operations: list[Operation]) -> Iterator[str]:
    """Report successors that do not exist."""
    ids = {operation.id for operation in operations}
    for operation in operations:
        successor = operation.availability.successor if operation.availability else None
        if successor is not None and successor not in ids:
            yield f"{operation.source}: {operation.id}: its successor {successor} is not an operation"
        if operation.deprecated and successor is None and not _differs(operation):
            yield f"{operation.source}: {operation.id} is deprecated: x-availability must say what to use"


def _differs(operation: Operation) -> str:
    return operation.availability.differs if operation.availability else ""


def check_sub_sdks(source: str, sub_sdks: Iterable[SubSdk], client: str) -> Iterator[str]:
    """Report tags that cannot be sub-SDKs."""
    for name in _duplicates(sub_sdk.name for sub_sdk in sub_sdks):
        yield f"{source}: two tags become {name}"
    for sub_sdk in sub_sdks:
        tag = f"{source}: the tag {sub_sdk.title!r}"
        if not is_name(sub_sdk.name):
            yield f"{tag} cannot be named {sub_sdk.name!r} in Python"
        elif sub_sdk.name in PACKAGE_MODULES:
            yield f"{tag} would hide the module {sub_sdk.name}"
        elif sub_sdk.name in CLIENT_ATTRIBUTES:
            yield f"{tag} would hide {sub_sdk.name!r} of the client"
        elif sub_sdk.class_name in MODULE_NAMES or sub_sdk.class_name == client:
            yield f"{tag} would hide the class {sub_sdk.class_name}"


def check_descriptions(
    descriptions: Iterable[tuple[str, str, str]], api: Api, missing: Callable[[str], bool]
) -> Iterator[str]:
    """Report operations that descriptions mention although they do not exist, or without backquotes.

    Arguments:
        descriptions: Every description: its document, what it describes, and its text.
        api: The operations. Quoted text that begins like one of them is taken for an operation.
        missing: Returns whether a name that was not found is a problem.
    """
    ids = {operation.id for operation in api.operations()}
    first_words = {each.partition("-")[0] for each in ids}
    for source, title, text in descriptions:
        for name in _QUOTED.findall(text):
            is_id = re.fullmatch(_OPERATION_ID, name) and name.partition("-")[0] in first_words
            if is_id and name not in ids and missing(name):
                yield f"{source}: {title}: there is no operation `{name}`"
        for name in sorted(set(_BARE_OPERATION_ID.findall(text)) & ids):
            yield f"{source}: {title}: {name} needs backquotes"


def _check_arguments(operation: Operation) -> Iterator[str]:
    fields: tuple[Field, ...] = (*operation.request, *operation.arguments)
    for name in _duplicates(field.name for field in fields):
        yield f"{operation.source}: {operation.id}: two parameters become {name}"
    for field in fields:
        place = f"{operation.source}: {operation.id}: {field.api_name}"
        if field.name in _METHOD_OPTIONS | FIELD_NAMES:
            yield f"{place} would hide {field.name!r} of the method: name it under attributes in gen.yaml"
        elif not is_name(field.name):
            yield f"{place} cannot be named {field.name!r} in Python"
    for payload in (operation.payload, operation.payload_list):
        if payload and payload.name in RESPONSE_ATTRIBUTES:
            yield f"{operation.source}: {operation.id}: {payload.api_name} would hide {payload.name!r} of the response"
    for before, field in zip(operation.request, operation.request[1:], strict=False):
        if field.required and not before.required:
            yield f"{operation.source}: {operation.id}: {field.api_name} is required, so it cannot be the last field"


def _duplicates(names: Iterable[str]) -> set[str]:
    return {name for name, count in Counter(names).items() if count > 1}
