"""The web application: `uvicorn web:app`. It takes orders, shows what became of them, and receives Codat's webhooks."""

from __future__ import annotations

from contextlib import asynccontextmanager
from typing import TYPE_CHECKING

import books
import orders
from fastapi import FastAPI, HTTPException, Request, Response
from fastapi.concurrency import run_in_threadpool
from orders import Order
from settings import DATABASE, WEBHOOK_SECRETS
from tasks import push

from codatsynccommerce import bulk, webhooks
from codatsynccommerce.models import errors

if TYPE_CHECKING:
    from collections.abc import AsyncGenerator


@asynccontextmanager
async def lifespan(_app: FastAPI) -> AsyncGenerator[None, None]:
    """Make the table before the first order comes."""
    await run_in_threadpool(orders.make_table)
    yield


app = FastAPI(lifespan=lifespan)


@app.post("/orders", status_code=202)
def take_order(order: Order) -> dict[str, str]:
    """Keep an order. It may be sent again: the same order is kept once."""
    if not orders.add(order):
        raise HTTPException(409, "there is another order with this id")
    push.delay()
    return {"status": "kept"}


@app.get("/orders/{order_id}")
def show_order(order_id: str) -> dict[str, str]:
    """Show what became of the records of an order."""
    order = orders.get(order_id)
    if order is None:
        raise HTTPException(404, "there is no such order")
    return books.state(order)


@app.post("/codat")
async def receive(request: Request) -> Response:
    """Write the outcome that a webhook reports into the journal, and let the order go on."""
    try:
        event = webhooks.parse(await request.body(), request.headers, WEBHOOK_SECRETS)
    except errors.SDKError as error:
        return Response(str(error), status_code=400)
    if await run_in_threadpool(bulk.settle, DATABASE, event):
        await run_in_threadpool(push.delay)
    return Response(status_code=204)
