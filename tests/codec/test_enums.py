"""Enums are open: a value that is newer than this release is kept, is equal to its text, and goes back unchanged."""

from __future__ import annotations

import copy
import json
import pickle
import re
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.for_each import for_each

from codatsynccommerce._runtime.codec import codec, records
from codatsynccommerce._runtime.models import OpenEnum
from codatsynccommerce.models import errors, shared

NAMED = (getattr(shared, name) for name in shared.__all__)
ENUMS: dict[str, Any] = {one.__name__: one for one in NAMED if isinstance(one, type) and issubclass(one, OpenEnum)}
every_enum = for_each("name", sorted(ENUMS))


@every_enum
def test_a_known_value_is_the_member_itself(name: str) -> None:
    for member in ENUMS[name]:
        assert ENUMS[name](member.value) is member
        assert pickle.loads(pickle.dumps(member)) is member  # noqa: S301 - our own
        assert copy.deepcopy(member) is member
        assert member.is_known
        assert str(member) == f"{member}" == f"{member:s}" == member.value
        assert f"{member:>40}" == f"{member.value:>40}"
        assert "%s" % member == member.value  # noqa: UP031 - users write it so
        assert member == member.value
        assert hash(member) == hash(member.value)


@given(text=st.text())
def test_an_unknown_value_is_its_text(text: str) -> None:
    every_enum(check_value_is_its_text)(text=text)


def check_value_is_its_text(name: str, text: str) -> None:
    kind = ENUMS[name]
    member = kind(text)
    assert type(member) is kind
    assert member == text == str(member) == f"{member}" == member.value
    assert hash(member) == hash(text)
    assert member == kind(text)
    assert {text: 1}[member] == 1
    assert member.is_known == (text in [one.value for one in kind])
    assert member in (text, None)


@every_enum
def test_member_name_is_not_a_value(name: str) -> None:
    values = {member.value for member in ENUMS[name]}
    for text in ENUMS[name].__members__:
        assert ENUMS[name](text).is_known is (text in values)


@every_enum
def test_unknown_value_adds_no_member(name: str) -> None:
    kind = ENUMS[name]
    before = list(kind), dict(kind.__members__)
    newer = kind("NewerThanThisRelease")
    assert not newer.is_known
    assert newer not in list(kind)
    assert (list(kind), dict(kind.__members__)) == before
    assert kind("Newer") != newer
    assert not hasattr(kind, "NewerThanThisRelease")


@every_enum
def test_an_unknown_value_is_copied_and_pickled(name: str) -> None:
    newer = ENUMS[name]("Newer")
    made = [pickle.loads(pickle.dumps(newer, version)) for version in range(pickle.HIGHEST_PROTOCOL + 1)]  # noqa: S301
    for again in [*made, copy.copy(newer), copy.deepcopy(newer)]:
        assert again == newer == "Newer"
        assert type(again) is type(newer)
        assert not again.is_known


@every_enum
@for_each("value", [1, None, 1.5, b"Active", ["Active"]])
def test_only_text_becomes_a_member(name: str, value: object) -> None:
    with pytest.raises(ValueError, match="is not a valid"):
        ENUMS[name](value)


@given(text=st.text())
def test_an_unknown_value_comes_and_goes_unchanged(text: str) -> None:
    document = json.dumps({"status": text})
    made = shared.AccountingCustomer.from_json(document)
    assert made.status == text
    assert type(made.status) is shared.CustomerStatus
    assert json.loads(codec.encode(shared.AccountingCustomer, made)) == {"status": text}
    assert made.to_dict()["status"] == text
    assert type(made.to_dict(encode_json=True)["status"]) is str
    assert json.loads(made.to_json())["status"] == text


def test_unknown_values_do_not_accumulate() -> None:
    """No unknown value stays in memory after its response."""
    for _ in range(2):
        for index in range(100):
            shared.AccountingCustomer.from_dict({"status": f"Newer{index}"})
    assert len(shared.CustomerStatus) == len(shared.CustomerStatus.__members__) == 3
    assert len(shared.CustomerStatus._value2member_map_) == 3


def test_text_becomes_the_member_that_it_names() -> None:
    made: Any = shared.AccountingCustomer(status="Active")
    assert made.status is shared.CustomerStatus.ACTIVE
    made.status = "Archived"
    assert made.status is shared.CustomerStatus.ARCHIVED


@pytest.fixture
def nothing_warned(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(records, "_warned", set())


@pytest.mark.usefixtures("nothing_warned")
def test_unknown_text_is_sent_and_warned_of_once() -> None:
    expected = "CustomerStatus has no member 'Actve', which is sent unchanged: did you mean 'Active'?"
    with pytest.warns(UserWarning, match=re.escape(expected)) as caught:
        made: Any = shared.AccountingCustomer(status="Actve")
    assert caught[0].filename == __file__
    assert (made.status, made.status.is_known) == ("Actve", False)
    assert codec.encode(shared.AccountingCustomer, made) == '{"status":"Actve"}'
    made.status = "Actve"
    shared.AccountingCustomer(status=shared.CustomerStatus("Actve"))


@pytest.mark.usefixtures("nothing_warned")
def test_unknown_text_like_no_member_names_all() -> None:
    made = shared.AccountingCustomer(status=shared.CustomerStatus.ACTIVE)
    with pytest.warns(UserWarning, match=r"sent unchanged\. Its members are Active, Archived, Unknown$") as caught:
        made.status = shared.CustomerStatus("zzz")
    assert caught[0].filename == __file__


@pytest.mark.usefixtures("nothing_warned")
def test_unknown_api_value_causes_no_warning() -> None:
    assert not shared.AccountingCustomer.from_dict({"status": "Newer"}).status.is_known


def test_a_member_hashes_as_its_text() -> None:
    assert {"Active": 1}[shared.CustomerStatus.ACTIVE] == 1
    assert shared.CustomerStatus.ACTIVE in {"Active", "Newer"}


@for_each("value", [7, True, 1.5])
def test_a_scalar_where_a_member_belongs_is_kept(value: Any) -> None:
    made = shared.AccountingCustomer.from_dict({"status": value})
    assert made.status == value
    assert json.loads(codec.encode(shared.AccountingCustomer, made)) == {"status": value}


@for_each(("value", "shown"), [([], "an array"), ({}, "an object"), (["Active"], "an array")])
def test_a_container_where_a_member_belongs_is_refused(value: Any, shown: str) -> None:
    with pytest.raises(errors.ResponseDecodeError, match=rf"^status: expected text, got {shown}$"):
        shared.AccountingCustomer.from_dict({"status": value})


def test_repr_shows_member_name_and_text() -> None:
    assert repr(shared.CustomerStatus.ACTIVE) == "<CustomerStatus.ACTIVE: 'Active'>"
    assert "'Newer'" in repr(shared.CustomerStatus("Newer"))


def test_members_sort_and_join_as_text() -> None:
    assert sorted([shared.CustomerStatus.UNKNOWN, shared.CustomerStatus("Newer")]) == ["Newer", "Unknown"]
    assert ",".join([shared.CustomerStatus.ACTIVE, shared.CustomerStatus("Newer")]) == "Active,Newer"
    assert json.dumps([shared.CustomerStatus.ACTIVE]) == '["Active"]'
