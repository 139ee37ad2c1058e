"""Reading a page of orders, as the client does when a response has arrived, and as `json` does."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, Optional

from . import orders
from .pairs import Pair

if TYPE_CHECKING:
    from collections.abc import Callable


def into_models() -> Callable[[bytes], Any]:
    """Return the function that reads a page into models, used once, so that a class costs only its fields."""
    from codatsynccommerce import utils  # noqa: PLC0415 - ours or the published one
    from codatsynccommerce.models import shared  # noqa: PLC0415

    # The function that reads responses in 0.2.0, kept in ours on the same codec. Its type must be passed as there.
    kind: Any = Optional[shared.CommerceOrders]

    def read(page: bytes) -> Any:
        return utils.unmarshal_json(page, kind)

    read(orders.page(20))
    return read


def pair(page: bytes, size: int) -> Pair:
    """Return both as a pair; small pages are read several times in a turn."""
    read = into_models()
    return Pair(lambda: read(page), lambda: json.loads(page), repeats=max(1, 1_000 // size))
