"""What every response has: the payload without None, and the attributes of earlier releases."""

from __future__ import annotations

import copy
import pickle
from dataclasses import fields
from typing import Any, get_type_hints

import pytest
import requests
from support.for_each import for_each
from support.samples import Samples

from codatsynccommerce._runtime.models import payload_name
from codatsynccommerce._runtime.operation import Operation
from codatsynccommerce.models import errors, operations, shared

OPERATIONS: list[Operation[Any]] = [
    operation for name in sorted(operations.__all__) if isinstance(operation := getattr(operations, name), Operation)
]
every_operation = for_each("operation", OPERATIONS)


@every_operation
def test_result_is_the_payload(operation: Operation[Any]) -> None:
    assert payload_name(operation.response) == operation.payload
    if operation.payload is None:
        assert operation.response("", 204).result is None
        return
    payload = Samples().of(operation.payload_type)
    response = operation.response("application/json", 200, payload)
    assert response.result is payload
    assert getattr(response, operation.payload) is payload


@every_operation
def test_result_without_a_payload_raises(operation: Operation[Any]) -> None:
    if operation.payload is None:
        return
    raw = requests.Response()
    raw._content = b"{}"
    response = operation.response("text/plain", 202, raw_response=raw, headers={"A": "b"})
    with pytest.raises(errors.ResponseDecodeError, match=f"^202: the response has no {operation.payload}$") as raised:
        _ = response.result
    assert (raised.value.status_code, raised.value.body, raised.value.raw_response) == (202, "{}", raw)
    assert raised.value.headers == {"A": "b"}


@every_operation
def test_type_hints_of_a_response_resolve(operation: Operation[Any]) -> None:
    hints = get_type_hints(operation.response)
    assert {field.name for field in fields(operation.response)} == set(hints)
    assert hints["raw_response"].__args__[0] is requests.Response


def test_a_response_pickles_and_copies() -> None:
    payload = shared.Company(id="1", name="Marlow Books", redirect="https://link.example")
    response = operations.GetCompanyResponse("application/json", 200, payload, idempotency_key="k")
    for again in (pickle.loads(pickle.dumps(response)), copy.copy(response), copy.deepcopy(response)):  # noqa: S301
        assert again == response
        assert again.result.name == "Marlow Books"


def test_error_message_is_always_none_and_deprecated() -> None:
    response = operations.GetCompanyResponse("application/json", 200)
    with pytest.warns(DeprecationWarning, match=r"failed calls raise errors\.ErrorMessage") as caught:
        assert response.error_message is None
    assert caught[0].filename == __file__
    marked: Any = operations.GetCompanyResponse.error_message
    assert "migrating" in marked.fget.__deprecated__


def test_has_next_page_reads_the_payload() -> None:
    page = shared.CommerceOrders.from_dict(
        {"results": [{"id": "1"}], "pageNumber": 1, "pageSize": 1, "totalResults": 2}
    )
    assert operations.ListCommerceOrdersResponse("application/json", 200, page).has_next_page
    assert not operations.ListCommerceOrdersResponse("application/json", 200).has_next_page
