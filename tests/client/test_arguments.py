"""The client's arguments: their order as published, what each does, and what is refused where it was given."""

from __future__ import annotations

import inspect
from typing import TYPE_CHECKING, Any

import pytest
import requests
from support.for_each import for_each
from support.recorder import json_response

import codatsynccommerce
from codatsynccommerce import CodatSyncCommerce, utils
from codatsynccommerce.models import errors, operations, shared

if TYPE_CHECKING:
    from conftest import Connect
    from support.recorder import Recorder

SECURITY = shared.Security(auth_header="Basic c2VjcmV0")
COMPANY = operations.GetCompanyRequest("c")


def backoff(*numbers: Any) -> utils.RetryConfig:
    return utils.RetryConfig("backoff", utils.BackoffStrategy(*numbers))


def test_the_arguments_stand_in_the_published_order() -> None:
    parameters = inspect.signature(CodatSyncCommerce).parameters
    published = ["security", "server_idx", "server_url", "url_params", "client", "retry_config"]
    assert list(parameters) == [*published, "timeout", "on_attempt"]
    assert {parameters[name].kind for name in ("timeout", "on_attempt")} == {inspect.Parameter.KEYWORD_ONLY}
    assert all(one.default is None for one in parameters.values())


def test_every_argument_can_be_given_by_position(server: Recorder) -> None:
    once = utils.RetryConfig("none", None)
    with requests.Session() as session:
        made = CodatSyncCommerce(
            SECURITY, 0, "http://127.0.0.1:{port}", {"port": server.url[-5:].strip(":")}, session, once
        )
        assert made.companies.get_company(COMPANY).status_code == 200


def test_the_first_server_is_the_api_itself() -> None:
    assert repr(CodatSyncCommerce(SECURITY)) == "CodatSyncCommerce(server_url='https://api.codat.io')"
    assert repr(CodatSyncCommerce(SECURITY, 0)) == repr(CodatSyncCommerce(SECURITY))
    assert codatsynccommerce.SERVERS == ["https://api.codat.io"]


@for_each(
    ("arguments", "text"),
    [
        ({"security": "raw key"}, "security must be a shared.Security or a callable"),
        ({"retry_config": 3}, "retry_config must be a utils.RetryConfig, not int"),
        ({"timeout": "5"}, "timeout must be a number of seconds"),
        ({"timeout": 0}, "timeout must be a number of seconds"),
        ({"timeout": -1}, "timeout must be a number of seconds"),
        ({"timeout": True}, "timeout must be a number of seconds"),
        ({"timeout": float("nan")}, "timeout must be a number of seconds"),
        ({"timeout": float("inf")}, "timeout must be a number of seconds"),
        ({"timeout": (1, 2)}, "timeout must be a number of seconds"),
        ({"timeout": 1e20}, "timeout must be at most 1,000,000,000 seconds"),
        ({"timeout": 10**5000}, "timeout must be at most 1,000,000,000 seconds"),
        ({"timeout": -(10**5000)}, "timeout must be a number of seconds"),
        ({"server_idx": "0"}, "server_idx must be"),
        ({"server_url": 7}, "server_url must be"),
        ({"server_url": b"https://api.codat.io"}, "server_url must be"),
        ({"url_params": {"port": 80}, "server_url": "https://a:{port}"}, "url_params"),
        ({"client": "session"}, "client must be a requests.Session, or have its request method, not str"),
        (
            {"retry_config": backoff(None, 1, 1, 1)},
            "BackoffStrategy.initial_interval must be a number",
        ),
        ({"retry_config": backoff(1, "1", 1, 1)}, "BackoffStrategy.max_interval must be a number from 0, not '1'"),
        ({"retry_config": backoff(1, 1, float("nan"), 1)}, "BackoffStrategy.exponent must be a number from 0, not nan"),
        ({"retry_config": backoff(1, 1, 1, float("inf"))}, "BackoffStrategy.max_elapsed_time must be a number"),
        ({"retry_config": backoff(1, 1, 1, -1)}, "BackoffStrategy.max_elapsed_time must be a number from 0, not -1"),
        (
            {"retry_config": backoff(True, 1, 1, 1)},
            "BackoffStrategy.initial_interval must be a number",
        ),
        (
            {"retry_config": backoff(1, 10**400, 1, 1)},
            "BackoffStrategy.max_interval must be a number from 0, not so large",
        ),
        ({"retry_config": backoff(-(10**400), 1, 1, 1)}, "BackoffStrategy.initial_interval must be a number from 0"),
        ({"retry_config": utils.RetryConfig("backoff", {})}, "backoff must be a utils.BackoffStrategy, not dict"),  # type: ignore[arg-type]
    ],
)
def test_argument_of_wrong_type_is_refused_unseen(arguments: dict[str, Any], text: str) -> None:
    make: Any = CodatSyncCommerce
    with pytest.raises(errors.RequestError, match=text) as raised:
        make(**{"security": SECURITY, **arguments})
    assert "raw key" not in str(raised.value)


@for_each(
    "options",
    [
        {"retries": backoff("500", 1, 1, 1)},
        {"retries": 3},
        {"retries": "backoff"},
        {"timeout": "5"},
        {"timeout": 0},
        {"headers": "X: y"},
        {"headers": {1: "a"}},
        {"headers": {"X-Team": 1}},
    ],
)
def test_call_option_of_wrong_type_sends_nothing(options: dict[str, Any], connect: Connect, server: Recorder) -> None:
    with pytest.raises(errors.RequestError):
        connect().companies.get_company(COMPANY, **options)
    assert server.requests == []


@for_each("name", ["connect", "read", "total"])
@for_each("value", [0, -1, float("nan"), float("inf"), "5", None, True])
def test_limit_that_is_no_time_is_refused(name: str, value: Any) -> None:
    with pytest.raises(errors.RequestError, match=rf"Timeout\.{name} must be a number of seconds"):
        utils.Timeout(**{name: value})


def test_limits_have_the_promised_defaults() -> None:
    assert utils.Timeout() == utils.Timeout(connect=5, read=60, total=120)
    assert utils.Timeout.of(30) == utils.Timeout(connect=5, read=30, total=30)
    assert utils.Timeout.of(2.5) == utils.Timeout(connect=2.5, read=2.5, total=2.5)


def test_every_sub_sdk_is_listed_and_created_once(connect: Connect) -> None:
    client = connect()
    listed = dir(client)
    assert {"accounting_customers", "sync_flow_preferences", "close"} <= set(listed)
    assert client.companies is client.companies
    assert dir(client) == listed


def test_an_attribute_that_is_none_is_told(connect: Connect) -> None:
    client: Any = connect()
    with pytest.raises(AttributeError, match="CodatSyncCommerce' object has no attribute 'accounting_customer'"):
        _ = client.accounting_customer
    assert not hasattr(client, "__fspath__")


def test_client_reopens_after_close(connect: Connect, server: Recorder) -> None:
    with connect() as client:
        client.companies.get_company(COMPANY)
        client.companies.get_company(COMPANY)
    client.close()
    client.companies.get_company(COMPANY)
    connections = [one.connection for one in server.requests]
    assert connections[0] == connections[1] != connections[2]


def test_client_is_closed_when_its_block_fails(connect: Connect, server: Recorder) -> None:
    client = connect()
    server.will(json_response({}, 404), json_response({}))
    with pytest.raises(errors.NotFoundError), client:
        client.companies.get_company(COMPANY)
    client.companies.get_company(COMPANY)
    assert server.requests[0].connection != server.requests[1].connection
