"""Where the client sends to: which server, which address, and what cannot be called."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from support.for_each import for_each

from codatsynccommerce import CodatSyncCommerce
from codatsynccommerce.models import errors, operations, shared

if TYPE_CHECKING:
    from conftest import Connect
    from support.recorder import Recorder

SECURITY = shared.Security(auth_header="Basic c2VjcmV0")
COMPANY = operations.GetCompanyRequest("c")


@for_each("index", [1, -1, 99])
def test_a_server_that_is_none_is_refused(index: int) -> None:
    with pytest.raises(errors.RequestError, match="server_idx must be from 0 to 0"):
        CodatSyncCommerce(SECURITY, server_idx=index)


@for_each(
    "url",
    [
        "",
        "api.codat.io",
        "ftp://api.codat.io",
        "https://",
        "https://api.codat.io?x=1",
        "https://api.codat.io#x",
        "https://api.codat.io:0",
        "https://api.codat.io:99999",
        "https://api.codat.io:port",
        "https://{host}",
        "https://a b",
        "https://a\r\nb",
        "https://größe.example",
        "https://[::1",
        "file:///etc/passwd",
    ],
)
def test_unusable_address_is_refused(url: str) -> None:
    with pytest.raises(errors.RequestError, match="server_url must be an http or https address"):
        CodatSyncCommerce(SECURITY, server_url=url)


def test_address_with_password_is_refused_unseen() -> None:
    with pytest.raises(errors.RequestError, match="must not hold a user name") as raised:
        CodatSyncCommerce(SECURITY, server_url="https://me:hunter2@api.codat.io")
    assert "hunter2" not in str(raised.value)


def test_names_in_an_address_are_filled(connect: Connect, server: Recorder) -> None:
    port = server.url.rpartition(":")[2]
    connect(server_url="http://127.0.0.1:{port}/{base}/", url_params={"port": port, "base": "v"}).companies.get_company(
        COMPANY
    )
    assert server.only.target == "/v/companies/c"


@for_each("slashes", ["", "/", "//"])
def test_path_before_the_api_is_kept(slashes: str, connect: Connect, server: Recorder) -> None:
    connect(server_url=f"{server.url}/proxy/codat{slashes}").companies.get_company(COMPANY)
    assert server.only.target == "/proxy/codat/companies/c"


@for_each("host", ["api.codat.io", "10.0.0.1", "127.0.0.1.example.com", "localhost.example.com"])
def test_plain_http_to_another_host_warns(host: str) -> None:
    with pytest.warns(UserWarning, match=f"the API key will travel in the clear to {host}") as seen:
        CodatSyncCommerce(SECURITY, server_url=f"http://{host}")
    assert [one.filename for one in seen] == [__file__]


@for_each("host", ["localhost", "LOCALHOST:80", "127.0.0.1", "127.8.9.1:4010", "[::1]", "[::1]:4010"])
def test_plain_http_to_loopback_does_not_warn(host: str) -> None:
    CodatSyncCommerce(SECURITY, server_url=f"http://{host}")
