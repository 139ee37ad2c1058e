"""The properties that a query can compare: a class for each listed model and for every object inside of it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from codegen.ir import Api, Field, Model

_DATE = re.compile(r"\d{4}-\d\d-\d\d(T|$)")
_CLASSES = {"str": "Text", "int": "Number", "Decimal": "Number", "bool": "Boolean"}


def query_classes(api: Api) -> dict[str, Any]:
    """Return what the template of `queries.models` takes."""
    models = {model.name: model for model in api.models}
    listed = sorted(
        {
            operation.item.name
            for operation in api.operations()
            if operation.item and any(field.api_name == "query" for field in operation.request)
        }
    )
    enums = {enum.name for enum in api.enums}
    rows: dict[str, list[tuple[str, str]]] = {}

    def read(model: Model) -> bool:
        """Note the properties of a model and of those inside of it. Return whether it has any."""
        if model.name not in rows:
            properties = rows[model.name] = list[tuple[str, str]]()
            for field in model.fields:
                inner = models.get(field.type.name) if field.type.package else None
                if not field.queryable:
                    continue
                if inner is not None and read(inner):
                    properties.append((field.name, f'Nested(lambda: {inner.name}Query, "{field.api_name}")'))
                elif kind := _class_of(field, enums):
                    properties.append((field.name, f'{kind}("{field.api_name}")'))
        return bool(rows[model.name])

    for name in listed:
        read(models[name])
    classes = [(models[name], properties) for name, properties in sorted(rows.items()) if properties]
    used = {text.partition("(")[0] for _, properties in classes for _, text in properties}
    return {"classes": classes, "listed": listed, "imports": sorted({*used, "Properties"})}


def _class_of(field: Field, enums: set[str]) -> str | None:
    """Return the class of a property, or None for a list, a map, or anything."""
    if field.type.name == "str" and _DATE.match(str(field.example or "")):
        return "Date"
    return "Choice" if field.type.name in enums else _CLASSES.get(field.type.name)
