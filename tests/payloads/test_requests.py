"""What each operation sends over real HTTP, compared with the description: method, path, query, body, headers."""

from __future__ import annotations

import re
import uuid
from typing import TYPE_CHECKING, Any, get_type_hints
from urllib.parse import parse_qsl, quote

import pytest
from support import calls, description
from support.for_each import for_each
from support.samples import Samples, sent

from codatsynccommerce import __version__, utils
from codatsynccommerce._runtime.codec.schema import camel_case
from codatsynccommerce._runtime.operation import WHOLE_REQUEST
from codatsynccommerce.models import shared

if TYPE_CHECKING:
    from conftest import Connect
    from support.recorder import Recorded, Recorder

    from codatsynccommerce import CodatSyncCommerce
    from codatsynccommerce._runtime.operation import Operation

OPERATIONS = calls.all_operations()
every_operation = for_each("name", sorted(OPERATIONS))
ONCE = utils.RetryConfig("none", None)


def arguments_of(operation: Operation[Any]) -> dict[str, Any]:
    return dict.fromkeys(calls.keyword_arguments(operation), shared.Locale.FR_FR)


def query_text(value: Any) -> str:
    """Return a value as a query writes it."""
    return str(value).lower() if isinstance(value, bool) else str(value)


@pytest.fixture
def client(connect: Connect) -> CodatSyncCommerce:
    return connect(retry_config=ONCE)


def sent_by(
    client: CodatSyncCommerce, server: Recorder, operation: Operation[Any], *, full: bool, **options: Any
) -> Recorded:
    """Call an operation and return the request. The response is a 404, so that it does not have to be read."""
    server.will(server.missing)
    request = calls.request_for(operation, full=full)
    with pytest.raises(Exception, match="404"):
        calls.call(client, operation, request, **options)
    return server.only


def test_client_has_every_described_operation() -> None:
    assert set(OPERATIONS) == set(description.operations())
    assert len(OPERATIONS) >= 59
    assert {f"operations.{each.response.__name__}" for each in OPERATIONS.values()} <= set(calls.places())


@every_operation
def test_method_and_path_match_description(name: str, client: CodatSyncCommerce, server: Recorder) -> None:
    operation, described = OPERATIONS[name], description.operations()[name]
    seen = sent_by(client, server, operation, full=True, **arguments_of(operation))
    request = calls.request_for(operation)
    values = {camel_case(name): getattr(request, name) for name in re.findall(r"\{(\w+)\}", operation.path)}
    expected = described.path
    for placeholder in described.named("path"):
        expected = expected.replace(f"{{{placeholder}}}", quote(sent(values[placeholder]), safe=""))
    assert (seen.method, seen.path) == (described.method, expected)
    assert "{" not in seen.path


@every_operation
def test_query_has_every_described_parameter(name: str, client: CodatSyncCommerce, server: Recorder) -> None:
    operation, described = OPERATIONS[name], description.operations()[name]
    seen = sent_by(client, server, operation, full=True, **arguments_of(operation))
    request = calls.request_for(operation)
    values = {name: getattr(request, key, shared.Locale.FR_FR) for key, name in operation.query.items()}
    pairs = parse_qsl(seen.query, keep_blank_values=True, strict_parsing=bool(seen.query))
    assert sorted(pairs) == sorted((name, query_text(sent(value))) for name, value in values.items())
    assert set(values) == described.named("query")


@every_operation
def test_body_uses_json_names(name: str, client: CodatSyncCommerce, server: Recorder) -> None:
    operation, described = OPERATIONS[name], description.operations()[name]
    seen = sent_by(client, server, operation, full=True, **arguments_of(operation))
    request = calls.request_for(operation)
    assert (operation.body is None) == (described.body is None)
    if operation.body is None:
        assert seen.body == b""
        return
    body = request if operation.body == WHOLE_REQUEST else getattr(request, operation.body)
    expected = sent(body)
    assert seen.json == (operation.envelope.nest(expected) if operation.envelope else expected)


@every_operation
def test_unset_fields_are_not_sent(name: str, client: CodatSyncCommerce, server: Recorder) -> None:
    operation = OPERATIONS[name]
    seen = sent_by(client, server, operation, full=False)
    request = calls.request_for(operation, full=False)
    expected = {name for key, name in operation.query.items() if getattr(request, key, None) is not None}
    assert {name for name, _ in parse_qsl(seen.query)} == expected
    if operation.body not in (None, WHOLE_REQUEST) and getattr(request, operation.body) is None:
        assert seen.body == b""


@every_operation
def test_headers_of_every_request(name: str, client: CodatSyncCommerce, server: Recorder) -> None:
    operation = OPERATIONS[name]
    seen = sent_by(client, server, operation, full=True)
    assert seen.headers["Authorization"] == "Basic Y2FuYXJ5LWtleS02ZjFk"
    assert seen.headers["Accept"] == "application/json"
    assert seen.headers["User-Agent"].startswith(f"codatsynccommerce/{__version__} python/")
    assert seen.headers["Content-Type"] == ("application/json" if operation.body else None)
    assert (seen.headers["Idempotency-Key"] is not None) == (operation.method in ("POST", "PATCH"))
    assert all(len(seen.headers.get_all(header, [])) == 1 for header in set(seen.headers.keys()))


@every_operation
def test_no_content_type_without_body(name: str, client: CodatSyncCommerce, server: Recorder) -> None:
    operation = OPERATIONS[name]
    seen = sent_by(client, server, operation, full=False)
    assert (seen.headers["Content-Type"] is None) == (seen.body == b"")


@for_each("name", sorted(each for each in OPERATIONS if OPERATIONS[each].takes_idempotency_key))
def test_each_call_has_its_own_key(name: str, client: CodatSyncCommerce, server: Recorder) -> None:
    operation = OPERATIONS[name]
    server.will(server.missing)
    for options in ({}, {}, {"idempotency_key": "order-1"}):
        with pytest.raises(Exception, match="404"):
            calls.call(client, operation, calls.request_for(operation), **options)
    keys = [request.headers["Idempotency-Key"] for request in server.requests]
    assert keys[0] != keys[1]
    assert [uuid.UUID(key).version for key in keys[:2]] == [4, 4]
    assert keys[2] == "order-1"


@for_each("name", sorted(each for each in OPERATIONS if not OPERATIONS[each].takes_idempotency_key))
def test_only_post_and_patch_accept_key(name: str, client: CodatSyncCommerce) -> None:
    operation = OPERATIONS[name]
    with pytest.raises(TypeError, match="idempotency_key"):
        calls.call(client, operation, calls.request_for(operation), idempotency_key="order-1")


def test_sample_values_are_distinct() -> None:
    customer = sent(
        Samples().of(get_type_hints(OPERATIONS["create-accounting-customer"].request)["accounting_customer"])
    )
    texts = [value for value in customer.values() if isinstance(value, str)]
    assert len(texts) > 5
    assert len(set(texts)) == len(texts)
