"""Every attribute that clients and errors of 0.2.0 and 0.3.0 had is there, None or right, and marked as deprecated."""

from __future__ import annotations

import json
from importlib import import_module
from typing import Any

import pytest
import requests

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


def test_sdk_configuration_tells_what_the_client_was_made_with() -> None:
    session, config = requests.Session(), utils.RetryConfig("none", utils.BackoffStrategy(1, 1, 1, 1), True)
    s = client(server_url="https://example.com/", client=session, retry_config=config)
    with pytest.warns(DeprecationWarning, match="migrating") as caught:
        configuration = s.sdk_configuration
    assert caught[0].filename == __file__
    assert set(dir(configuration)) >= CONFIGURATION
    assert (configuration.client, configuration.retry_config) == (session, config)
    assert configuration.get_server_details() == ("https://example.com", {})
    assert configuration.user_agent.startswith("codatsynccommerce/")
    assert "kkk" not in repr(configuration)
    with pytest.raises(AttributeError, match="cannot assign"):
        configuration.retry_config = None  # type: ignore[misc] # pyright: ignore[reportAttributeAccessIssue]


@pytest.mark.parametrize("name", SUB_SDKS)
@pytest.mark.filterwarnings("ignore:sdk_configuration")
def test_every_sub_sdk_has_the_configuration(name: str) -> None:
    s = client()
    assert getattr(s, name).sdk_configuration == s.sdk_configuration
    assert s.sdk_configuration.client is None


def test_an_error_document_goes_in_and_out_of_its_error() -> None:
    with pytest.warns(DeprecationWarning, match=r"0\.3\.0"):
        error = errors.ErrorMessage.from_dict(DOCUMENT)
    assert (error.error, error.status_code, error.correlation_id) == ("no", 400, "c")
    with pytest.warns(DeprecationWarning, match=r"0\.3\.0"):
        assert error.to_dict() == DOCUMENT
    with pytest.warns(DeprecationWarning, match=r"0\.3\.0"):
        assert json.loads(error.to_json()) == DOCUMENT
    with pytest.warns(DeprecationWarning, match=r"0\.3\.0"):
        assert errors.ErrorMessage.from_json(json.dumps(DOCUMENT)).service == "s"


@pytest.mark.parametrize("module", ["sdkconfiguration", "models.errors.errormessage", "utils.utils"])
def test_a_published_module_can_be_imported(module: str) -> None:
    assert import_module(f"codatsynccommerce.{module}")


@pytest.mark.parametrize("header", ["c2VjcmV0", "secret-key", " secret "])
def test_a_raw_key_as_header_is_refused_unseen(header: str) -> None:
    for text in (header, RedactedStr(header)):
        with pytest.raises(errors.RequestError, match="from_api_key") as raised:
            shared.Security(auth_header=text)
        assert header.strip() not in str(raised.value)


@pytest.mark.parametrize("key", ["Basic c2VjcmV0", " Bearer secret"])
def test_a_header_as_api_key_is_refused_unseen(key: str) -> None:
    with pytest.raises(errors.RequestError, match="auth_header") as raised:
        shared.Security.from_api_key(key)
    assert "secret" not in str(raised.value)
    assert "c2VjcmV0" not in str(raised.value)
