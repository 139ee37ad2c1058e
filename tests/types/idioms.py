"""Ways to write Python that checkers accept with this client. Read by mypy and pyright, never run."""

from __future__ import annotations

import dataclasses
from concurrent.futures import ThreadPoolExecutor
from decimal import Decimal
from functools import partial
from typing import TYPE_CHECKING, Dict, List, Union

from codatsynccommerce import bulk
from codatsynccommerce.models import errors, operations, shared

if TYPE_CHECKING:
    import codatsynccommerce


def states_as_text_and_members(push: shared.PushOperation) -> str:
    if push.status == "Success" or push.status in ("Failed", "TimedOut"):
        return push.status.value
    match push:
        case shared.PushOperation(status="Success", data_type=shared.DataType.INVOICES):
            return "invoice"
        case _:
            pass
    match push.status:
        case shared.PushOperationStatus.PENDING | shared.PushOperationStatus.FAILED:
            return "pending or failed"
        case _:
            return "newer"


def sum_of_orders(s: codatsynccommerce.CodatSyncCommerce) -> Decimal:
    orders = s.commerce_orders.iter_commerce_orders(company_id="c", connection_id="d")
    return sum((order.total_amount or Decimal(0) for order in orders), Decimal(0))


def methods_as_functions(s: codatsynccommerce.CodatSyncCommerce, ids: List[str]) -> List[str]:
    get_company = partial(s.companies.get_company, timeout=3)
    with ThreadPoolExecutor(4) as pool:
        futures = [pool.submit(s.companies.get_company, operations.GetCompanyRequest(each)) for each in ids]
        names = [future.result().result.name for future in futures]
    return [*names, get_company(operations.GetCompanyRequest("c")).result.name]


def values_of_wide_types(
    total: Union[Decimal, int, str], status: str, lines: List[Dict[str, object]], company: Dict[str, str]
) -> shared.AccountingInvoice:
    invoice = shared.AccountingInvoice(
        amount_due=total,
        issue_date="2026-01-01",
        line_items=lines,
        status=status,
        total_amount=total,
        total_tax_amount=0,
    )
    operations.GetCompanyRequest(**company)
    return dataclasses.replace(invoice, currency="GBP")


class OwnInvoice(shared.AccountingInvoice):
    """A subclass takes the same arguments."""


def own_class() -> str:
    return OwnInvoice(1, "2026-01-01", "Draft", "1.50", 0).to_json(indent=2)


def what_an_error_says(s: codatsynccommerce.CodatSyncCommerce, invoice: shared.AccountingInvoice) -> float:
    try:
        s.accounting_invoices.create_accounting_invoice(company_id="c", connection_id="d", accounting_invoice=invoice)
    except errors.RateLimitError as error:
        return (error.retry_after or 0) + 1
    except (errors.APIConnectionError, errors.ServerError) as error:
        return float(error.maybe_applied)
    except errors.ErrorMessage as error:
        return float(len((error.validation and error.validation.errors) or []))
    return 0


def requests_from_a_generator(s: codatsynccommerce.CodatSyncCommerce, names: List[str]) -> bulk.Report:
    requests = (
        operations.CreateAccountingCustomerRequest("c", "d", {"customerName": name, "status": "Active"})
        for name in names
    )
    return bulk.push(s.accounting_customers.create_accounting_customer, requests, journal="customers.journal")
