"""Programs that read type hints at run time can read those of everything public."""

from __future__ import annotations

import inspect
import pickle
import typing
from copy import copy, deepcopy
from typing import TYPE_CHECKING, Any
from unittest.mock import create_autospec

import pytest

import codatsynccommerce
from codatsynccommerce import bulk, queries, sandbox, utils, webhooks
from codatsynccommerce.models import errors, operations, shared
from codatsynccommerce.models import webhooks as events

if TYPE_CHECKING:
    from collections.abc import Iterator

PUBLIC = (codatsynccommerce, bulk, queries, sandbox, utils, webhooks, errors, operations, shared, events)
OWN = "codatsynccommerce"


def functions(owner: Any) -> Iterator[Any]:
    """Return the public functions, methods and properties of a class, or a function itself."""
    if inspect.isfunction(owner):
        yield owner
    elif inspect.isclass(owner):
        for kind in owner.__mro__:
            for name, value in vars(kind).items() if kind.__module__.startswith(OWN) else ():
                if not name.startswith("_") or name in ("__init__", "__enter__", "__exit__"):
                    found = value.fget if isinstance(value, property) else getattr(value, "__func__", value)
                    yield from [found] if inspect.isfunction(found) else []


@pytest.mark.parametrize("package", PUBLIC, ids=lambda package: str(package.__name__))
def test_hints_of_everything_public_can_be_read(package: Any) -> None:
    for name in package.__all__:
        value = getattr(package, name)
        if not getattr(value, "__module__", "").startswith(OWN):
            continue
        if inspect.isclass(value):
            typing.get_type_hints(value)
        for function in functions(value):
            typing.get_type_hints(function)
            inspect.signature(function, eval_str=True)


def test_hints_name_the_classes() -> None:
    hints = typing.get_type_hints(codatsynccommerce.CodatSyncCommerce)
    assert hints["companies"] is codatsynccommerce.Companies
    create = typing.get_type_hints(codatsynccommerce.AccountingCustomers.create_accounting_customer)
    assert create["request"] == typing.Optional[operations.CreateAccountingCustomerRequest]
    assert set(typing.get_args(create["accounting_customer"])) == {
        shared.AccountingCustomer,
        typing.Mapping[str, Any],
        type(None),
    }
    assert typing.get_type_hints(operations.GetCompanyResponse)["company"] == typing.Optional[shared.Company]


def test_client_class_can_be_mocked_and_copied() -> None:
    mock = create_autospec(codatsynccommerce.CodatSyncCommerce)
    mock.return_value.close()
    client = codatsynccommerce.CodatSyncCommerce(lambda: shared.Security("Basic a2V5"))
    assert copy(client).companies is not None
    assert deepcopy(client).companies is not None


def test_response_class_can_be_pickled() -> None:
    response = operations.GetCompanyResponse("application/json", 200, shared.Company("i", "n", "r"))
    assert pickle.loads(pickle.dumps(response)) == response  # noqa: S301 - our own
