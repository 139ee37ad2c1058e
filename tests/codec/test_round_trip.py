"""Every model is written as JSON and read back unchanged, and the compiled code agrees with the diagnostics."""

from __future__ import annotations

import json
import warnings
from dataclasses import asdict, fields
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from support.for_each import for_each
from support.samples import Samples, sent
from support.strategies import ANYTHING, models, places, replaced, values

from codatsynccommerce._runtime.codec import codec, diagnostics
from codatsynccommerce._runtime.codec.schema import field_type, schema_of
from codatsynccommerce.models import errors

if TYPE_CHECKING:
    from collections.abc import Callable

MODELS = models()
every_model = for_each("name", sorted(MODELS))
few = settings(max_examples=4, deadline=None, suppress_health_check=[HealthCheck.too_slow])
NOTHING_FOUND = "nested too deeply"


def problem_with(call: Callable[[Any, Any], Any], model: Any, value: Any) -> str | None:
    """Return what the codec says is wrong, None where nothing is."""
    try:
        call(model, value)
    except errors.SDKError as error:
        return str(error)
    return None


@every_model
@given(data=st.data())
@few
def test_value_of_a_model_goes_out_and_comes_back(name: str, data: st.DataObject) -> None:
    """Each check takes the same value, for drawing one takes longer than to check it."""
    model = MODELS[name]
    made = data.draw(values(model))
    check_body_omits_none_and_reads_back(model, made)
    check_dict_and_json_read_back_equal(model, made)
    check_decoder_and_diagnostics_agree(model, made, data)
    check_json_is_the_text_that_json_dumps_writes(made, data)
    check_encoder_and_diagnostics_agree(model, made, data)


def check_body_omits_none_and_reads_back(model: Any, made: Any) -> None:
    """Each value stands under its JSON name."""
    text = codec.encode(model, made)
    assert json.loads(text, parse_float=Decimal) == sent(made)
    again = codec.decode(model, codec.parse(text))
    assert again == made
    assert codec.encode(model, again) == text


def check_dict_and_json_read_back_equal(model: Any, made: Any) -> None:
    assert model.from_dict(made.to_dict()) == made
    # Within free data, text that stands for an amount of many digits stays text.
    plain = made.to_dict(encode_json=True)
    assert model.from_dict(plain).to_dict(encode_json=True) == plain
    assert model.from_dict(asdict(made)) == made
    assert model.from_json(made.to_json()) == made
    assert model.from_json(made.to_json(indent=2, sort_keys=True).encode()) == made


def check_json_is_the_text_that_json_dumps_writes(made: Any, data: st.DataObject) -> None:
    if hasattr(made, "extra"):
        made.extra = {"further": data.draw(ANYTHING)}
    # Formats, even those that json.dumps takes by itself, go through json.dumps; without any, straight code writes.
    assert made.to_json() == made.to_json(indent=None)


def check_decoder_and_diagnostics_agree(model: Any, made: Any, data: st.DataObject) -> None:
    document = codec.parse(codec.encode(model, made))
    path = data.draw(st.sampled_from(places(document)))
    changed = replaced(document, path, data.draw(ANYTHING))
    slowly = diagnostics.reading_problem(field_type(model), changed)
    problem = problem_with(codec.decode, model, codec.copied(model, changed))
    assert problem == (None if NOTHING_FOUND in slowly else slowly)


def check_encoder_and_diagnostics_agree(model: Any, made: Any, data: st.DataObject) -> None:
    if hasattr(made, "extra"):
        made.extra = None
    slot = data.draw(st.sampled_from(schema_of(model).fields))
    wrong = data.draw(ANYTHING | st.just(object()) | st.just(Decimal("NaN")) | st.just({1: 2}) | st.just("\ud83d"))
    with warnings.catch_warnings():  # An enum is given text that it does not name.
        warnings.simplefilter("ignore", UserWarning)
        setattr(made, slot.name, wrong)
    slowly = diagnostics.writing_problem(field_type(model), made)
    problem = problem_with(codec.encode, model, made)
    assert problem == slowly
    assert problem is None or problem.startswith(slot.name)


@every_model
def test_container_for_scalar_is_refused(name: str) -> None:
    """The error names the path of the value."""
    model = MODELS[name]
    document = json.loads(Samples().of(model).to_json(), parse_float=Decimal)
    checked = 0
    for slot in schema_of(model).fields:
        if slot.type.kind in ("string", "integer", "boolean", "decimal", "enum"):
            wrongs: list[tuple[Any, str]] = [({}, "an object"), ([], "an array")]
            for wrong, shown in wrongs:
                with pytest.raises(errors.ResponseDecodeError) as raised:
                    model.from_dict({**document, slot.json_name: wrong})
                assert str(raised.value).startswith(f"{slot.json_name}: expected ")
                assert str(raised.value).endswith(f", got {shown}")
                checked += 1
        elif slot.type.kind in ("model", "list", "map"):
            with pytest.raises(errors.ResponseDecodeError, match=r"expected an (object|array), got 7") as raised:
                model.from_dict({**document, slot.json_name: 7})
            assert str(raised.value).startswith(f"{slot.json_name}: ")
            checked += 1
    assert checked or all(slot.type.kind == "any" for slot in schema_of(model).fields)


@every_model
def test_empty_document_makes_empty_model(name: str) -> None:
    made = MODELS[name].from_dict({})
    assert all(getattr(made, one.name) is None for one in fields(made))
    assert MODELS[name].from_dict(dict.fromkeys(slot.json_name for slot in schema_of(MODELS[name]).fields)) == made
