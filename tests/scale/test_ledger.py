"""The ledger of the tests counts what it says: a counter that counts nothing would pass every test."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest
from support.ledger import Faults, Ledger, Merchant
from support.waiting import wait_until

from codatsynccommerce.models import errors, operations
from codatsynccommerce.utils import RetryConfig

ONCE = RetryConfig("none", None)


def test_requests_at_once_are_counted_for_each_company() -> None:
    with Ledger(2) as ledger, ledger.connect() as client:
        one, other = ledger.merchants
        with ThreadPoolExecutor(12) as threads, ledger.sandbox.hold():
            for index in range(12):
                request = (one if index else other).customer(f"Customer {index}")
                threads.submit(client.accounting_customers.create_accounting_customer, request)
            wait_until(lambda: sum(ledger.most_at_once.values()) == 12)
        assert ledger.most_at_once == {one.company_id: 11, other.company_id: 1}
        create = client.accounting_customers.create_accounting_customer
        create(other.customer("Customer 0"))
        assert ledger.books[other.company_id, "Customer 0"] == 2
        assert ledger.reused_keys == []


def test_burst_is_what_exceeds_a_pace() -> None:
    with Ledger(0) as ledger:
        ledger.arrivals = [0.0, 1.0, 2.0, 2.0, 2.0, 3.0, 4.0]
        assert ledger.burst(60) == 3
        assert ledger.burst(60 * 1000) == pytest.approx(3, abs=0.01)
        ledger.arrivals = [float(second) for second in range(100)]
        assert ledger.burst(60) == 1
        assert ledger.burst(30) == pytest.approx(50.5)


def test_dropped_response_leaves_the_record() -> None:
    with Ledger(faults=Faults(dropped=1.0)) as ledger, ledger.connect(retry_config=ONCE) as client:
        with pytest.raises(errors.APIConnectionError) as caught:
            client.accounting_customers.create_accounting_customer(_customer(ledger.merchants[0]))
        assert caught.value.maybe_applied
        assert list(ledger.books.values()) == [1]


def test_limited_request_leaves_no_record() -> None:
    with Ledger(faults=Faults(limited=1.0)) as ledger, ledger.connect(retry_config=ONCE) as client:
        with pytest.raises(errors.RateLimitError):
            client.accounting_customers.create_accounting_customer(_customer(ledger.merchants[0]))
        assert not ledger.books
        assert len(ledger.arrivals) == 1


def _customer(merchant: Merchant) -> operations.CreateAccountingCustomerRequest:
    return merchant.customer("Marlow Books")


def test_limit_comes_once_after_some_requests() -> None:
    with Ledger() as ledger, ledger.connect(retry_config=ONCE) as client:
        ledger.limit_after(1, retry_after=3)
        create = client.accounting_customers.create_accounting_customer
        create(_customer(ledger.merchants[0]))
        with pytest.raises(errors.RateLimitError) as caught:
            create(_customer(ledger.merchants[0]))
        assert caught.value.retry_after == 3
        create(_customer(ledger.merchants[0]))
        assert len(ledger.limited_at) == 1


def test_unlinked_books_refuse_pushes() -> None:
    with Ledger(2) as ledger, ledger.connect(retry_config=ONCE) as client:
        refused, other = ledger.merchants
        ledger.unlink(refused)
        with pytest.raises(errors.PermissionDeniedError):
            client.accounting_customers.create_accounting_customer(_customer(refused))
        client.accounting_customers.create_accounting_customer(_customer(other))
        assert list(ledger.books) == [(other.company_id, "Marlow Books")]
