"""The location of a value of the wrong shape, and what was expected there.

This runs only when a compiled function has failed, so it may take its time.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import TYPE_CHECKING, cast

from . import encoder, json_text
from .compiler import ShapeError
from .decoder import decoder
from .schema import FieldType, schema_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_EXPECTED = {
    "string": "text",
    "integer": "an integer",
    "boolean": "true or false",
    "decimal": "a number",
    "enum": "text",
    "model": "an object",
    "list": "an array",
    "map": "an object",
}
_DEEPEST = 100


def reading_problem(field_type: FieldType, value: object) -> str:
    """Return what is wrong with a value that was read."""
    for path, inner_type, inner in _walk(field_type, value, "", by_json_name=True):
        if inner is not None and not _is_readable(inner_type, inner):
            return f"{path or 'the response'}: {_mismatch(inner_type, inner)}"
    return "the response is nested too deeply"


def writing_problem(field_type: FieldType, value: object) -> str | None:
    """Return what is wrong with a value that was to be sent, None if nothing is."""
    for path, inner_type, inner in _walk(field_type, value, "", by_json_name=False):
        reason = _writing_reason(inner_type, inner)
        if reason:
            return f"{path or 'the body'} cannot be sent: {reason}"
    return None


def _writing_reason(field_type: FieldType, value: object) -> str | None:
    try:
        text = encoder.encoder(field_type)(value)
    except (ShapeError, TypeError, AttributeError):
        return _mismatch(field_type, value)
    except ValueError as error:
        return str(error)
    except RecursionError:
        return None
    return _text_problem(value) if json_text.has_lone_surrogate(text) else None


def _text_problem(value: object) -> str | None:
    """Return what is wrong with text within a value whose own shape is right."""
    if isinstance(value, str):
        return json_text.lone_surrogate(value)
    if isinstance(value, Mapping):
        pairs = cast("dict[object, object]", value).items()
        return next((problem for pair in pairs for inner in pair if (problem := _text_problem(inner))), None)
    if isinstance(value, Sequence):
        items = cast("Iterable[object]", value)
        return next((problem for item in items if (problem := _text_problem(item))), None)
    if hasattr(value, "__dataclass_fields__"):
        return _text_problem(vars(value))
    return None


class TolerantReader:
    """Reads values although some have another shape than described.

    Within an item of a list, such a value is kept as it was sent and reported in `problems`: one odd item must not
    cost the other items. Anywhere else it raises ShapeError.
    """

    def __init__(self) -> None:
        """Start without a problem."""
        self.problems: list[str] = []

    def read(self, field_type: FieldType, value: object, path: str = "", *, in_item: bool = False) -> object:
        """Return the value as the type says, or as it was sent."""
        kind, item = field_type.kind, field_type.item
        if kind == "model" and isinstance(value, dict):
            return self._model(field_type.cls, cast("dict[str, object]", value), path, in_item=in_item)
        if kind == "list" and item and isinstance(value, list):
            values = enumerate(cast("Iterable[object]", value))
            return [self.read(item, inner, f"{path}[{index}]", in_item=True) for index, inner in values]
        if kind == "map" and item and isinstance(value, dict):
            pairs = cast("dict[str, object]", value).items()
            return {key: self.read(item, inner, f"{path}[{key!r}]", in_item=in_item) for key, inner in pairs}
        if value is None or (_is_readable(field_type, value) and kind not in ("list", "map")):
            return value if kind in ("model", "any") else decoder(field_type)(value)
        if not in_item:
            raise ShapeError
        self.problems.append(f"{path}: {_mismatch(field_type, value)}")
        return value

    def _model(self, cls: type, values: dict[str, object], path: str, *, in_item: bool) -> object:
        schema, place = schema_of(cls), f"{path}." if path else ""
        record = decoder(FieldType("model", cls))({})
        for field in schema.fields:
            inner = values.get(field.json_name)
            record.__dict__[field.name] = self.read(field.type, inner, place + field.json_name, in_item=in_item)
        if schema.keeps_extra:
            known = {field.json_name for field in schema.fields}
            record.__dict__["extra"] = {key: inner for key, inner in values.items() if key not in known} or None
        return record


def _is_readable(field_type: FieldType, value: object) -> bool:
    if field_type.kind == "model":
        # Lists are read in place, so items before the failure are models already.
        return isinstance(value, (dict, field_type.cls))
    if field_type.kind == "map":
        return isinstance(value, dict)
    if field_type.kind == "list":
        return isinstance(value, list)
    try:
        decoder(field_type)(value)
    except (ShapeError, TypeError):
        return False
    return True


def _walk(
    field_type: FieldType, value: object, path: str, *, by_json_name: bool, depth: int = 0
) -> Iterator[tuple[str, FieldType, object]]:
    """Yield every value with its path and type, the innermost first."""
    if depth > _DEEPEST:
        return
    for inner_path, inner_type, inner in _inner(field_type, value, path, by_json_name=by_json_name):
        if inner is not None:
            yield from _walk(inner_type, inner, inner_path, by_json_name=by_json_name, depth=depth + 1)
    yield path, field_type, value


def _inner(
    field_type: FieldType, value: object, path: str, *, by_json_name: bool
) -> Iterator[tuple[str, FieldType, object]]:
    item = field_type.item
    if field_type.kind == "list" and item and isinstance(value, Sequence) and not isinstance(value, str):
        for index, inner in enumerate(cast("Iterable[object]", value)):
            yield f"{path}[{index}]", item, inner
    elif field_type.kind == "map" and item and isinstance(value, Mapping):
        for key, inner in cast("dict[object, object]", value).items():
            yield f"{path}[{key!r}]", item, inner
    elif field_type.kind == "model":
        place = f"{path}." if path else ""
        for field in schema_of(field_type.cls).fields:
            if isinstance(value, Mapping):
                values = cast("dict[str, object]", value)
                inner = values.get(field.json_name, None if by_json_name else values.get(field.name))
            elif by_json_name:
                continue
            else:
                inner = getattr(value, field.name, None)
            yield place + (field.json_name if by_json_name else field.name), field.type, inner


def _mismatch(field_type: FieldType, value: object) -> str:
    return f"expected {_EXPECTED.get(field_type.kind, 'a value')}, got {_shown(value)}"


def _shown(value: object) -> str:
    if isinstance(value, dict):
        return "an object"
    if isinstance(value, list):
        return "an array"
    if isinstance(value, (bool, int, float, Decimal)):
        return str(value).lower()[:40]
    return f"text {value[:40]!r}" if isinstance(value, str) else f"a {type(value).__name__}"
