"""Pushes through random faults and counts at the server what became of each.

    python tests/faults/ten_thousand.py --pushes 10000 --threads 8 --rate 0.05 --seed 7

Every push must be in the ledger exactly once, or its error must say that it may be (`maybe_applied`); none may be there
twice. The same seed meets the same faults, whatever the threads do.
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from time import monotonic

from codatsynccommerce import CodatSyncCommerce
from codatsynccommerce._runtime.client import Clock
from codatsynccommerce.models import errors, operations, shared
from codatsynccommerce.sandbox import Sandbox

TAKEN, REFUSED, UNKNOWN = "taken", "not applied", "unknown"


@dataclass
class Count:
    """What became of the pushes.

    Attributes:
        ends: How each call ended, by its key: taken, not applied, or unknown.
        ledger: How often each key is in the ledger.
        requests: How many requests the server saw.
        wrong: What must not be, in words.
    """

    ends: dict[str, str]
    ledger: Counter[str]
    requests: int
    wrong: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        """Hold the two sides against each other."""
        allowed = {TAKEN: {1}, REFUSED: {0}, UNKNOWN: {0, 1}}
        for key, end in self.ends.items():
            times = self.ledger[key]
            if times not in allowed[end]:
                self.wrong.append(f"{key} was {end}, and is {times} times in the ledger")
        self.wrong += [f"{key} is in the ledger, and nobody pushed it" for key in self.ledger.keys() - self.ends.keys()]


def push_all(pushes: int, threads: int, rate: float, seed: int) -> Count:
    """Push so many records from so many threads."""
    with Sandbox() as sandbox:
        sandbox.chaos(rate, seed)
        security = shared.Security.from_api_key(sandbox.api_key)
        with CodatSyncCommerce(security, server_url=sandbox.url) as client:
            client._client.clock = Clock(sleep=lambda _seconds: None)

            def push(key: str) -> str:
                customer = shared.AccountingCustomer(customer_name=key, status=shared.CustomerStatus.ACTIVE)
                request = operations.CreateAccountingCustomerRequest(
                    sandbox.company_id, sandbox.connection_id, customer
                )
                try:
                    client.accounting_customers.create_accounting_customer(request, idempotency_key=key)
                except errors.SDKError as error:
                    return UNKNOWN if error.maybe_applied else REFUSED
                return TAKEN

            keys = [f"push-{number}" for number in range(pushes)]
            with ThreadPoolExecutor(threads) as pool:
                ends = dict(zip(keys, pool.map(push, keys), strict=True))
        ledger = Counter(str(created.idempotency_key) for created in sandbox.ledger)
        return Count(ends, ledger, len(sandbox.requests))


def main() -> None:
    """Push as the command line says."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--pushes", type=int, default=10_000)
    parser.add_argument("--threads", type=int, default=8)
    parser.add_argument("--rate", type=float, default=0.05)
    parser.add_argument("--seed", type=int, default=7)
    given = parser.parse_args()
    began = monotonic()
    count = push_all(given.pushes, given.threads, given.rate, given.seed)
    ends = Counter(count.ends.values())
    print(f"{given.pushes} pushes, {count.requests} requests, {monotonic() - began:.1f} s")
    print(", ".join(f"{ends[end]} {end}" for end in (TAKEN, REFUSED, UNKNOWN)))
    there = sum(count.ledger[key] for key, end in count.ends.items() if end == UNKNOWN)
    print(f"{count.ledger.total()} in the ledger, {there} of them unknown to their caller")
    if count.wrong:
        sys.exit("\n".join(count.wrong))
    print("each is there once, or its caller got an error that it may be; none is there twice")


if __name__ == "__main__":
    main()
