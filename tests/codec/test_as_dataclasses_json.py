"""Models read and write as dataclasses-json does, except for its faults, which are listed here one by one."""

from __future__ import annotations

import json
import re
from dataclasses import fields
from decimal import Decimal
from typing import Any, cast

import pytest
from dataclasses_json import DataClassJsonMixin, core
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from support.for_each import for_each
from support.samples import Samples
from support.strategies import models, values

from codatsynccommerce._runtime.codec.json_text import native_number
from codatsynccommerce._runtime.codec.schema import schema_of
from codatsynccommerce._runtime.models import REQUIRED
from codatsynccommerce.models import shared

MODELS = models()
every_model = for_each("name", sorted(MODELS))
few = settings(max_examples=3, deadline=None, suppress_health_check=[HealthCheck.too_slow])

# What dataclasses-json says while it works, of postponed annotations, of nulls and to marshmallow.
WORDS = (
    "Unknown type",
    "Missing value of",
    "`Field` should not be",
    "The 'default' argument",
    "The 'missing' argument",
    "value of non-optional",
)
quiet = pytest.mark.filterwarnings(*(f"ignore:{re.escape(words)}" for words in WORDS), "ignore:.*NoneType object")


THEIRS: Any = DataClassJsonMixin
CORE: Any = core


def theirs(made: Any, *, encode_json: bool = False) -> Any:
    return THEIRS.to_dict(made, encode_json=encode_json)


def read_by_them(model: Any, document: Any, *, infer_missing: bool = True) -> Any:
    return CORE._decode_dataclass(model, document, infer_missing=infer_missing)


def _names(model: Any) -> list[str]:
    return [one.name for one in fields(model)]


def less_extra(made: Any) -> Any:
    """Exception 1: `extra` is not a JSON name, but to them it is a field like any other."""
    if isinstance(made, dict):
        rows = cast("dict[str, Any]", made)
        return {key: less_extra(one) for key, one in rows.items() if (key, one) != ("extra", None)}
    return [less_extra(one) for one in cast("list[Any]", made)] if isinstance(made, list) else made


def native(made: Any) -> Any:
    """Exception 2: amounts in a dict of ours are Decimal, in one of theirs int or float, as 0.2.0 had them."""
    if isinstance(made, dict):
        return {key: native(one) for key, one in cast("dict[str, Any]", made).items()}
    if isinstance(made, list):
        return [native(one) for one in cast("list[Any]", made)]
    return native_number(made) if isinstance(made, Decimal) else made


def amounts_as_text(made: Any) -> Any:
    """Write every number as its text, for a float and a Decimal of the same digits are not equal."""
    if isinstance(made, dict):
        return {key: amounts_as_text(one) for key, one in cast("dict[str, Any]", made).items()}
    if isinstance(made, list):
        return [amounts_as_text(one) for one in cast("list[Any]", made)]
    return str(made) if isinstance(made, Decimal) else made


@quiet
@every_model
@given(data=st.data())
@few
def test_value_reads_and_writes_as_in_dataclasses_json(name: str, data: st.DataObject) -> None:
    made = data.draw(values(MODELS[name]))
    check_to_dict_and_to_json_match(made)
    check_from_dict_matches(MODELS[name], made)


def check_to_dict_and_to_json_match(made: Any) -> None:
    assert native(made.to_dict()) == native(less_extra(theirs(made)))
    assert made.to_dict(encode_json=True) == less_extra(theirs(made, encode_json=True))
    assert json.loads(json.dumps(made.to_dict(encode_json=True))) == made.to_dict(encode_json=True)
    for options in ({}, {"indent": 2, "separators": (",", ": "), "ensure_ascii": False, "sort_keys": True}):
        # Their to_json writes what our to_dict returns, and so each Decimal as text.
        ours = amounts_as_text(json.loads(made.to_json(**options), parse_float=Decimal, parse_int=Decimal))
        text = THEIRS.to_json(made, **cast("dict[str, Any]", options))
        assert ours == amounts_as_text(less_extra(json.loads(text, parse_int=Decimal)))


def check_from_dict_matches(model: Any, made: Any) -> None:
    # Exception 3: they read an amount by way of Decimal(float); the document here holds them as Decimal already.
    document = made.to_dict(encode_json=True)
    assert model.from_dict(document) == read_by_them(model, document)


@quiet
@every_model
def test_empty_document_reads_as_in_dataclasses_json(name: str) -> None:
    # Exception 4: of a missing key they take the default that only a caller who forgets an argument should meet.
    defaults = {one.name for one in fields(MODELS[name]) if one.default is REQUIRED}
    expected = read_by_them(MODELS[name], {}) if not defaults else MODELS[name](**dict.fromkeys(_names(MODELS[name])))
    assert MODELS[name].from_dict({}) == expected


@quiet
@every_model
def test_the_marshmallow_schema_reads_what_the_model_writes(name: str) -> None:
    made = Samples().of(MODELS[name])
    schema = MODELS[name].schema()
    assert schema.loads(made.to_json()) == made
    assert schema.load(made.to_dict(encode_json=True)) == made
    assert MODELS[name].schema(many=True).loads(f"[{made.to_json()}]") == [made]


@quiet
@every_model
def test_the_marshmallow_schema_writes_a_model_of_scalars(name: str) -> None:
    # Exception 5: they do not see the models inside a model whose annotations are postponed, and give them as they are.
    made = Samples().of(MODELS[name])
    dumped = MODELS[name].schema().dump(made)
    flat = {
        slot.json_name
        for slot in schema_of(MODELS[name]).fields
        if slot.type.kind in ("string", "integer", "boolean", "enum")
    }
    whole = made.to_dict(encode_json=True)
    assert {key: dumped[key] for key in flat} == {key: whole[key] for key in flat}


@quiet
def test_schema_options_match_dataclasses_json() -> None:
    """The options are the same, and the same keys are ignored."""
    made = shared.AccountRef.schema().load({"id": "1", "unknown": 2})
    assert made == shared.AccountRef(id="1")
    assert shared.AccountRef.schema(only=("id",), infer_missing=True).load({"id": "1"}) == made


@quiet
def test_missing_key_is_accepted() -> None:
    """dataclasses-json raises an error here."""
    # Exception 6: without infer_missing they raise KeyError. The API leaves out what was once required.
    with pytest.raises(KeyError):
        read_by_them(shared.SyncRange, {"dateRange": {}}, infer_missing=False)
    made = shared.SyncRange.from_dict({"dateRange": {}}, infer_missing=False)
    assert made.to_dict() == {"dateRange": {"start": None, "finish": None}}


def test_the_arguments_of_their_methods_are_taken() -> None:
    assert shared.HalRef.from_dict(kvs={"href": "/a"}, infer_missing=True) == shared.HalRef("/a")
    assert shared.HalRef.from_json(s='{"href": "/a"}', parse_float=float) == shared.HalRef("/a")
    assert shared.HalRef("/a").to_dict(encode_json=True) == {"href": "/a"}
    assert shared.HalRef("/ä").to_json(ensure_ascii=False, separators=(",", ":")) == '{"href":"/ä"}'
