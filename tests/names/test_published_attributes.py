"""Every attribute of the clients and errors of 0.2.0 and 0.3.0 exists, has a value or None, and is deprecated."""

from __future__ import annotations

import copy
import json
import pickle
import subprocess
import sys
from importlib import import_module
from typing import Any
from unittest.mock import create_autospec

import pytest
import requests
from support.for_each import for_each

import codatsynccommerce
from codatsynccommerce import CodatSyncCommerce, utils
from codatsynccommerce._runtime.http.redaction import RedactedStr
from codatsynccommerce.models import errors, shared

SUB_SDKS = sorted(CodatSyncCommerce._sub_sdks)
CONFIGURATION = {
    "client",
    "gen_version",
    "get_server_details",
    "language",
    "openapi_doc_version",
    "retry_config",
    "sdk_version",
    "security",
    "security_client",
    "server_idx",
    "server_url",
    "user_agent",
}
DOCUMENT = {"statusCode": 400, "error": "no", "service": "s", "correlationId": "c", "canBeRetried": "Unknown"}


def client(**options: Any) -> CodatSyncCommerce:
    return CodatSyncCommerce(shared.Security.from_api_key("k" * 20), **options)


def test_sdk_configuration_holds_client_arguments() -> None:
    session, config = requests.Session(), utils.RetryConfig("none", utils.BackoffStrategy(1, 1, 1, 1), True)
    s = client(server_url="https://example.com/", client=session, retry_config=config)
    configuration = s.sdk_configuration
    marked: Any = type(s).sdk_configuration
    assert "migrating" in marked.fget.__deprecated__
    assert set(dir(configuration)) >= CONFIGURATION
    assert (configuration.client, configuration.retry_config) == (session, config)
    assert configuration.get_server_details() == ("https://example.com", {})
    assert configuration.user_agent.startswith("codatsynccommerce/")
    assert "kkk" not in repr(configuration)
    with pytest.raises(AttributeError, match="cannot assign"):
        configuration.retry_config = None  # type: ignore[misc] # pyright: ignore[reportAttributeAccessIssue]


@for_each("name", SUB_SDKS)
def test_every_sub_sdk_has_the_configuration(name: str) -> None:
    s = client()
    assert getattr(s, name).sdk_configuration == s.sdk_configuration
    assert s.sdk_configuration.client is None


def test_error_document_survives_its_error() -> None:
    with pytest.warns(DeprecationWarning, match=r"0\.3\.0"):
        error = errors.ErrorMessage.from_dict(DOCUMENT)
    assert (error.error, error.status_code, error.correlation_id) == ("no", 400, "c")
    with pytest.warns(DeprecationWarning, match=r"0\.3\.0"):
        assert error.to_dict() == DOCUMENT
    with pytest.warns(DeprecationWarning, match=r"0\.3\.0"):
        assert json.loads(error.to_json()) == DOCUMENT
    with pytest.warns(DeprecationWarning, match=r"0\.3\.0"):
        assert errors.ErrorMessage.from_json(json.dumps(DOCUMENT)).service == "s"


@for_each("module", ["sdkconfiguration", "models.errors.errormessage", "utils.utils"])
def test_a_published_module_can_be_imported(module: str) -> None:
    assert import_module(f"codatsynccommerce.{module}")


def test_configuration_module_has_its_values() -> None:
    module = import_module("codatsynccommerce.sdkconfiguration")
    assert module.SERVERS is codatsynccommerce.SERVERS is import_module("codatsynccommerce.sdk").SERVERS
    assert module.RetryConfig is utils.RetryConfig
    assert module.SDKConfiguration is codatsynccommerce.SDKConfiguration


@for_each("header", ["c2VjcmV0", "secret-key", " secret "])
def test_a_raw_key_as_header_is_refused_unseen(header: str) -> None:
    for text in (header, RedactedStr(header)):
        with pytest.raises(errors.RequestError, match="from_api_key") as raised:
            shared.Security(auth_header=text)
        assert header.strip() not in str(raised.value)


@for_each("key", ["Basic c2VjcmV0", " Bearer secret"])
def test_a_header_as_api_key_is_refused_unseen(key: str) -> None:
    with pytest.raises(errors.RequestError, match="auth_header") as raised:
        shared.Security.from_api_key(key)
    assert "secret" not in str(raised.value)
    assert "c2VjcmV0" not in str(raised.value)


def test_client_with_key_copies_without_pickling() -> None:
    s = client(server_url="https://example.com", timeout=7)
    for again in (copy.copy(s), copy.deepcopy(s)):
        assert repr(again) == repr(s)
        assert again._client.settings == s._client.settings
        assert again._client is not s._client
    with pytest.raises(errors.RequestError, match="cannot be pickled"):
        pickle.dumps(s)


def test_a_mock_of_a_client_refuses_unknown_methods() -> None:
    mock = create_autospec(client(), instance=True)
    mock.companies.get_company.return_value = "company"
    assert mock.companies.get_company(company_id="c") == "company"
    with pytest.raises(AttributeError):
        mock.companies.get_compny()


def test_an_import_loads_no_model_and_no_library() -> None:
    program = (
        "import sys, codatsynccommerce\n"
        "from codatsynccommerce.models import operations, shared\n"
        "codatsynccommerce.CodatSyncCommerce(shared.Security.from_api_key('k' * 20)).companies\n"
        "models = ('codatsynccommerce.models.shared.', 'codatsynccommerce.models.operations.')\n"
        "slow = ('requests', 'marshmallow', 'dataclasses_json', 'httpx2')\n"
        "names = [name for name in sys.modules if name in slow or name.startswith(models)]\n"
        "print(sorted(set(names) - {'codatsynccommerce.models.shared.security'}))"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)  # noqa: S603
    assert done.stdout.strip() == "[]"
