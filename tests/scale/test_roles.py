"""The roles of the guide can do their work with the rights that it grants, in a database that grants nothing else."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import uuid4

import psycopg
import pytest
from psycopg import sql
from support.doc_pages import pages
from support.guide import GUIDE
from support.ledger import Ledger
from support.many_workers import NAME, fill

from codatsynccommerce import bulk

if TYPE_CHECKING:
    from collections.abc import Iterator

pytestmark = pytest.mark.postgres

PASSWORD = "only-of-this-test"


class Roles:
    """Roles without rights, and the statements of the guide about them."""

    def __init__(self, connection: psycopg.Connection[tuple[object, ...]], url: str) -> None:
        self._connection = connection
        self._url = url
        self._suffix = uuid4().hex
        (page,) = [page for page in pages() if page.name == GUIDE]
        self._statements = [block.text for block in page.blocks if block.language == "text"]
        # Everybody may use the schema `public` and make temporary tables, unless somebody takes that away.
        connection.execute("REVOKE ALL ON SCHEMA public FROM PUBLIC")
        self._execute("REVOKE ALL ON DATABASE {} FROM PUBLIC", connection.info.dbname)

    def make(self, name: str) -> str:
        """Make a role with the rights that the guide gives to its namesake, and return its URL."""
        role = f"{name}_{self._suffix}"
        self._execute("CREATE ROLE {} LOGIN PASSWORD 'only-of-this-test'", role)
        self._execute("GRANT CONNECT ON DATABASE {} TO {}", self._connection.info.dbname, role)
        (statements,) = [text for text in self._statements if f"{name};" in text]
        self._connection.execute(statements.replace(name, role).encode())
        address = self._url.rpartition("@")[2]
        return f"postgresql://{role}:{PASSWORD}@{address}"

    def drop(self) -> None:
        for name in ("shop_owner", "shop_worker", "shop_reader"):
            role = f"{name}_{self._suffix}"
            if self._connection.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", [role]).fetchone():
                self._execute("DROP OWNED BY {} CASCADE", role)
                self._execute("DROP ROLE {}", role)

    def _execute(self, statement: str, *names: str) -> None:
        self._connection.execute(sql.SQL(statement).format(*map(sql.Identifier, names)))


@pytest.fixture
def roles(database: str) -> Iterator[Roles]:
    with psycopg.connect(database, autocommit=True) as connection:
        made = Roles(connection, database)
        yield made
        made.drop()


def test_roles_of_the_guide_have_all_rights_that_they_need(roles: Roles) -> None:
    owner = roles.make("shop_owner")
    with Ledger() as ledger, ledger.connect() as client:
        (merchant,) = ledger.merchants
        assert fill(ledger, owner, [(merchant, "Owner's")]) == 1
        worker, reader = roles.make("shop_worker"), roles.make("shop_reader")
        assert fill(ledger, worker, [(merchant, "Worker's")], name="another") == 1
        assert bulk.work(client, journal=worker).succeeded == 2
        assert bulk.read_report(reader, name=NAME).succeeded == 1
        assert bulk.status(reader).counts["succeeded"] == 2
        with pytest.raises(bulk.JournalError) as caught:
            fill(ledger, reader, [(merchant, "Reader's")], name="forbidden")
        assert PASSWORD not in str(caught.value)
        assert bulk.remove(worker, "another") == 1
        assert sorted(ledger.books.values()) == [1, 1]
