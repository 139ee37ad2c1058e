"""What other libraries need to treat models as this library does: dataclasses-json, marshmallow and pydantic.

Each is imported only when the program uses it: none is needed to make a call.
"""

from __future__ import annotations

from dataclasses import fields
from decimal import Decimal
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, cast
from weakref import WeakSet

from .codec import codec, json_text
from .codec.schema import FieldType, schema_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from marshmallow import Schema
    from pydantic_core import CoreSchema

_configured: WeakSet[type] = WeakSet()
"""Classes whose fields have been configured for dataclasses-json."""


class DataclassesJsonConfig:
    """The configuration that dataclasses-json reads from every class it meets, even inside a class of the caller's.

    Reading it configures each field first, so that amounts are exact and fields are left out as in `to_dict`.
    """

    def __get__(self, _model: object, cls: type) -> dict[str, object]:
        """Return the configuration of a class."""
        import dataclasses_json

        if cls not in _configured:
            _configure_fields(cls)
            _configured.add(cls)
        library: Any = dataclasses_json  # Its types are incomplete.
        metadata = library.config(letter_case=library.LetterCase.CAMEL, undefined=library.Undefined.EXCLUDE)
        return cast("dict[str, object]", metadata["dataclasses_json"])


def _configure_fields(cls: type) -> None:
    specs = {spec.name: spec for spec in schema_of(cls).fields} if hasattr(cls, "__dataclass_fields__") else {}
    for field in fields(cls) if specs else ():
        spec = specs.get(field.name)
        settings: dict[str, object] = dict(field.metadata.get("dataclasses_json", {}))
        if spec is None or not spec.shows_null:
            settings.setdefault("exclude", _is_none)
        if spec is not None:
            settings = {**_conversions(spec.type), **settings}
        field.metadata = MappingProxyType({**field.metadata, "dataclasses_json": settings})


def _is_none(value: object) -> bool:
    return value is None


def _conversions(field_type: FieldType) -> dict[str, Callable[[object], object]]:
    """Return how dataclasses-json has to convert the values of a field."""
    if field_type.kind == "decimal":
        return {"encoder": _encode_amount, "decoder": _decode_amount}
    innermost = field_type
    while innermost.kind in ("list", "map") and innermost.item:
        innermost = innermost.item
    # Its own encoder writes a Decimal as text, wherever one is within data without a schema.
    return {"encoder": codec.plain_json} if innermost.kind == "any" else {}


def _encode_amount(value: object) -> object:
    return None if value is None else codec.plain_json(value)


def _decode_amount(value: object) -> object:
    return codec.decode(Decimal, value)


class _ExactJson:
    """Reads and writes JSON for a marshmallow schema with exact numbers."""

    @staticmethod
    def loads(text: str | bytes, **_options: object) -> object:
        return codec.parse(text)

    @staticmethod
    def dumps(value: object, **options: object) -> str:
        options.pop("cls", None)  # The encoder of dataclasses-json, which writes amounts as text.
        return codec.dumps(value, options)


def marshmallow_schema(cls: type, options: dict[str, object]) -> Schema:
    """Return the marshmallow schema that dataclasses-json makes of a model. Its `loads` and `dumps` are exact."""
    from dataclasses_json import DataClassJsonMixin

    mixin: Any = DataClassJsonMixin
    schema = cast("Schema", mixin.schema.__func__(cls, **options))
    schema.opts.render_module = _ExactJson
    return schema


def pydantic_core_schema(cls: type, handler: Callable[[type], CoreSchema]) -> CoreSchema:
    """Return the schema by which pydantic validates and writes a model.

    It is that of any dataclass, but takes JSON names too, keeps enum values that are newer than this release, and
    writes an amount as a number in JSON.
    """
    from pydantic_core import core_schema

    numbers = core_schema.union_schema([core_schema.int_schema(), core_schema.float_schema(), core_schema.str_schema()])
    as_number = core_schema.plain_serializer_function_ser_schema(
        json_text.native_number, return_schema=numbers, when_used="json-unless-none"
    )
    schema = cast("CoreSchema", _with_amounts(handler(cls), as_number))
    return core_schema.no_info_before_validator_function(_by_field_name(cls), schema)


def _with_amounts(schema: object, serialization: object) -> object:
    """Return a core schema in which every Decimal is written by a serialization."""
    if isinstance(schema, list):
        return [_with_amounts(inner, serialization) for inner in cast("list[object]", schema)]
    if not isinstance(schema, dict):
        return schema
    values = cast("dict[str, object]", schema)
    copy = {key: _with_amounts(inner, serialization) for key, inner in values.items()}
    return {**copy, "serialization": serialization} if copy.get("type") == "decimal" else copy


def _by_field_name(cls: type) -> Callable[[object], object]:
    def rename(value: object) -> object:
        if not isinstance(value, dict):
            return value
        names = {field.json_name: field.name for field in schema_of(cls).fields}
        return {names.get(key, key): item for key, item in cast("dict[str, object]", value).items()}

    return rename
