"""The Celery workers: `celery --app tasks worker --beat`. Any number of them, on any number of machines."""

from __future__ import annotations

import books
from celery import Celery
from settings import BROKER, DATABASE, connect

from codatsynccommerce import bulk

app = Celery("tasks", broker=BROKER)
app.conf.update(
    # A task leaves the broker only when it has ended, so none is lost when a worker dies. A task may then run twice,
    # which does no harm here: the journal knows what was sent.
    task_acks_late=True,
    task_reject_on_worker_lost=True,
    worker_prefetch_multiplier=1,
    task_ignore_result=True,
    broker_connection_retry_on_startup=True,
    # If a message is lost, its work is done within a minute.
    beat_schedule={"push": {"task": "tasks.push", "schedule": 60.0}},
)


@app.task
def push() -> None:
    """Send what is due. An order has three records, and each needs the id of the one before it."""
    with connect() as client:
        for _ in range(3):
            books.advance(client)
            bulk.work(client, journal=DATABASE)
        books.advance(client)
