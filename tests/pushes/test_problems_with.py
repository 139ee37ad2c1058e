"""`problems_with` lists every problem that an integration certainly has with a record, and no other."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Any

import pytest
from support.for_each import for_each
from support.recorder import Recorder, json_response

from codatsynccommerce import CodatSyncCommerce, utils
from codatsynccommerce.models import errors, operations, shared

if TYPE_CHECKING:
    from conftest import Connect

    from codatsynccommerce.sandbox import Sandbox


def prop(kind: str = "String", *, required: bool = False, name: str = "Shown", **more: Any) -> dict[str, Any]:
    return {"type": kind, "displayName": name, "description": "", "required": required, **more}


def model(**properties: Any) -> shared.PushOption:
    """Return the model of a record with these properties."""
    return shared.PushOption.from_dict(prop("Object", required=True, name="Customer", properties=properties))


def choices(*values: str | None) -> list[dict[str, Any]]:
    return [{"value": one, "type": "String", "displayName": one, "required": False} for one in values]


def said(option: shared.PushOption, record: Any) -> list[str]:
    return [str(one) for one in option.problems_with(record)]


def test_a_record_that_fits_has_no_problems() -> None:
    customer = shared.AccountingCustomer(
        status=shared.CustomerStatus.ACTIVE,
        customer_name="Ada",
        addresses=[shared.Items1(type=shared.AccountingAddressType.BILLING, city="Bath")],
    )
    option = model(
        customerName=prop(required=True),
        status=prop(required=True, options=choices("Active", "Archived")),
        addresses=prop("Array", properties={"type": prop(), "city": prop()}),
    )
    assert option.problems_with(customer) == []


@for_each("missing", [{}, {"customerName": None}])
def test_missing_field_is_named(missing: Any) -> None:
    (problem,) = model(customerName=prop(required=True, name="Company name")).problems_with(missing)
    assert (problem.path, problem.display_name, problem.reason) == (
        "customerName",
        "Company name",
        "required and missing",
    )
    assert str(problem) == "customerName (Company name): required and missing"


def test_an_explicit_null_counts_as_missing() -> None:
    customer = shared.AccountingCustomer(status=shared.CustomerStatus.ACTIVE, customer_name=utils.NULL)
    option = model(status=prop(), customerName=prop(required=True, name="Name"))
    assert said(option, customer) == ["customerName (Name): required and missing"]


def test_nested_requirement_needs_its_parent() -> None:
    ref = prop("Object", properties={"id": prop(required=True, name="Id")})
    lines = prop("Array", properties={"amount": prop("Number", required=True, name="Amount")})
    option = model(customerRef=ref, lines=lines)
    assert said(option, {}) == []
    assert said(option, {"customerRef": {}, "lines": []}) == ["customerRef.id (Id): required and missing"]
    assert said(option, {"lines": [{"amount": 1}, {}]}) == ["lines[1].amount (Amount): required and missing"]


def test_field_that_is_not_offered_is_named() -> None:
    option = model(addresses=prop("Array", properties={"city": prop()}))
    record = {"taxNumber": "1", "addresses": [{"city": "Bath"}, {"city": "Ely", "region": "East"}], "phone": None}
    assert said(option, record) == [
        "addresses[1].region (region): not offered by the integration",
        "taxNumber (taxNumber): not offered by the integration",
    ]


def test_extra_fields_are_checked() -> None:
    customer = shared.AccountingCustomer(status=shared.CustomerStatus.ACTIVE, extra={"countryCode": "GB"})
    assert said(model(status=prop(), countryCode=prop()), customer) == []
    assert said(model(status=prop()), customer) == ["countryCode (countryCode): not offered by the integration"]


@for_each(
    ("kind", "value", "wrong"),
    [
        ("String", "Bank", "'Bank' is not among Asset, Income"),
        ("String", "asset", "'asset' is not among Asset, Income"),
        ("String", "Asset", None),
        ("Number", 21, "21 is not among 20, 5.5"),
        ("Number", 20, None),
        ("Number", Decimal("20.00"), None),
        ("Number", Decimal("5.50"), None),
        ("Boolean", False, "False is not among true"),
        ("Boolean", True, None),
        ("Array", ["Asset", "Bank"], "'Bank' is not among Asset, Income"),
        ("Array", ["Asset", None, "Income"], None),
    ],
)
def test_value_not_among_options_is_named(kind: str, value: Any, wrong: str | None) -> None:
    allowed = {"Number": ("20", "5.5"), "Boolean": ("true",)}.get(kind, ("Asset", "Income"))
    found = model(one=prop(kind, options=choices(*allowed))).problems_with({"one": value})
    assert [problem.reason for problem in found] == ([wrong] if wrong else [])


def test_text_options_of_a_number() -> None:
    assert len(model(one=prop("Number", options=choices("many"))).problems_with({"one": 3})) == 1


@for_each("options", [None, [], choices(None), [None]])
def test_without_options_any_value_may_be_sent(options: Any) -> None:
    assert said(model(one=prop(options=options)), {"one": "any"}) == []


_VALUES: dict[str, Any] = {
    "an array": ["x"],
    "an object": {"x": 1},
    "'text'": "text",
    "'2023-09-01'": "2023-09-01",
    "7": 7,
    "7.5": Decimal("7.5"),
    "True": True,
}


@for_each(
    ("kind", "fitting"),
    [
        ("Array", ["an array"]),
        ("Object", ["an object"]),
        ("String", ["'text'", "'2023-09-01'"]),
        ("Number", ["7", "7.5"]),
        ("Boolean", ["True"]),
        ("DateTime", ["'2023-09-01'"]),
        ("File", list(_VALUES)),
        ("MultiPart", list(_VALUES)),
        ("Colour", list(_VALUES)),
    ],
)
def test_value_of_another_type_is_named(kind: str, fitting: list[str]) -> None:
    option = model(one=prop(kind))
    for shown, value in _VALUES.items():
        found = [one.reason for one in option.problems_with({"one": value})]
        if shown in fitting:
            assert found == []
        else:
            (reason,) = found
            assert reason.startswith(f"expected {kind}, got ")
            assert shown in reason or shown == "7.5"


@for_each("when", ["2023-09-01T10:00:00.1234567Z", "2023-09-01T10:00:00+01:00", "2023-09-01T10:00:00"])
def test_every_form_of_a_date_fits(when: str) -> None:
    assert said(model(one=prop("DateTime")), {"one": when}) == []


@for_each("when", ["tomorrow", "", "2023-13-01", "01/09/2023", "9999999999999-01-01"])
def test_invalid_date_does_not(when: str) -> None:
    assert len(model(one=prop("DateTime")).problems_with({"one": when})) == 1


def test_element_that_is_not_an_object_is_named() -> None:
    option = model(lines=prop("Array", name="Lines", properties={"amount": prop("Number")}))
    assert said(option, {"lines": [{"amount": 1}, "two", None]}) == ["lines[1] (Lines): expected Object, got 'two'"]


def test_array_of_scalars() -> None:
    assert said(model(tags=prop("Array")), {"tags": ["a", 1, ["b"], {"c": 2}]}) == []


def test_nested_problem_has_its_whole_path() -> None:
    phone = prop("Array", properties={"number": prop(required=True, name="Number")})
    option = model(contacts=prop("Array", properties={"phone": phone}))
    (problem,) = option.problems_with({"contacts": [{}, {"phone": [{"number": "1"}, {}]}]})
    assert problem.path == "contacts[1].phone[1].number"


@for_each("properties", [None, {}])
def test_object_without_properties_fits_any(properties: Any) -> None:
    option = model(supplementalData=prop("Object", properties=properties))
    assert said(option, {"supplementalData": {"content": {"any": [1]}}}) == []


def test_empty_rules_are_no_problem() -> None:
    rules = {"warnings": [{"field": "CustomerName", "details": "Max length 3"}], "information": []}
    option = model(customerName=prop(validation=rules), phone=None, status={"type": None})
    assert said(option, {"customerName": "Longer than three", "phone": "1", "status": 5}) == []


def test_property_without_display_name() -> None:
    (problem,) = model(customerRef=prop("Object", properties={"id": {"required": True}})).problems_with(
        {"customerRef": {}}
    )
    assert problem.display_name == "id"


@for_each(("record", "reason"), [("text", "expected Object, got 'text'"), (None, "required and missing")])
def test_value_that_is_not_a_record(record: Any, reason: str) -> None:
    assert said(model(), record) == [f"the record (Customer): {reason}"]


def test_unsendable_record_is_refused() -> None:
    with pytest.raises(errors.RequestError):
        model().problems_with({"total": float("nan")})


def test_a_record_is_not_changed() -> None:
    record = {"lines": [{"amount": Decimal("1.50")}], "gone": None}
    model().problems_with(record)
    assert record == {"lines": [{"amount": Decimal("1.50")}], "gone": None}


def test_the_model_comes_typed_from_the_connection(server: Recorder, connect: Connect) -> None:
    server.will(json_response(model(customerName=prop(required=True)).to_dict(encode_json=True)))
    option = connect().push_data.get_create_update_model("c/1", "2", shared.DataType.CUSTOMERS)
    assert server.only.path == "/companies/c%2F1/connections/2/options/customers"
    assert option == model(customerName=prop(required=True))
    assert option.properties is not None
    assert option.properties["customerName"].required is True


@pytest.mark.filterwarnings("ignore:.*has no member")
@for_each("data_type", ["", None, 1.5])
def test_unusable_data_type_is_refused(server: Recorder, connect: Connect, data_type: Any) -> None:
    with pytest.raises(errors.RequestError, match="data_type"):
        connect().push_data.get_create_update_model("1", "2", data_type)
    assert server.requests == []


def test_newer_data_type_is_sent(server: Recorder, connect: Connect) -> None:
    server.will(json_response(prop("Object")))
    connect().push_data.get_create_update_model("1", "2", "bills")
    assert server.only.path.endswith("/options/bills")


@pytest.mark.filterwarnings("ignore:.*has no member")
def test_the_sandbox_offers_what_it_takes(codat_sandbox: Sandbox) -> None:
    security = shared.Security.from_api_key(codat_sandbox.api_key)
    with CodatSyncCommerce(security, server_url=codat_sandbox.url) as s:
        ids = (codat_sandbox.company_id, codat_sandbox.connection_id)
        option = s.push_data.get_create_update_model(*ids, "customers")
        customer = shared.AccountingCustomer(status=shared.CustomerStatus("Asleep"), id="7")
        assert said(option, customer) == [
            "status (Status): 'Asleep' is not among Active, Archived",
            "customerName (Customer name): required and missing",
            "id (id): not offered by the integration",
        ]
        fixed = shared.AccountingCustomer(status=shared.CustomerStatus.ACTIVE, customer_name="Ada")
        assert option.problems_with(fixed) == []
        s.accounting_customers.create_accounting_customer(operations.CreateAccountingCustomerRequest(*ids, fixed))
