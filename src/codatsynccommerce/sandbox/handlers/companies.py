"""Companies: created, changed, deleted."""

from __future__ import annotations

import re
import uuid
from typing import TYPE_CHECKING

from codatsynccommerce.sandbox.documents import Record
from codatsynccommerce.sandbox.events import emit_company, emit_connection
from codatsynccommerce.sandbox.http import ApiError, HTTPResponse, ValidationItem, json_response
from codatsynccommerce.sandbox.seed import new_company, new_connection
from codatsynccommerce.sandbox.store import GLOBAL, timestamp

if TYPE_CHECKING:
    from codatsynccommerce.sandbox.routing import Call
    from codatsynccommerce.sandbox.store import Store

_NOT_IN_NAMES = re.compile(r"[^A-Za-z0-9\s\-',&@.,?!]")
_FIELDS = ("name", "description", "tags")
_MAX_TAGS, _MAX_TAG_LENGTH, _MAX_TAG_VALUE_LENGTH = 10, 27, 100
_PARTNER_COMMERCE = "lqai"


def create(store: Store, call: Call) -> HTTPResponse:
    """Create a company without connections."""
    return json_response(_new(store, call))


def create_for_sync(store: Store, call: Call) -> HTTPResponse:
    """Create a company for Sync for Commerce, which comes with a connection to the partner's commerce platform."""
    company = _new(store, call)
    commerce = store.collection(GLOBAL, "integrations")[_PARTNER_COMMERCE]
    connection = new_connection(store, company, str(uuid.uuid4()), commerce, "Linked")
    emit_connection(store, "connection.created", company, connection, call.now)
    return json_response(company)


def replace(store: Store, call: Call) -> HTTPResponse:
    """Replace the details of a company: what is left out is cleared."""
    fields = _named(call)
    company = store.company(call.company_id)
    for name in _FIELDS:
        company.pop(name, None)
    company.update(fields)
    return json_response(company)


def update(store: Store, call: Call) -> HTTPResponse:
    """Change the given details of a company. Missing and null ones stay as they are."""
    company = store.company(call.company_id)
    company.update(_fields(call))
    return json_response(company)


def delete(store: Store, call: Call) -> HTTPResponse:
    """Delete a company with all that it owns."""
    company = store.collection(GLOBAL, "companies").pop(call.company_id)
    store.delete_owner(call.company_id)
    emit_company(store, "company.deleted", company, call.now)
    return json_response(status=204)


def _new(store: Store, call: Call) -> Record:
    company = new_company(store, str(uuid.uuid4()), _named(call), timestamp(call.now))
    emit_company(store, "company.created", company, call.now)
    return company


def _named(call: Call) -> Record:
    fields = _fields(call)
    if "name" not in fields:
        raise _nameless()
    return fields


def _fields(call: Call) -> Record:
    fields = {name: call.fields[name] for name in _FIELDS if call.fields.get(name) is not None}
    tags: dict[str, str] = fields.get("tags", {})
    if len(tags) > _MAX_TAGS:
        item = ValidationItem("tags", f"must not hold more than {_MAX_TAGS} tags", "Tags")
        raise ApiError(400, "Too many tags.", [item])
    for name, value in tags.items():
        if not 0 < len(name) <= _MAX_TAG_LENGTH or len(value) > _MAX_TAG_VALUE_LENGTH:
            item = ValidationItem(f"tags.{name}", "is empty or too long", "Tags")
            raise ApiError(400, "A tag is empty or too long.", [item])
    if "name" in fields:
        fields["name"] = _NOT_IN_NAMES.sub("", fields["name"])  # Dropped silently, as the API drops them.
        if not fields["name"].strip():
            raise _nameless()
    return fields


def _nameless() -> ApiError:
    return ApiError(400, "The company has no name.", [ValidationItem("name", "is required", "Required")])
