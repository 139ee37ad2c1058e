"""An invoice with many lines written as JSON, beside `json.dumps` of its dict. CPU time."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from benchmarks.invoice import invoice
from benchmarks.pairs import Pair

if TYPE_CHECKING:
    from collections.abc import Callable

    from benchmarks.pairs import Measured


def prepare(size: int) -> Callable[[], Measured]:
    """Return the function that times one pair for the body of a request, and one for `to_json`."""
    from codatsynccommerce import utils  # noqa: PLC0415 - ours or the published one
    from codatsynccommerce.models import shared  # noqa: PLC0415

    plain, repeats = invoice(size), max(5, 1_000 // size)
    model: Any = shared.AccountingInvoice.from_dict(plain)

    # The function that writes bodies in 0.2.0, kept in ours on the same codec.
    def send() -> Any:
        return utils.marshal_json(model)

    send()
    model.to_json()
    sending = Pair(send, lambda: json.dumps(plain), repeats=repeats)
    saving = Pair(model.to_json, lambda: json.dumps(plain), repeats=repeats)

    def turn() -> Measured:
        a, b = sending.turn()
        c, d = saving.turn()
        return {
            "send": (a.cpu / repeats, b.cpu / repeats),
            "to_json": (c.cpu / repeats, d.cpu / repeats),
        }

    return turn
