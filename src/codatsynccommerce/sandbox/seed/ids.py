"""The ids that everything else refers to, and dates by rule."""

from __future__ import annotations

from datetime import datetime, timedelta

COMPANY = "8a210b68-6988-11ed-a1eb-0242ac120002"
ACCOUNTING = "2e9d2c44-f675-40ba-8049-353bfcb5e171"
COMMERCE = "5f1c6f0e-3a52-4f0b-9c1d-7b0a4d2e8c11"
CLIENT = "d3a1c0de-2b7e-4c1a-9f55-0e6b8a7c4f61"
PULL_OPERATION = "0cf2bd8c-6b0d-4b0f-9d3a-5f2d8d7c1e61"
PUSH_OPERATION = "b3f7c1f2-8a54-4e0c-8b7e-2f6c9a1d4e61"
WEBHOOK = "7318949f-c008-4936-a8ff-10d7ab563fa6"

FOUNDED = "2023-01-09T09:30:00Z"
LAST_SYNC = "2023-09-01T02:00:00.1234567Z"

_FIRST_ORDER = datetime(2023, 3, 1, 9, 0)  # noqa: DTZ001 - local time of the shop, as its platform tells it
_BETWEEN_ORDERS = timedelta(hours=17, minutes=13)


def local(number: int) -> str:
    """Return the local time of the shop at which order `number` was placed, without a zone."""
    return (_FIRST_ORDER + number * _BETWEEN_ORDERS).isoformat()


def utc(number: int) -> str:
    """Return the same time with the zone that the API's own dates carry."""
    return local(number) + "Z"
