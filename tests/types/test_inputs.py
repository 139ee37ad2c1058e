"""What checkers accept as input also works: constructors of `inputs.py` are run, and their requests written."""

from __future__ import annotations

import ast
import dataclasses
import inspect
import re
from collections import deque
from decimal import Decimal
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from types import MappingProxyType
from typing import Any, get_type_hints

import pytest
from support.for_each import for_each

from codatsynccommerce import CodatSyncCommerce
from codatsynccommerce._runtime.codec import codec
from codatsynccommerce._runtime.models import InputModel
from codatsynccommerce.models import errors, operations, shared
from codatsynccommerce.sandbox import Sandbox

MODELS = [
    model
    for name in shared.__all__
    if inspect.isclass(model := getattr(shared, name))
    and issubclass(model, InputModel)
    and model.__name__ == name
    # A class of 0.3.0, with the arguments of 0.3.0.
    and name != "AccountPrototype"
]
# Names of 0.3.0 for fields.
RENAMED = {"account_prototype"}
REQUESTS = [getattr(operations, name) for name in operations.__all__ if name.endswith("Request")]


@pytest.fixture(scope="module")
def inputs() -> Any:
    spec = spec_from_file_location("inputs", Path(__file__).with_name("inputs.py"))
    assert spec
    assert spec.loader
    module = module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_amounts_are_read_back_as_decimals(inputs: Any) -> None:
    invoice = inputs.amounts_as_int_text_and_decimal()
    assert (invoice.amount_due, invoice.total_amount) == (Decimal(100), Decimal("120.50"))
    assert {type(each) for each in (invoice.amount_due, invoice.total_amount, invoice.currency_rate)} == {Decimal}
    assert invoice.line_items[0].unit_amount == Decimal("50.00")
    assert '"totalAmount":120.50,' in codec.encode(shared.AccountingInvoice, invoice)


def test_text_is_read_back_as_enum(inputs: Any) -> None:
    assert inputs.enums_as_text("Active").status is shared.CustomerStatus.ACTIVE
    assert inputs.a_data_type_as_text().data_type is shared.DataType.INVOICES


def test_dicts_are_sent_as_models(inputs: Any) -> None:
    customer = inputs.models_as_dicts([{"city": "Leeds", "type": "Delivery"}], {"type": "Primary", "number": "1"})
    assert codec.encode(shared.AccountingCustomer, customer) == (
        '{"status":"Active","addresses":[{"type":"Billing","city":"York"},{"type":"Delivery","city":"Leeds"}],'
        '"contacts":[{"status":"Active","phone":[{"number":"1","type":"Primary"}]}]}'
    )
    sent = operations.CREATE_ACCOUNTING_INVOICE.build_request(inputs.a_body_as_a_dict()).body
    assert sent is not None
    assert b'"totalAmount":1.0,' in sent


def test_any_sequence_and_mapping_is_sent() -> None:
    addresses = deque([MappingProxyType({"city": "York", "type": "Billing"})])
    customer = shared.AccountingCustomer("Active", addresses=addresses)
    expected = '{"status":"Active","addresses":[{"type":"Billing","city":"York"}]}'
    assert codec.encode(shared.AccountingCustomer, customer) == expected
    misspelt = shared.AccountingCustomer("Active", addresses=deque([MappingProxyType({"town": "York"})]))
    with pytest.raises(errors.RequestError, match=r"addresses\[0\].*no field 'town'"):
        codec.encode(shared.AccountingCustomer, misspelt)
    halved = shared.AccountingCustomer("Active", metadata=MappingProxyType({"isDeleted": "\ud800"}))
    with pytest.raises(errors.RequestError):
        codec.encode(shared.AccountingCustomer, halved)


def test_keyword_arguments_reach_the_api(inputs: Any) -> None:
    with Sandbox() as sandbox:
        s = CodatSyncCommerce(shared.Security.from_api_key(sandbox.api_key), server_url=sandbox.url)
        created = s.platform_companies.create_company({"name": "Marlow Books"})
        assert created.result.name == "Marlow Books"
        res = s.accounting_customers.create_accounting_customer(
            company_id=sandbox.company_id,
            connection_id=sandbox.connection_id,
            accounting_customer={"status": "Active", "customerName": "A"},
        )
        assert res.result.status is shared.PushOperationStatus.PENDING
        with pytest.raises(errors.RequestError, match="no field 'nmae'"):
            s.platform_companies.create_company({"nmae": "Marlow Books"})


@for_each("model", MODELS)
def test_signatures_are_those_of_the_fields(model: Any) -> None:
    """What checkers see in place of the constructor is not there at run time."""
    parameters = inspect.signature(model).parameters
    fields = dataclasses.fields(model)
    assert list(parameters) == [field.name for field in fields]
    assert [parameter.annotation for parameter in parameters.values()] == [field.type for field in fields]
    assert set(get_type_hints(model)) >= set(parameters)


def constructor(model: type) -> ast.FunctionDef | None:
    """Return the constructor that checkers see, None where it is that of the fields."""
    nodes = ast.walk(ast.parse(inspect.getsource(model)))
    return next((node for node in nodes if isinstance(node, ast.FunctionDef) and node.name == "__init__"), None)


@for_each("model", [*MODELS, *REQUESTS])
def test_constructor_for_checkers_takes_the_fields(model: Any) -> None:
    """It has the same parameters in the same order, required or not, and is there only where it accepts more."""
    function = constructor(model)
    fields = dataclasses.fields(model)
    if function is None:
        assert not any(re.search(r"Decimal|[sS]hared\.|[A-Z]\w*Ref", str(field.type)) for field in fields)
        return
    parameters = function.args
    assert [each.arg for each in parameters.args[1:]] == [field.name for field in fields if not field.kw_only]
    assert [each.arg for each in parameters.kwonlyargs if each.arg not in RENAMED] == [
        field.name for field in fields if field.kw_only
    ]
    required = [field.name for field in fields if field.default is dataclasses.MISSING]
    assert len(parameters.args) - 1 - len(parameters.defaults) == len(required)
