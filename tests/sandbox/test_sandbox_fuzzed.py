"""Requests that a third-party fuzzer makes of the description: no response of the sandbox lies outside it."""

from __future__ import annotations

import base64
import json
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from support.bookshop import bookshop
from support.conformance import PATH_VALUES

from codatsynccommerce.sandbox.description import document, operations

if TYPE_CHECKING:
    from collections.abc import Iterator

    from support.bookshop import Shop

EXAMPLES = settings(
    max_examples=3,
    derandomize=True,
    database=None,
    deadline=None,
    phases=[Phase.generate],
    suppress_health_check=list(HealthCheck),
)


@pytest.fixture(scope="module")
def fuzzer() -> Any:
    """Return the operations of the description as the fuzzer reads them, by id."""
    # Imported late: it takes a second, which only this file is to cost.
    from schemathesis import openapi  # noqa: PLC0415

    schema: Any = openapi.from_dict(json.loads(json.dumps(document(), default=float)))
    found = [result.ok() for result in schema.get_all_operations()]
    return {operation.definition.raw["operationId"]: operation for operation in found}


@pytest.fixture
def shop() -> Iterator[Shop]:
    with bookshop() as opened:
        yield opened


def headers(shop: Shop) -> dict[str, str]:
    return {"Authorization": "Basic " + base64.b64encode(shop.sandbox.api_key.encode()).decode()}


def is_harmless(case: Any) -> bool:
    """Return whether a case breaks the description only in what the API does not mind.

    Those are query parameters that the description does not name, nulls, and headers, which this test sends itself.
    """
    broken = {location.value for location, part in case.meta.components.items() if part.mode.is_negative}
    described = {parameter.name for parameter in case.operation.query}
    unknown = set(case.query or {}) - described
    return broken <= {"header"} or (broken <= {"header", "query"} and bool(unknown)) or has_null(case.body)


def has_null(value: Any) -> bool:
    """Return whether there is a null in a body, which counts as missing."""
    if isinstance(value, dict):
        return any(map(has_null, value.values()))
    return value is None or (isinstance(value, list) and any(map(has_null, value)))


@pytest.mark.parametrize("operation_id", [operation.id for operation in operations()])
def test_valid_requests_have_described_responses(fuzzer: Any, shop: Shop, operation_id: str) -> None:
    from schemathesis import GenerationMode  # noqa: PLC0415 - as above
    from schemathesis.checks import not_a_server_error  # noqa: PLC0415
    from schemathesis.specs.openapi.checks import (  # noqa: PLC0415
        content_type_conformance,
        response_schema_conformance,
        status_code_conformance,
    )

    checks = [not_a_server_error, status_code_conformance, content_type_conformance, response_schema_conformance]
    statuses = set()

    @EXAMPLES
    @given(case=fuzzer[operation_id].as_strategy(generation_mode=GenerationMode.POSITIVE))
    def run(case: Any) -> None:
        known = {name: PATH_VALUES.get(name, "61") for name in case.path_parameters or {}}
        case.path_parameters.update(known | {k: v for k, v in case.path_parameters.items() if k == "dataType"})
        response = case.call(base_url=shop.sandbox.url, headers=headers(shop))
        statuses.add(response.status_code)
        case.validate_response(response, checks=checks)

    run()
    assert statuses - {404}, "no request was about something that exists"


@pytest.mark.parametrize("operation_id", [operation.id for operation in operations()])
def test_invalid_requests_are_refused(fuzzer: Any, shop: Shop, operation_id: str) -> None:
    from schemathesis import GenerationMode  # noqa: PLC0415 - as above

    @EXAMPLES
    @given(case=fuzzer[operation_id].as_strategy(generation_mode=GenerationMode.NEGATIVE))
    def run(case: Any) -> None:
        response = case.call(base_url=shop.sandbox.url, headers=headers(shop))
        assert response.status_code < 500
        assert response.status_code >= 400 or is_harmless(case), case.as_curl_command()

    run()
