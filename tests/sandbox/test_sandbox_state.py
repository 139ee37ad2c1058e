"""What runs in the background and what is chosen: refreshes, syncs, configuration, preferences, the quota."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from support.bookshop import Shop, bookshop
from support.for_each import for_each

from codatsynccommerce import utils
from codatsynccommerce.models import errors, operations, shared

if TYPE_CHECKING:
    from collections.abc import Iterator


@pytest.fixture
def shop() -> Iterator[Shop]:
    with bookshop() as opened:
        yield opened


def test_unread_data_is_a_409(shop: Shop) -> None:
    company = shop.client.company_management.create_company(shared.CreateCompany(name="Henley Records")).company
    assert company is not None
    books = shop.raw("POST", f"/meta/companies/{company.id}/connections", b'"gbol"').json()
    shop.sandbox.link(books["id"])
    request = operations.ListAccountingAccountsRequest(company.id)
    with pytest.raises(errors.ConflictError, match="The data set has not been requested"):
        shop.client.accounting_accounts.list_accounting_accounts(request)
    assert shop.raw("GET", f"/companies/{company.id}/data/info").status_code == 409
    assert shop.raw("POST", f"/companies/{company.id}/data/all").status_code == 204
    with pytest.raises(errors.ConflictError):  # The data set is still read from the platform.
        shop.client.accounting_accounts.list_accounting_accounts(request)
    accounts = shop.client.accounting_accounts.list_accounting_accounts(request).accounting_accounts
    assert accounts is not None
    assert "Sales" in [account.name for account in accounts.results or []]
    assert shop.get(f"/companies/{company.id}/data/info")["companyName"] == "Henley Records"
    pulled = {
        row["dataType"]: row["connectionId"] for row in shop.get(f"/companies/{company.id}/data/history")["results"]
    }
    assert pulled["chartOfAccounts"] == books["id"]
    assert pulled["commerce-orders"] != books["id"]


def test_pull_completes_and_changes_the_data_status(shop: Shop) -> None:
    queued = shop.raw("POST", f"{shop.company}/data/queue/invoices").json()
    assert (queued["status"], queued["progress"], queued["isCompleted"]) == ("Queued", 0, False)
    assert queued["connectionId"] == shop.sandbox.connection_id
    path = f"{shop.company}/data/history/{queued['id']}"
    assert shop.get(path)["status"] == "Queued"
    assert "invoices" not in shop.get(f"{shop.company}/dataStatus")
    done = shop.get(path)
    assert (done["status"], done["progress"], done["isCompleted"]) == ("Complete", 100, True)
    assert shop.get(f"{shop.company}/dataStatus")["invoices"]["latestSyncId"] == queued["id"]
    assert shop.get(f"{shop.company}/data/history")["results"][0]["id"] == queued["id"]


def test_pull_of_an_unlinked_connection_fails(shop: Shop) -> None:
    shop.raw("PATCH", shop.connection, b'{"status": "Unlinked"}')
    request = operations.RefreshDataTypeRequest(shop.sandbox.company_id, shared.DataType.CHART_OF_ACCOUNTS)
    refresh = shop.client.refresh_data.by_data_type(request)
    with pytest.raises(errors.RefreshFailedError, match="AuthError: The connection is not linked"):
        shop.client.refresh_data.wait_for(refresh)
    status = shop.get(f"{shop.company}/dataStatus")["chartOfAccounts"]
    assert (status["currentStatus"], status["latestSyncId"]) == ("AuthError", refresh.result.id)
    assert status["latestSuccessfulSyncId"] != refresh.result.id


def test_pull_can_name_its_connection(shop: Shop) -> None:
    path = f"{shop.company}/data/queue/customers?connectionId="
    assert shop.raw("POST", path + shop.sandbox.connection_id).status_code == 200
    assert shop.raw("POST", path + shop.sandbox.commerce_connection_id).status_code == 404
    assert shop.raw("POST", path + "unknown").status_code == 400
    assert shop.raw("POST", path + shop.sandbox.company_id).status_code == 404


@pytest.mark.parametrize("data_type", ["nothing", "banking-accounts"])
def test_pull_of_unsupported_data_is_a_404(shop: Shop, data_type: str) -> None:
    assert shop.raw("POST", f"{shop.company}/data/queue/{data_type}").status_code == 404


def test_the_data_status_has_a_null(shop: Shop) -> None:
    response = shop.client.companies.get_company(operations.GetCompanyRequest(shop.sandbox.company_id))
    assert response.status_code == 200
    statuses = shop.get(f"{shop.company}/dataStatus")
    assert statuses["balanceSheet"] is None
    assert statuses["chartOfAccounts"]["currentStatus"] == "Complete"


def test_configuration_is_kept_as_sent(shop: Shop) -> None:
    path = f"/config{shop.company}/sync/commerce"
    before = shop.get(path)
    body = b'{"enabled": true, "schedule": {"syncHour": 3}, "sales": {"syncSales": false, "rate": 0.10}}'
    response = shop.raw("POST", path, body)
    assert response.status_code == 200
    assert shop.raw("GET", path).content == response.content
    assert b'"rate":0.10' in response.content
    assert before["configuration"]["sales"]["accounts"]["sales"]["selectedAccountId"] == "200"
    assert shop.raw("POST", path).json() == response.json()


def test_settings_are_kept_beside_the_schedule(shop: Shop) -> None:
    path = f"/config{shop.company}/sync/commerce"
    before = shop.get(path)
    saved = shop.raw("POST", path, b'{"enabled": false, "configuration": {"sales": {"syncSales": false}}}').json()
    assert saved == {**before, "enabled": False, "configuration": {"sales": {"syncSales": False}}}
    assert shop.get(path) == saved
    refused = shop.raw("POST", path, b'{"configuration": {"sales": {"syncSales": "no"}}}')
    assert refused.json()["validation"]["errors"][0]["itemId"] == "configuration.sales.syncSales"


def test_client_reads_and_saves_either_form(shop: Shop) -> None:
    request = operations.GetConfigurationRequest(shop.sandbox.company_id)
    settings = shop.client.configuration.get_configuration(request).result
    assert settings.sales is not None
    assert (settings.enabled, settings.sales.sync_sales) == (True, True)
    settings.sales.sync_sales = False
    shop.client.configuration.set_configuration(
        operations.SetConfigurationRequest(company_id=shop.sandbox.company_id, configuration=settings)
    )
    saved = shop.get(f"/config{shop.company}/sync/commerce")
    assert (saved["configuration"]["sales"]["syncSales"], saved["schedule"]["syncHour"]) == (False, 2)


def test_own_text_is_kept_until_null(shop: Shop) -> None:
    flow = shop.client.sync_flow_preferences
    own = {"sales.title": shared.Localization(text="Till")}
    changed = flow.update_config_text_sync_flow(own, locale=shared.Locale.EN_US).localization_info
    assert changed is not None
    assert changed["sales.title"].text == "Till"
    assert shop.get("/sync/commerce/config/ui/text?locale=fr-fr")["sales.title"]["text"] == "Ventes"
    back = {"sales.title": shared.Localization(text=utils.NULL)}
    usual = flow.update_config_text_sync_flow(back, locale=shared.Locale.EN_US).localization_info
    assert usual is not None
    assert usual["sales.title"].text == "Sales"


def test_empty_text_is_kept_and_null_resets(shop: Shop) -> None:
    path = "/sync/commerce/config/ui/text?locale=en-us"
    assert shop.raw("PATCH", path, b'{"fees.title": {"text": ""}}').json()["fees.title"] == {"text": ""}
    assert shop.raw("PATCH", path, b'{"fees.title": {"text": null}}').json()["fees.title"]["text"] == "Fees"
    assert shop.raw("PATCH", path, b'{"fees.title": null}').status_code == 400


@pytest.mark.parametrize("query", ["", "?locale=xx", "?locale=", "?locale=EN-US"])
def test_texts_need_a_known_locale(shop: Shop, query: str) -> None:
    for method in ("GET", "PATCH"):
        assert shop.raw(method, f"/sync/commerce/config/ui/text{query}", b"{}").status_code == 400


@for_each(
    "target",
    [
        "GET /config/integrations/zzzz/branding",
        "GET /config/integrations/XERO/branding",
        "GET /clients/d3a1c0de-2b7e-4c1a-9f55-0e6b8a7c4f61/config/ui/accounts/platform/zzzz",
        "GET /clients/any/config/ui/accounts/platform/gbol",
        "POST /sync/commerce/config/ui/accounts/platform/zzzz",
        "GET /config/sync/commerce/zzzz/gbol/start",
        "GET /config/sync/commerce/fztf/zzzz/start",
    ],
)
def test_unknown_platform_is_a_404(shop: Shop, target: str) -> None:
    method, path = target.split()
    assert shop.raw(method, path, b"{}").status_code == 404


def test_visible_accounts_tell_all_from_none(shop: Shop) -> None:
    path = "/sync/commerce/config/ui/accounts/platform/gbol"
    read = "/clients/d3a1c0de-2b7e-4c1a-9f55-0e6b8a7c4f61/config/ui/accounts/platform/gbol"
    assert shop.get(read) == {}
    for body in (b'{"visibleAccounts": []}', b"{}"):
        response = shop.raw("POST", path, body)
        assert response.content == body.replace(b" ", b"")
        assert shop.get(read) == response.json()


def test_every_start_url_is_new(shop: Shop) -> None:
    path = "/config/sync/commerce/fztf/gbol/start?merchantIdentifier=marlow"
    first, second = shop.get(path)["url"], shop.get(path)["url"]
    assert first != second
    assert "fztf/gbol" in first
    assert "merchantIdentifier=marlow" in first


def test_a_sync_runs_and_then_succeeds(shop: Shop) -> None:
    body = b'{"dateRange": {"start": "2023-01-01", "finish": "2023-02-01"}}'
    started = shop.raw("POST", f"/meta{shop.company}/sync/commerce/historic", body).json()
    assert (started["syncStatusCode"], started["dataPushed"]) == (1000, False)
    assert started["syncDateRangeUtc"] == {"start": "2023-01-01", "finish": "2023-02-01"}
    path = f"/meta{shop.company}/sync/commerce/status"
    assert [shop.get(path)["syncStatusCode"] for _ in range(2)] == [1000, 2000]
    assert shop.get(path)["commerceSyncId"] == started["commerceSyncId"]


def test_latest_sync_continues_the_previous_one(shop: Shop) -> None:
    path = f"{shop.company}/sync/commerce/latest"
    first = shop.raw("POST", path, b'{"syncTo": "2023-10-01T00:00:00Z"}').json()["syncDateRangeUtc"]
    second = shop.raw("POST", path).json()["syncDateRangeUtc"]
    assert first == {"start": "2023-09-01T00:00:00Z", "finish": "2023-10-01T00:00:00Z"}
    assert second["start"] == "2023-10-01T00:00:00Z"


@for_each(
    "body",
    [
        b"",
        b"{}",
        b'{"dateRange": {"start": "", "finish": ""}}',
        b'{"dateRange": {"start": "2023-01-01"}}',
        b'{"dateRange": {"start": "2023-02-01", "finish": "2023-01-01"}}',
        b'{"dateRange": {"start": "2023-01-01", "finish": "2023-01-01"}}',
        b'{"dateRange": {"start": "2023-01-01", "finish": "soon"}}',
        b'{"dateRange": {"start": "2023-02-30", "finish": "2023-03-01"}}',
    ],
)
def test_historic_sync_needs_a_period(shop: Shop, body: bytes) -> None:
    assert shop.raw("POST", f"/meta{shop.company}/sync/commerce/historic", body).status_code == 400


def test_historic_syncs_cannot_overlap(shop: Shop) -> None:
    path = f"/meta{shop.company}/sync/commerce/historic"
    bodies = [
        b'{"dateRange": {"start": "%s", "finish": "%s"}}' % period
        for period in ((b"2023-01-01", b"2023-02-01"), (b"2023-01-31", b"2023-03-01"), (b"2023-02-01", b"2023-03-01"))
    ]
    responses = [shop.raw("POST", path, body) for body in bodies]
    assert [response.status_code for response in responses] == [200, 400, 200]
    assert "overlaps with a previous sync" in responses[1].json()["error"]


def test_latest_sync_needs_a_date(shop: Shop) -> None:
    assert shop.raw("POST", f"{shop.company}/sync/commerce/latest", b'{"syncTo": "now"}').status_code == 400


def test_quota_is_reported_and_reset_at_midnight() -> None:
    midnight = 1_700_006_400.0
    now = [midnight - 60.5]
    with bookshop(quota=2, now=lambda: now[0]) as shop:
        left = [shop.raw("GET", path).headers["X-Rate-Limit-Remaining"] for path in ("/meta/companies", "/nothing")]
        over = shop.raw("GET", "/meta/companies")
        now[0] = midnight
        fresh = shop.raw("GET", "/meta/companies")
    assert left == ["1", "0"]
    assert (over.status_code, over.headers["Retry-After"]) == (429, "61")
    assert over.headers["X-Rate-Limit-Reset"] == "2023-11-15T00:00:00.0000000Z"
    assert (fresh.status_code, fresh.headers["X-Rate-Limit-Limit"]) == (200, "2")
