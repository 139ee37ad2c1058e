"""A method takes the fields of its request as keyword arguments in place of the request object."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from support.for_each import for_each
from support.recorder import json_response

from codatsynccommerce.models import errors, operations, shared

if TYPE_CHECKING:
    from conftest import Connect
    from support.recorder import Recorder


def test_keyword_arguments_make_the_request(connect: Connect, server: Recorder) -> None:
    server.will(json_response({"pushOperationKey": "k"}))
    customer = shared.AccountingCustomer(status=shared.CustomerStatus.ACTIVE)
    connect().accounting_customers.create_accounting_customer(
        company_id="c", connection_id="d", accounting_customer=customer, timeout_in_minutes=5
    )
    assert server.only.target == "/companies/c/connections/d/push/customers?timeoutInMinutes=5"
    assert server.only.json == {"status": "Active"}


def test_fields_that_are_not_passed_keep_their_default(connect: Connect, server: Recorder) -> None:
    server.will(json_response({"results": []}))
    connect().push_data.list_operations(company_id="c", page=2)
    assert server.only.target == "/companies/c/push?page=2&pageSize=100"


def test_iterator_takes_keyword_arguments(connect: Connect, server: Recorder) -> None:
    server.will(json_response({"results": [{"id": "1"}, {"id": "2"}]}))
    found = connect().platform_companies.iter_companies(query="name~Acme", max_items=1)
    assert [company.id for company in found] == ["1"]
    assert server.only.target == "/companies?page=1&pageSize=100&query=name~Acme"


@for_each(
    ("arguments", "message"),
    [
        ({}, r"missing company_id and connection_id: pass a GetConnectionRequest, or company_id=\.\.\., connection"),
        ({"company_id": "c"}, "missing connection_id"),
        (
            {"request": operations.GetConnectionRequest("c", "d"), "company_id": "c"},
            "pass either a GetConnectionRequest or company_id, not both",
        ),
    ],
)
def test_incomplete_arguments_are_refused(
    arguments: dict[str, Any], message: str, connect: Connect, server: Recorder
) -> None:
    with pytest.raises(errors.RequestError, match=message):
        connect().connections.get_connection(**arguments)
    assert server.requests == []
