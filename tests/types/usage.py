"""What type checkers report about the documented example. Read by mypy and pyright, never run."""

# pyright: reportUnknownMemberType=false
from __future__ import annotations

from decimal import Decimal
from typing import Any, Callable, Dict, Iterator, List, Mapping, Optional

import requests
from typing_extensions import assert_type

import codatsynccommerce
from codatsynccommerce import bulk, utils
from codatsynccommerce.accounting_customers import AccountingCustomers
from codatsynccommerce.models import errors, operations, shared


def the_documented_example() -> None:
    s = codatsynccommerce.CodatSyncCommerce(
        security=shared.Security(
            auth_header="Basic BASE_64_ENCODED(API_KEY)",
        ),
    )
    req = operations.CreateAccountingCustomerRequest(
        accounting_customer=shared.AccountingCustomer(
            addresses=[shared.Items1(type=shared.AccountingAddressType.DELIVERY)],
            contacts=[
                shared.Contact(
                    address=shared.Items1(type=shared.AccountingAddressType.UNKNOWN),
                    modified_date="2022-10-23T00:00:00.000Z",
                    phone=[shared.PhoneNumbersitems(number="+44 25691 154789", type=shared.PhoneNumberType.PRIMARY)],
                    status=shared.CustomerStatus.ACTIVE,
                ),
            ],
            default_currency="GBP",
            metadata=shared.Metadata(),
            status=shared.CustomerStatus.UNKNOWN,
            supplemental_data=shared.SupplementalData(content={"California": {"systems": "North"}}),
            extra={"countryCode": "GB"},
        ),
        company_id="8a210b68-6988-11ed-a1eb-0242ac120002",
        connection_id="2e9d2c44-f675-40ba-8049-353bfcb5e171",
    )
    assert_type(s.accounting_customers, AccountingCustomers)
    res = s.accounting_customers.create_accounting_customer(req, idempotency_key="order-1", timeout=30)
    assert_type(res, operations.CreateAccountingCustomerResponse)
    assert_type(res.status_code, int)
    assert_type(res.headers, Mapping[str, str])
    assert_type(res.raw_response, Optional[requests.Response])
    if res.accounting_create_customer_response is not None:
        push = res.accounting_create_customer_response
        assert_type(push.status, shared.PushOperationStatus)
        assert_type(push.changes, Optional[List[shared.PushOperationChange]])
        assert_type(push.status.is_known, bool)


def every_argument(session: requests.Session, security: Callable[[], shared.Security]) -> None:
    backoff = utils.BackoffStrategy(500, 60_000, 1.5, 3_600_000)
    config = utils.RetryConfig("backoff", backoff, retry_connection_errors=True)
    limits = utils.Timeout(connect=1, read=2.5, total=10)
    with codatsynccommerce.CodatSyncCommerce(
        security, 0, "https://{host}", {"host": "h"}, session, config, timeout=limits
    ) as s:
        assert_type(s, codatsynccommerce.CodatSyncCommerce)
        s.companies.delete_company(operations.DeleteCompanyRequest("c"), config, headers={"x-codat-client": "guid"})
    codatsynccommerce.CodatSyncCommerce(shared.Security.from_api_key("raw"), timeout=1.5).close()
    codatsynccommerce.CodatSyncCommerce(None)


async def asynchronous(s: codatsynccommerce.AsyncCodatSyncCommerce) -> None:
    async with s as opened:
        assert_type(opened, codatsynccommerce.AsyncCodatSyncCommerce)
        response = await s.companies.get_company(operations.GetCompanyRequest("c"), timeout=1.5)
        assert_type(response, operations.GetCompanyResponse)
        orders = s.commerce_orders.iter_commerce_orders(operations.ListCommerceOrdersRequest("c", "d"), max_items=1)
        async for order in orders:
            assert_type(order, shared.CommerceOrder)
        assert_type(await s.push_data.wait_for(("c", "k")), shared.PushOperation)
        assert_type((response.rate_limit.remaining, s.rate_limit), "tuple[Optional[int], utils.RateLimit]")


def payloads(s: codatsynccommerce.CodatSyncCommerce) -> None:
    page = s.commerce_orders.list_commerce_orders(operations.ListCommerceOrdersRequest("c", "d")).commerce_orders
    if page is not None and page.results is not None:
        assert_type(page.results, List[shared.CommerceOrder])
        assert_type(page.results[0].total_amount, Optional[Decimal])
    texts = s.sync_flow_preferences.update_config_text_sync_flow({"k": shared.Localization(True, "t")})
    assert_type(texts.localization_info, Optional[Dict[str, shared.Localization]])
    assert_type(shared.Company.from_json("{}"), shared.Company)
    assert_type(shared.Company.from_dict({}).to_dict(), Dict[str, Any])
    status: str = shared.CustomerStatus("Newer")
    assert_type(utils.parse_datetime(status).year, int)
    shared.Localization(required=True, text=utils.NULL)


def names_of_0_3_0(s: codatsynccommerce.CodatSyncCommerce, config: utils.RetryConfig) -> None:
    account = shared.AccountPrototype("GBP", 5, valid_datatype_links=[shared.ValidDataTypeLinks(links=["a"])])
    request = operations.CreateAccountingAccountRequest(company_id="c", connection_id="d", account_prototype=account)
    assert_type(request.account_prototype, Optional[shared.AccountingAccount])
    preferences = s.sync_flow_preferences
    preferences.get_config_text_sync_flow(config)
    preferences.get_config_text_sync_flow(operations.GetConfigTextSyncFlowRequest(locale="en-us"), config)
    texts = {"k": shared.Localization(required=True, text="t")}
    preferences.update_config_text_sync_flow(operations.UpdateConfigTextSyncFlowRequest("en-us", texts))
    statuses = s.refresh_data.get_company_data_status(operations.GetCompanyDataStatusRequest("c")).data_statuses
    assert_type(statuses, Optional[Dict[str, shared.DataStatus]])


def many_records(
    s: codatsynccommerce.CodatSyncCommerce, requests: Iterator[operations.CreateAccountingCustomerRequest]
) -> None:
    report = bulk.push(s.accounting_customers.create_accounting_customer, requests, journal="customers.journal")
    assert_type(report, bulk.Report)
    bulk.fill(s.accounting_customers.create_accounting_customer, requests, journal="postgresql://", name="customers")
    create = s.accounting_invoices.create_accounting_invoice
    bulk.push(create, requests, journal="j")  # type: ignore[arg-type] # pyright: ignore[reportArgumentType]
    bulk.fill(create, requests, journal="j", name="n")  # type: ignore[arg-type] # pyright: ignore[reportArgumentType]


def failures(s: codatsynccommerce.CodatSyncCommerce) -> None:
    try:
        s.sync.get_sync_status(operations.GetSyncStatusRequest("c"))
    except errors.RateLimitError as error:
        assert_type(error.retry_after, Optional[float])
        assert_type(error.validation, Optional[shared.Validation])
    except errors.SDKError as error:
        assert_type(error.status_code, Optional[int])
        assert_type((error.attempts, error.maybe_applied, error.idempotency_key), "tuple[int, bool, Optional[str]]")


def what_is_wrong_is_told(s: codatsynccommerce.CodatSyncCommerce) -> None:
    # Each ignore must be needed: checkers tell where one is not.
    s.accounting_customer  # type: ignore[attr-defined] # noqa: B018 # pyright: ignore[reportAttributeAccessIssue]
    shared.Compnay  # type: ignore[attr-defined] # noqa: B018 # pyright: ignore[reportAttributeAccessIssue]
    operations.GetCompanyRequest()  # type: ignore[call-arg] # pyright: ignore[reportCallIssue]
    s.companies.get_company("c")  # type: ignore[arg-type] # pyright: ignore[reportArgumentType]
    shared.AccountRef(nmae="n")  # type: ignore[call-arg] # pyright: ignore[reportCallIssue]
    shared.AccountBalance(available=1.5)  # type: ignore[arg-type] # pyright: ignore[reportArgumentType]
    codatsynccommerce.CodatSyncCommerce(security="key")  # type: ignore[arg-type] # pyright: ignore[reportArgumentType]
