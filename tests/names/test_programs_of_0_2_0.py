"""Programs as users of 0.2.0 wrote them run unchanged, and print the same as there.

`SAID` is what version 0.2.0 itself printed when it ran the programs against the same sandbox.
"""

from __future__ import annotations

import os
import subprocess
import sys
from base64 import b64encode
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from codatsynccommerce.sandbox import Sandbox

START = """
import os
import codatsynccommerce
from codatsynccommerce import utils
from codatsynccommerce.models import errors, operations, shared

s = codatsynccommerce.CodatSyncCommerce(
    security=shared.Security(auth_header=os.environ["HEADER"]), server_url=os.environ["SERVER"])
company, connection = os.environ["COMPANY"], os.environ["CONNECTION"]
"""

PROGRAMS = {
    "create a record and look at error_message": (
        """
req = operations.CreateAccountingCustomerRequest(
    accounting_customer=shared.AccountingCustomer(
        addresses=[shared.Items1(type=shared.AccountingAddressType.DELIVERY, city="York")],
        customer_name="Marlow Books", status=shared.CustomerStatus.ACTIVE),
    company_id=company, connection_id=connection)
res = s.accounting_customers.create_accounting_customer(req)
if res.error_message is not None:
    raise SystemExit("failed: " + str(res.error_message.error))
push = res.accounting_create_customer_response
print(res.status_code, res.content_type.split(";")[0], push.status.value, push.company_id == company)
raw = res.raw_response
print(raw.status_code, raw.elapsed.total_seconds() > 0, "pushOperationKey" in raw.text)
""",
        "200 application/json Pending True\n200 True True\n",
    ),
    "read a list page by page": (
        """
page, seen = 1, 0
while True:
    res = s.commerce_orders.list_commerce_orders(operations.ListCommerceOrdersRequest(
        company_id=company, connection_id=os.environ["COMMERCE"], page=page, page_size=50))
    if res.commerce_orders is None or not res.commerce_orders.results:
        break
    seen += len(res.commerce_orders.results)
    if res.commerce_orders.links.next is None:
        break
    page += 1
print(seen == res.commerce_orders.total_results, page > 1)
""",
        "True True\n",
    ),
    "save and load a model": (
        """
import json
address = shared.Items1(type=shared.AccountingAddressType.BILLING, city="York")
customer = shared.AccountingCustomer(status=shared.CustomerStatus.ACTIVE, addresses=[address])
print(json.loads(customer.to_json())["addresses"][0])
print(shared.AccountBalance().to_dict(), shared.AccountRef(id="a").to_dict())
print(shared.AccountingCustomer.from_json(customer.to_json()) == customer)
print(shared.AccountingCustomer.from_dict({"status": "Active", "customerName": "A", "new": 1}).customer_name)
""",
        (
            "{'type': 'Billing', 'city': 'York', 'country': None, 'line1': None, 'line2': None, 'postalCode': None, "
            "'region': None}\n{} {'id': 'a'}\nTrue\nA\n"
        ),
    ),
    "read the configuration and the helpers": (
        """
url, params = s.sdk_configuration.get_server_details()
print(url == os.environ["SERVER"], params, s.companies.sdk_configuration.language)
print(utils.template_url("https://{host}/a", {"host": "h"}), utils.remove_suffix("a/", "/"))
from codatsynccommerce.utils.retries import BackoffStrategy, RetryConfig
config = RetryConfig("backoff", BackoffStrategy(1, 50, 1.1, 100), False)
res = s.companies.get_company(operations.GetCompanyRequest(company_id=company), config)
print(res.status_code, res.company.id == company)
""",
        "True {} python\nhttps://h/a a\n200 True\n",
    ),
}


@pytest.mark.parametrize("name", sorted(PROGRAMS))
def test_a_program_prints_what_it_printed(name: str, codat_sandbox: Sandbox) -> None:
    program, said = PROGRAMS[name]
    environment = {
        **os.environ,
        "HEADER": "Basic " + b64encode(codat_sandbox.api_key.encode()).decode(),
        "SERVER": codat_sandbox.url,
        "COMPANY": codat_sandbox.company_id,
        "CONNECTION": codat_sandbox.connection_id,
        "COMMERCE": codat_sandbox.commerce_connection_id,
    }
    done = subprocess.run(  # noqa: S603 - a program of our own
        [sys.executable, "-c", START + program], env=environment, capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stdout) == (0, said), done.stderr
