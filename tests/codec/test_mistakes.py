"""What a caller misspells is refused where it is written, with the name that was probably meant."""

from __future__ import annotations

import copy
import inspect
import pickle
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any, Optional

import pytest
from support.for_each import for_each

from codatsynccommerce import utils
from codatsynccommerce._runtime.codec import codec
from codatsynccommerce.models import errors, operations, shared

ACTIVE = shared.CustomerStatus.ACTIVE
ANY: Any = shared  # What type checkers refuse is tried on purpose.


def body(model: Any) -> str:
    return codec.encode(type(model), model)


def test_a_misspelt_attribute_names_the_field() -> None:
    customer: Any = shared.AccountingCustomer(ACTIVE)
    with pytest.raises(AttributeError, match=r"^AccountingCustomer has no field 'custmer_name': did you mean 'cust"):
        customer.custmer_name = "Marlow Books"
    with pytest.raises(AttributeError, match="did you mean 'customer_name'"):
        customer.customerName = "Marlow Books"
    with pytest.raises(AttributeError, match=r"^AccountingCustomer has no field 'zzz'$"):
        customer.zzz = 1
    assert body(customer) == '{"status":"Active"}'


@for_each(("given", "meant"), [("customerName", "customer_name"), ("emailAdress", "email_address")])
def test_a_misspelt_argument_names_the_field(given: str, meant: str) -> None:
    expected = rf"^AccountingCustomer\(\) got an unexpected keyword argument '{given}': did you mean '{meant}'\?$"
    with pytest.raises(TypeError, match=expected):
        ANY.AccountingCustomer(status=ACTIVE, **{given: "x"})


def test_a_misspelt_field_of_a_request_is_named() -> None:
    with pytest.raises(TypeError, match=r"GetCompanyRequest.*'companyId': did you mean 'company_id'"):
        operations.GetCompanyRequest(companyId="c")  # type: ignore[call-arg] # pyright: ignore[reportCallIssue]
    request: Any = operations.GetCompanyRequest(company_id="c")
    with pytest.raises(AttributeError, match="did you mean 'company_id'"):
        request.compny_id = "d"


def test_private_and_subclass_names_can_be_set() -> None:
    class Own(shared.AccountRef):
        note: str = ""

        def __init__(self, reference: str) -> None:
            super().__init__(id=reference)
            self.note = "mine"
            self._row = 7

    assert body(Own(reference="a")) == '{"id":"a"}'

    @dataclass
    class More(shared.AccountRef):
        region: Optional[str] = None

    more = More(id="a", region="GB")
    more.region = "FR"
    assert more.region == "FR"


def test_models_copy_pickle_and_replace() -> None:
    made = shared.AccountingCustomer(ACTIVE, customer_name="Marlow", extra={"creditLimit": Decimal("1.10")})
    for again in (copy.copy(made), copy.deepcopy(made), pickle.loads(pickle.dumps(made)), replace(made)):  # noqa: S301
        assert again == made
        assert again.extra == made.extra


def test_signatures_are_those_of_the_fields() -> None:
    assert list(inspect.signature(shared.AccountRef).parameters) == ["id", "name", "extra"]
    assert list(inspect.signature(operations.GetCompanyRequest).parameters) == ["company_id"]


@for_each(
    ("given", "text"),
    [
        ("12.50", "12.50"),
        (7, "7"),
        (0.1, "0.1"),
        (Decimal("1.0"), "1.0"),
    ],
)
def test_setting_an_amount_makes_it_decimal(given: Any, text: str) -> None:
    for line in (shared.PaymentAllocationPayment(total_amount=given), shared.PaymentAllocationPayment()):
        line.total_amount = given
        assert type(line.total_amount) is Decimal
        assert str(line.total_amount) == text


@pytest.mark.parametrize("given", ["twelve", True, None, utils.NULL, float("nan"), pytest.param(10**5000, id="huge")])
def test_invalid_amount_is_kept_until_sent(given: Any) -> None:
    """Setting it raises nothing."""
    assert shared.PaymentAllocationPayment(total_amount=given).total_amount is given


CUSTOMER: dict[str, Any] = {
    "status": "Active",
    "customer_name": "Marlow Books",
    "defaultCurrency": "GBP",
    "addresses": [{"type": "Billing", "postal_code": "SL7 1AB"}, shared.Items1(shared.AccountingAddressType.DELIVERY)],
    "extra": {"creditLimit": 500},
}
CUSTOMER_JSON = (
    '{"status":"Active","addresses":[{"type":"Billing","postalCode":"SL7 1AB"},{"type":"Delivery"}],'
    '"customerName":"Marlow Books","defaultCurrency":"GBP","creditLimit":500}'
)


def test_dict_body_takes_either_spelling() -> None:
    """A dict can be a body, with attribute names or JSON names."""
    request: Any = operations.CreateAccountingCustomerRequest("c", "d", accounting_customer=CUSTOMER)
    sent = operations.CREATE_ACCOUNTING_CUSTOMER.build_request(request)
    assert sent.body == CUSTOMER_JSON.encode()


def test_a_dict_stands_for_a_nested_record() -> None:
    made = ANY.AccountingPayment(date_="2024-05-17", account_ref={"id": "a"}, supplemental_data={"content": {}})
    assert body(made) == '{"date":"2024-05-17","accountRef":{"id":"a"},"supplementalData":{"content":{}}}'


@for_each(
    ("changed", "text"),
    [
        ({"custmer_name": "x"}, "AccountingCustomer has no field 'custmer_name': did you mean 'customer_name'?"),
        ({"customerName": "x"}, "'customer_name' is given twice, under its name and under its JSON name"),
        ({7: "x"}, "AccountingCustomer has no field 7"),
        ({"addresses": [{"postcode": "x"}]}, "addresses[0] cannot be sent: Items1 has no field 'postcode': did you"),
    ],
)
def test_an_unknown_key_of_a_dict_is_refused(changed: dict[Any, Any], text: str) -> None:
    with pytest.raises(errors.RequestError) as raised:
        codec.encode(shared.AccountingCustomer, {**CUSTOMER, **changed})
    assert text in str(raised.value)
    assert raised.value.maybe_applied is False


def test_a_dict_of_a_configuration_keeps_unknown_keys() -> None:
    text = codec.encode(shared.Configuration, {"sales": {"sync_sales": True, "newer": 1}, "schedule": {"syncHour": 3}})
    assert text == '{"sales":{"syncSales":true,"newer":1},"schedule":{"syncHour":3}}'


def test_values_of_a_dict_are_checked_too() -> None:
    with pytest.raises(errors.RequestError, match=r"^addresses\[0\]\.city cannot be sent: expected text, got an array"):
        codec.encode(shared.AccountingCustomer, {"status": "Active", "addresses": [{"city": []}]})
