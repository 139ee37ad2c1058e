"""The orders of the shop, in a table of their own."""

from decimal import Decimal

import psycopg
from pydantic import BaseModel, ConfigDict, Field
from settings import DATABASE

TABLE = "CREATE TABLE IF NOT EXISTS orders (id text PRIMARY KEY, document text NOT NULL, finished boolean NOT NULL)"


class Order(BaseModel):
    """An order that was paid."""

    model_config = ConfigDict(frozen=True)

    id: str = Field(min_length=1, max_length=100)
    date: str = Field(pattern=r"^\d{4}-\d{2}-\d{2}$")
    email: str = Field(min_length=3)
    customer_name: str = Field(min_length=1)
    description: str = Field(min_length=1)
    quantity: int = Field(gt=0)
    unit_price: Decimal = Field(gt=0, decimal_places=2)

    @property
    def total(self) -> Decimal:
        """What was paid."""
        return self.quantity * self.unit_price


def make_table() -> None:
    """Make the table if it is missing."""
    with psycopg.connect(DATABASE) as connection:
        connection.execute(TABLE)


def add(order: Order) -> bool:
    """Store an order. Return whether it is stored with this content: False if another order has its id."""
    document = order.model_dump_json()
    with psycopg.connect(DATABASE) as connection:
        connection.execute("INSERT INTO orders VALUES (%s, %s, false) ON CONFLICT DO NOTHING", [order.id, document])
        kept = connection.execute("SELECT document FROM orders WHERE id = %s", [order.id]).fetchone()
    return kept == (document,)


def get(order_id: str) -> Order | None:
    """Return an order, None if there is no such order."""
    with psycopg.connect(DATABASE) as connection:
        row = connection.execute("SELECT document FROM orders WHERE id = %s", [order_id]).fetchone()
    return Order.model_validate_json(row[0]) if row else None


def unfinished() -> list[Order]:
    """Return the orders that are not in the books yet."""
    with psycopg.connect(DATABASE) as connection:
        rows = connection.execute("SELECT document FROM orders WHERE NOT finished ORDER BY id").fetchall()
    return [Order.model_validate_json(document) for (document,) in rows]


def finish(order: Order) -> None:
    """Note that all records of an order are in the books."""
    with psycopg.connect(DATABASE) as connection:
        connection.execute("UPDATE orders SET finished = true WHERE id = %s", [order.id])
